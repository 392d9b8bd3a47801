import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PAGE_LANGUAGES } from '#contracts/bridge.ts'
import { lanWords } from '../../electron/shell/lan-words.ts'
import { openLanguage } from '../../electron/shell/language.ts'
import { menuTemplate } from '../../electron/shell/menu.ts'
import { sayIn } from '../../electron/shell/shell-words.ts'
import { offerTasks, type UserTask } from '../../electron/shell/tasks.ts'
import { trayFace } from '../../electron/shell/tray-face.ts'
import { de } from '../../electron/shell/words/de.ts'
import { en } from '../../electron/shell/words/en.ts'
import { es } from '../../electron/shell/words/es.ts'
import { LANGUAGES } from '../../renderer/words/languages.ts'

let profile: string
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'fd-language-'))
})
afterEach(() => rmSync(profile, { recursive: true, force: true }))

/** What a test of the words alone does not look at. */
const QUIET = { onChange: () => undefined, note: () => undefined }
const holesOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()
/** Names that are the same everywhere. */
const SAME = ['live', 'lan_on', 'feed', 'fusion']

describe('the language outside the pages', () => {
  test('[SHELL-75] is one that the pages speak', () => {
    expect(PAGE_LANGUAGES).toEqual(LANGUAGES)
  })

  test.each(Object.entries({ de, es }))(
    '[SHELL-75] every word is there in %s, with what is put into it',
    (_name, words) => {
      expect(Object.keys(words).toSorted()).toEqual(Object.keys(en).toSorted())
      for (const [key, text] of Object.entries(words)) {
        const english = en[key as keyof typeof en]
        expect([key, holesOf(text)]).toEqual([key, holesOf(english)])
        if (!SAME.includes(key)) expect([key, text]).not.toEqual([key, english])
      }
    },
  )

  test('[SHELL-75] is that of the page that spoke last, also at the next start; English before any did', () => {
    let changes = 0
    const spoken = openLanguage(profile, {
      ...QUIET,
      onChange() {
        changes += 1
      },
    })
    expect([spoken.language, spoken.say('quit')]).toEqual(['en', 'Quit'])
    spoken.hear('de')
    spoken.hear('de')
    expect([spoken.language, spoken.say('quit'), changes]).toEqual(['de', 'Beenden', 1])
    expect(openLanguage(profile, QUIET).language).toBe('de')
  })

  test.each(['fr', '', null, 7, { language: 'de' }])(
    '[SHELL-75] %j is no language and changes nothing',
    (said) => {
      const spoken = openLanguage(profile, QUIET)
      expect(() => spoken.hear(said)).toThrow()
      expect(spoken.language).toBe('en')
    },
  )

  test('[SHELL-75] what is kept and cannot be read is English', () => {
    writeFileSync(join(profile, 'language.json'), '"fr"')
    expect(openLanguage(profile, QUIET).language).toBe('en')
  })

  test('[SHELL-76] a profile that cannot be written keeps no language from being spoken, and the log says so', () => {
    // A folder in the place of the file: nobody can write it, whoever runs the test.
    mkdirSync(join(profile, 'language.json'))
    const told: string[] = []
    const noted: unknown[] = []
    const spoken = openLanguage(profile, {
      onChange: () => told.push(spoken.say('quit')),
      note: (event, { code }) => noted.push([event, code]),
    })
    spoken.hear('de')
    expect(told).toEqual(['Beenden'])
    expect(noted).toEqual([['language_not_kept', 'EISDIR']])
    spoken.hear('es')
    expect(told).toEqual(['Beenden', 'Salir'])
  })
})

describe('until when the LAN is on', () => {
  const NOON = new Date(2026, 10, 30, 12, 0)
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOON })
  })
  afterEach(() => vi.useRealTimers())

  const face = { on: true, plain: false, urls: [], fault: null, differences: [] }
  test.each([
    ['en', 'LAN on until 18:30', 'LAN on until 2026-12-01 08:05'],
    ['es', 'LAN activa hasta 18:30', 'LAN activa hasta 2026-12-01 08:05'],
    ['de', 'LAN an bis 18:30', 'LAN an bis 2026-12-01 08:05'],
  ] as const)('[SHELL-77] is an hour today and a date another day, in %s', (language, today, another) => {
    const words = (until: Date) => lanWords({ ...face, until: until.getTime() }, sayIn(language))
    expect(words(new Date(2026, 10, 30, 18, 30))).toBe(today)
    expect(words(new Date(2026, 11, 1, 8, 5))).toBe(another)
  })
})

test('[SHELL-75] Spanish calls the desk what the pages call it', () => {
  const { other_page, other_pages } = es
  expect([other_page, other_pages]).toEqual([
    'Otra página está conectada a esta mesa. ¿Salir de todos modos?',
    'Otras {count} páginas están conectadas a esta mesa. ¿Salir de todos modos?',
  ])
})

describe('in German', () => {
  const say = sayIn('de')

  test('[SHELL-75] the jump list offers its tasks', () => {
    const given: UserTask[] = []
    const places = { setUserTasks: (tasks: UserTask[]) => void given.push(...tasks), setDockMenu: null }
    offerTasks(places, { program: 'desk', words: [] }, () => undefined, say)
    expect(given.map(({ title, description, arguments: line }) => [title, description, line])).toEqual([
      ['Briefing öffnen', 'Öffnet das Briefing des besten offenen Signals', '--task=briefing'],
      ['1 h stumm', 'Zeigt eine Stunde lang keinen Alarm und spielt keinen Ton', '--task=mute'],
    ])
  })

  test('[SHELL-75] the tray says how the station is, and how the LAN', () => {
    const face = { on: true, plain: false, until: null, urls: [], fault: null, differences: [] }
    const serving = { market: { source: 'sim', paused: true, ended: false }, lan: { face: () => face } }
    const { words } = trayFace({ kind: 'running', serving: serving as never }, say, 3)
    expect(words).toBe('Live; der Markt steht (3 ungelesen); LAN an')
  })

  test('[SHELL-75] the menu has no English left', () => {
    const actions = new Proxy({}, { get: () => () => undefined }) as Parameters<typeof menuTemplate>[1]
    const plan = {
      face: { market: 'pause' as const },
      running: true,
      devTools: false,
      atLogin: true,
      mac: false,
    }
    const labels = (spoken: typeof say) =>
      JSON.stringify(menuTemplate({ ...plan, say: spoken }, actions)).match(/"label":"[^"]+"/g) ?? []
    const english = new Set(labels(sayIn('en')))
    expect(labels(say).filter((label) => english.has(label))).toEqual(['"label":"F&eed"'])
    expect(labels(say)).toHaveLength(labels(sayIn('en')).length)
    // A role without a label of ours would be said in English by Electron.
    const roles = JSON.stringify(menuTemplate({ ...plan, say }, actions)).match(/\{"role":"\w+"\}/g)
    expect(roles).toBeNull()
  })
})
