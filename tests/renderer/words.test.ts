import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInstance } from 'i18next'
import { afterEach, describe, expect, test } from 'vitest'
import { ROOT, sourcesIn } from '#tests/support/borders.ts'
import { amount, percent, price, signed } from '../../renderer/state/format.ts'
import { writeNumbersOf } from '../../renderer/state/locale.ts'
import { timesIn } from '../../renderer/state/times.ts'
import { LANGUAGES, languageOf, localeOf } from '../../renderer/words/languages.ts'
import { sentenceOf } from '../../renderer/words/sentence.ts'
import { fetchWords, sayIn } from '../../renderer/words/words.ts'
import { literalsOf, sentencesOf } from './literals.ts'

type Catalogue = Readonly<Record<string, string>>
const FOLDER = join(ROOT, 'renderer/words')
const AREAS = readdirSync(FOLDER).flatMap((name) => /^(\w+)\.en\.ts$/.exec(name)?.[1] ?? [])
const FORM = /_(zero|one|two|few|many|other)$/

/** Every file of the page but the catalogues themselves: none is left out. */
const FILES = sourcesIn(['renderer']).filter(({ path }) => !path.startsWith('renderer/words/'))

/** The same in every language: names, units, printed keys, commands. */
const SAME_EVERYWHERE = new Set([
  'Fusion Desk',
  'API',
  'EMA RSI',
  'XP',
  'R',
  'n',
  's',
  'F',
  'P',
  'T',
  'openapi.json',
  'operator.token',
  'npm run station -- token create --user NAME --role trader',
  'npm start -- --replay FOLDER --speed 600',
  'npm start -- --demo',
  'npm run station -- lan on --address ADDRESS',
  'npm run station -- user add ada --name Ada\nnpm run station -- token create --user ada --role trader',
])
/** Read by browsers and by the page itself, never by a person. */
const IDENTIFIERS = new Set([
  // Keys, as events name them and as a sheet prints them.
  ...['Escape', 'Enter', 'Home', 'End', 'Tab', 'Shift', 'Space', 'Ctrl', 'Esc'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Plus', 'Shift O', 'Del'],
  // An interface of browsers, the name of an error, and what a request carries.
  ...['Notification', 'Refused', 'Bearer {}'],
])
/** The same in one file only: anywhere else such a word is one that a person reads. */
const IDENTIFIERS_OF: Readonly<Record<string, readonly string[]>> = {
  // Kinds of what the palette finds; their words are `kind_...`.
  'renderer/parts/use-palette-commands.ts': [
    'Page',
    'Person',
    'Signal',
    'Symbol',
    'Source',
    'Setting',
    'Action',
  ],
  'renderer/parts/use-game-commands.ts': ['Mission', 'Achievement', 'Campaign', 'Action'],
  'renderer/parts/use-desk-commands.ts': ['Device', 'Action'],
  // Exchanges, browsers and systems are called alike everywhere.
  'renderer/parts/feed-choice.tsx': ['Kraken', 'Binance'],
  'renderer/state/browser-name.ts': [
    ...['Android', 'Windows', 'Mac', 'Linux'],
    ...['Edge', 'Opera', 'Samsung Internet', 'Firefox', 'Chrome', 'Safari', 'iPhone', 'iPad', 'Node'],
  ],
  // Trading places; their words are `tokyo`, `london`, `new_york`. Days as a calendar of that zone names them.
  'renderer/state/market-session.ts': ['Tokyo', 'London', 'New York', 'Sat', 'Sun'],
  'renderer/state/session-bands.ts': ['Tokyo', 'London', 'New York'],
}

async function catalogue(area: string, language: string): Promise<Catalogue> {
  const file = await import(join(FOLDER, `${area}.${language}.ts`))
  return file[area]
}

/** Files of the station that say which sentence of the history something is. */
const SENTENCES = sourcesIn(['electron/server']).filter(({ path }) => path.endsWith('-sentences.ts'))
const BOOT_PAGE = readFileSync(join(ROOT, 'renderer/boot.html'), 'utf8')

const baseOf = (key: string) => key.replace(FORM, '')
const holesOf = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).toSorted()

afterEach(() => writeNumbersOf('en-GB'))

