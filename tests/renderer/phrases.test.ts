import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#tests/support/borders.ts'
import { sentenceOf } from '../../renderer/words/sentence.ts'

const FOLDER = join(ROOT, 'renderer/words')
const AREAS = readdirSync(FOLDER).flatMap((name) => /^(\w+)\.en\.ts$/.exec(name)?.[1] ?? [])

type Spoken = 'es' | 'de'

async function catalogue(area: string, language: Spoken): Promise<Readonly<Record<string, string>>> {
  return (await import(join(FOLDER, `${area}.${language}.ts`)))[area]
}

/** Every sentence of a language in which something stands, with its catalogue. */
async function saying(language: Spoken, pattern: RegExp): Promise<readonly string[]> {
  const found = AREAS.map(async (area) =>
    Object.values(await catalogue(area, language))
      .filter((text) => pattern.test(text))
      .map((text) => `${area}: ${text}`),
  )
  return (await Promise.all(found)).flat()
}

describe('words that stand for one thing', () => {
  test('[LANG-16] the desk is la mesa in Spanish and der Desk in German', async () => {
    // The name of the program is written with a capital.
    expect(await saying('es', /\bdesks?\b/)).toEqual([])
    expect(await saying('de', /\b(das|dieses) Desk\b/i)).toEqual([])
  })

  test('[LANG-16] the badge of the source is no signal in Spanish', async () => {
    const { about_truth } = await catalogue('tour', 'es')
    expect(about_truth).toMatch(/^Esta marca dice si se oye la estación; la de al lado, /)
  })
})

describe('a date with its time', () => {
  const at = '2026-11-18 12:00:00 UTC'

  test.each([
    ['settings', 'es', 'updates_looked', 'Última búsqueda: 2026-11-18 12:00:00 UTC.'],
    ['settings', 'de', 'updates_looked', 'Zuletzt nachgesehen: 2026-11-18 12:00:00 UTC.'],
    ['audit', 'es', 'chain_verified', 'Cadena verificada hasta #7, 2026-11-18 12:00:00 UTC'],
    ['audit', 'de', 'chain_verified', 'Kette geprüft bis #7, 2026-11-18 12:00:00 UTC'],
    ['audit', 'es', 'chain_broken', 'La cadena está rota: examinada hasta #7, 2026-11-18 12:00:00 UTC'],
    ['audit', 'de', 'chain_broken', 'Die Kette ist gebrochen: angesehen bis #7, 2026-11-18 12:00:00 UTC'],
  ] as const)(
    '[LANG-17] stands in %s.%s, %s, without a word that an hour takes',
    async (area, language, key, said) => {
      const values = { time: at, at, to: 7 }
      expect(sentenceOf(await catalogue(area, language), language, key, values)).toBe(said)
    },
  )
})