describe.each(AREAS)('the words of %s', (area) => {
  test.each(LANGUAGES)(
    '[LANG-1] every sentence is there in %s, in each form its plurals have',
    async (language) => {
      const english = await catalogue(area, 'en')
      const spoken = await catalogue(area, language)
      const plain = Object.keys(english).filter((key) => !FORM.test(key))
      const plural = new Set(
        Object.keys(english)
          .filter((key) => FORM.test(key))
          .map(baseOf),
      )
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const needed = [...plain, ...[...plural].flatMap((base) => forms.map((form) => `${base}_${form}`))]
      expect(Object.keys(spoken).toSorted()).toEqual(needed.toSorted())
      for (const [key, text] of Object.entries(spoken)) expect(text.trim(), key).not.toBe('')
    },
  )

  test.each(LANGUAGES)('[LANG-2] what is put into a sentence is put into it in %s too', async (language) => {
    const english = await catalogue(area, 'en')
    const wanted = (key: string) => english[key] ?? english[`${baseOf(key)}_other`] ?? ''
    // A singular may say the number as a word.
    for (const [key, text] of Object.entries(await catalogue(area, language)))
      if (!key.endsWith('_one')) expect(holesOf(text), key).toEqual(holesOf(wanted(key)))
  })

  test.each(LANGUAGES)('[LANG-11] i18next says every sentence alike in %s', async (language) => {
    const spoken = await catalogue(area, language)
    const page = createInstance({ lng: language, resources: { [language]: { [area]: spoken } } })
    await page.init({ interpolation: { escapeValue: false } })
    writeNumbersOf(language)
    const keys = new Set(Object.keys(spoken).map(baseOf))
    for (const key of keys)
      for (const count of [0, 1, 2, 21, 1_000_000]) {
        const holes = Object.keys(spoken).flatMap((name) =>
          baseOf(name) === key ? holesOf(spoken[name] ?? '') : [],
        )
        const values = { ...Object.fromEntries(holes.map((name) => [`${name}`, `<${name}> & $1`])), count }
        expect(sentenceOf(spoken, language, key, values)).toBe(
          page.t(key as never, { ns: area, ...values } as never),
        )
      }
  })

  test('[LANG-3] no sentence stands there that nobody says', async () => {
    // Refusals are said by the codes of the contract, what is shipped by what the station calls it.
    if (area === 'refusals' || area === 'shipped') return
    // Only where the words of this part are asked for: another part may have a key of the same name.
    const asked = new RegExp(`(?:sayIn\\(|useWords\\(|Say<)'${area}'|words/${area}\\.en\\.ts`)
    const texts = [...FILES.map(({ text }) => text), BOOT_PAGE].filter(
      (text) => asked.test(text) || (area === 'boot' && text === BOOT_PAGE),
    )
    // What happened is told by the station: it names the sentence.
    const tellers = area === 'history' ? SENTENCES.map(({ text }) => text) : []
    const sources = [...texts, ...tellers].join('\n')
    const unsaid = Object.keys(await catalogue(area, 'en'))
      .map(baseOf)
      .filter((key) => !isSaid(key, sources))
    expect(unsaid).toEqual([])
  })
})

test.each(LANGUAGES)('[LANG-15] a whole sentence stands in one catalogue of %s', async (language) => {
  const areas = new Map<string, readonly string[]>()
  // Refusals are told by their codes, which name a sentence each.
  for (const area of AREAS.filter((name) => name !== 'refusals'))
    for (const text of new Set(Object.values(await catalogue(area, language))))
      if (text.endsWith('.')) areas.set(text, [...(areas.get(text) ?? []), area])
  expect([...areas].filter(([, where]) => where.length > 1)).toEqual([])
})

/** A key is said by its name, or by a name put together: `why_${type}`, `${what}_of`. */
function isSaid(key: string, sources: string): boolean {
  if (sources.includes(`'${key}'`) || sources.includes(`data-words="${key}"`)) return true
  const cuts = [...key].flatMap((letter, at) => (letter === '_' ? [at] : []))
  return cuts.some((at) => {
    const [head, tail] = [key.slice(0, at + 1), key.slice(at)]
    return sources.includes(`\`${head}\${`) || sources.includes(`}${tail}\``)
  })
}

describe('the words of the page', () => {
  test('[LANG-4] no literal text stands in any file of the page', () => {
    const found = FILES.flatMap(({ path, text }) =>
      [
        ...literalsOf(path, text).filter((one) => !SAME_EVERYWHERE.has(one)),
        ...sentencesOf(path, text).filter(
          (one) =>
            !SAME_EVERYWHERE.has(one) &&
            !IDENTIFIERS.has(one) &&
            IDENTIFIERS_OF[path]?.includes(one) !== true,
        ),
      ].map((one) => `${path}: ${one}`),
    )
    expect(found).toEqual([])
  })

  test('[LANG-4] the check sees text between tags and in what is read aloud', () => {
    const text =
      'export const A = () => <p aria-label="Spoken" title={`Over ' +
      '$' +
      '{n}`}>Written {b ? "One" : <i placeholder="Hint" />}</p>'
    expect(literalsOf('a.tsx', text).toSorted()).toEqual(['Hint', 'One', 'Over', 'Spoken', 'Written'])
  })

  test('[LANG-4] the check sees sentences that functions answer, notices tell and tables hold', () => {
    const text = `
      import { one } from 'Not this'
      const WORDS = { open: 'Nothing yet' } as const
      const why = (left: number) => \`Tap again within \${left} seconds\`
      add([{ words: 'The station writes again.' }])
      if (kind === 'Signal' || why(2)) throw new Error('not for people')
      const look = <p className="flex truncate">{say('nothing_here')}</p>`
    expect(sentencesOf('a.tsx', text)).toEqual([
      'Nothing yet',
      'Tap again within {} seconds',
      'The station writes again.',
    ])
  })

  test('[LANG-4] the page before the station has every text from a catalogue too', async () => {
    const english = await catalogue('boot', 'en')
    const marked = [...BOOT_PAGE.matchAll(/data-words="(\w+)"[^>]*>([^<]*)</g)]
    expect(marked.length).toBeGreaterThan(8)
    for (const [, key = '', text] of marked) expect(text).toBe(english[key])
    const rest = BOOT_PAGE.replace(/<[^>]*data-words=[^>]*>[^<]*/g, '').replace(/<[^>]*>/g, '\n')
    expect(
      rest
        .split('\n')
        .filter((line) => /\p{L}/u.test(line))
        .map((line) => line.trim()),
    ).toEqual(['Fusion Desk'])
  })

  test('[LANG-5] the first wish of the browser that the page speaks is spoken, else English', () => {
    expect(languageOf('system', ['fr-FR', 'de-AT', 'es'])).toBe('de')
    expect(languageOf('system', ['fr'])).toBe('en')
    expect(languageOf('es', ['de'])).toBe('es')
    expect(localeOf('de', ['de-AT'])).toBe('de-AT')
    expect(localeOf('de', ['en-GB'])).toBe('de-DE')
    expect(localeOf('en', ['en-!!'])).toBe('en-GB')
  })

  test('[LANG-6] numbers and months are written as the reader region writes them', () => {
    writeNumbersOf('de-DE')
    expect(signed(-1_284.6)).toBe('\u22121.284,60')
    expect(percent(0.396)).toBe('39,6\u202f%')
    expect(price('EURUSD', 1.085)).toBe('1,08500')
    // Spanish groups from five digits on.
    writeNumbersOf('es-ES')
    expect(amount(1_234.5)).toBe('1234,50')
    expect(amount(12_345, 0)).toBe('12.345')
    expect(timesIn('UTC', 'es-ES').day(Date.UTC(2026, 2, 2))).toMatch(/^02.*mar/)
  })

  test('[LANG-7] a sentence takes the plural of its number and what is put into it', async () => {
    await fetchWords('progress', 'missions')
    const say = sayIn('progress')
    expect(say('reward_points', { count: 1 })).toBe('1 point')
    expect(say('reward_points', { count: 2_000 })).toBe('2,000 points')
    expect(sayIn('missions')('claim_of', { mission: '<b> & "c"' })).toBe('Claim: <b> & "c"')
  })
})
