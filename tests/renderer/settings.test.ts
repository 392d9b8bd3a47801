import { expect, test } from 'vitest'
import { foundSections, SECTIONS } from '../../renderer/settings/sections.ts'
import { diagnosticsOf } from '../../renderer/state/diagnostics.ts'
import { amount, fixed, price } from '../../renderer/state/format.ts'
import { conflictOf, endsSequence, keyFace, signOf, withCharacter } from '../../renderer/state/key-words.ts'
import { LAYOUT_DEFAULT, movedEdge, PRESETS, presetOf, reachOf } from '../../renderer/state/layout.ts'
import { writeSignsOf } from '../../renderer/state/locale.ts'
import { EMPTY_DESK } from '../../renderer/state/reduce.ts'
import {
  changedOf,
  importedSettings,
  resetOf,
  SETTINGS_DEFAULT,
  SETTINGS_TEXT_MAX,
  type SettingKey,
  settingsFrom,
  settingsOf,
  settingsText,
} from '../../renderer/state/settings.ts'

const kept = (chosen: object, version: number = 1) => JSON.stringify({ version, chosen })
const ALL = Object.keys(SETTINGS_DEFAULT) as SettingKey[]

test('[FRAME-4] settings are read one by one; what is none counts as not chosen', () => {
  for (const text of [null, '{"version":', 'null', '[]', kept({}), kept({ theme: 'light' }, 2)])
    expect(settingsFrom(text)).toEqual(SETTINGS_DEFAULT)
  const chosen = { theme: 'light', text: 113, colours: 'red-up', volume: 101, quiet: { on: true }, risk: 0 }
  expect(settingsFrom(kept(chosen))).toEqual({ ...SETTINGS_DEFAULT, theme: 'light', colours: 'red-up' })
  // Prototypes and strangers are no settings.
  expect(settingsFrom('{"version":1,"chosen":{"__proto__":{"theme":"dark"},"x":1}}')).toEqual(
    SETTINGS_DEFAULT,
  )
  // What a page before settings kept has the same names.
  expect(settingsOf({ theme: 'dark', singleKeys: false })).toEqual({
    ...SETTINGS_DEFAULT,
    theme: 'dark',
    singleKeys: false,
  })
})

test('[SET-1] only what differs from the default is kept, and it comes back as it was', () => {
  expect(settingsText(SETTINGS_DEFAULT)).toBe('{"version":1,"chosen":{}}')
  const chosen = {
    ...SETTINGS_DEFAULT,
    theme: 'dark',
    quiet: { on: true, from: '21:30', until: '06:00' },
  } as const
  expect(JSON.parse(settingsText(chosen))).toEqual({
    version: 1,
    chosen: { theme: 'dark', quiet: chosen.quiet },
  })
  expect(settingsFrom(settingsText(chosen))).toEqual(chosen)
})

test('[SET-2] a changed setting is told from one at its default, and a section is reset by itself', () => {
  const chosen = { ...SETTINGS_DEFAULT, theme: 'dark', density: 'compact', game: false } as const
  expect(changedOf(chosen, ALL)).toEqual(['theme', 'density', 'game'])
  expect(changedOf(chosen, ['theme', 'text'])).toEqual(['theme'])
  // A new value that equals the default is none.
  expect(changedOf({ ...chosen, quiet: { ...SETTINGS_DEFAULT.quiet } }, ['quiet'])).toEqual([])
  expect(resetOf(chosen, ['theme', 'density'])).toEqual({ ...SETTINGS_DEFAULT, game: false })
})

test('[SET-3] a file of settings is read whole or refused in a sentence, and what it has of others is named', () => {
  const mine = { ...SETTINGS_DEFAULT, text: 125 } as const
  expect(importedSettings(settingsText(mine))).toEqual({ ok: true, settings: mine, skipped: [] })
  const mixed = importedSettings(kept({ theme: 'dark', text: 7, wheels: 4 }))
  expect(mixed).toEqual({
    ok: true,
    settings: { ...SETTINGS_DEFAULT, theme: 'dark' },
    skipped: ['text', 'wheels'],
  })
  for (const [text, why] of [
    ['hello', 'no settings'],
    ['{"theme":"dark"}', 'no settings'],
    [kept({}, 9), 'version 9'],
    [' '.repeat(SETTINGS_TEXT_MAX + 1), 'too long'],
  ] as const)
    expect(importedSettings(text)).toMatchObject({ ok: false, why: expect.stringContaining(why) })
})

test('[SET-4] a setting is found by every word typed, in its own words or those of its section', () => {
  const ids = (question: string) =>
    foundSections(SECTIONS, question).flatMap(({ settings }) => settings.map(({ id }) => id))
  expect(ids('')).toEqual(SECTIONS.flatMap(({ settings }) => settings.map(({ id }) => id)))
  expect(ids('theme')).toEqual(['theme'])
  expect(ids('APPEAR zone')).toEqual(['zone'])
  expect(ids('zone wheels')).toEqual([])
  expect(ids('qr code')).toEqual(['network'])
  expect(ids('test connection')).toEqual(['feed'])
  expect(ids('account')).toEqual(['account'])
  // No setting is in two sections, and each that is kept is in one or has its own place on the page.
  const keys = SECTIONS.flatMap((section) => section.keys)
  expect(new Set(keys).size).toBe(keys.length)
  expect([...keys].sort()).toEqual([...ALL].sort())
})

test('[SET-5] a key takes another character where that is free, and names whom it would take it from', () => {
  expect(withCharacter('g d', 'H')).toBe('g h')
  expect(withCharacter('f', 'x')).toBe('x')
  expect(conflictOf('f', 'x', {})).toBe('x')
  // G begins sequences: alone it would never be heard.
  expect(conflictOf('f', 'g', {})).toBe('g d')
  expect(conflictOf('f', 'h', {})).toBeNull()
  // A moved key leaves its own sign free.
  expect(conflictOf('f', 'x', { x: 'h' })).toBeNull()
  expect(conflictOf('f', 'h', { x: 'h' })).toBe('x')
  expect([signOf('f', { f: 'h' }), signOf('f', {}), signOf('$mod+k', { '$mod+k': 'h' })]).toEqual([
    'h',
    'f',
    '$mod+k',
  ])
  expect(['Shift+p', 'Alt+1', '$mod+Shift+m', '$mod+,'].map(keyFace)).toEqual([
    'Shift P',
    'Alt 1',
    'Ctrl Shift M',
    'Ctrl ,',
  ])
  const at = (key: string, timeStamp: number) => ({ key, timeStamp })
  expect(endsSequence('h', at('g', 0), at('h', 500), { 'g d': 'g h' })).toBe(true)
  expect(endsSequence('d', at('g', 0), at('d', 500), { 'g d': 'g h' })).toBe(false)
})

test('[SET-6] numbers are written with the signs the page wears, and prices keep their digits', () => {
  // No page here: the signs of English.
  expect([amount(1_234.5), fixed(1_234.5, 1), price('EURUSD', 1.085)]).toEqual([
    '1,234.50',
    '1234.5',
    '1.08500',
  ])
  const worn = (locale: string | null) => {
    writeSignsOf(locale)
    try {
      return [amount(-1_234_567.5), fixed(-0.5, 1), price('EURUSD', 1.085), amount(null)]
    } finally {
      writeSignsOf(null)
    }
  }
  expect(worn('de-DE')).toEqual(['\u22121.234.567,50', '\u22120,5', '1,08500', '\u2014'])
  expect(worn('fr-FR')).toEqual(['\u22121\u202f234\u202f567,50', '\u22120,5', '1,08500', '\u2014'])
})

test('[SET-7] diagnostics tell version, connection, device and changed settings, and nobody by name', () => {
  const device = { agent: 'Test', language: 'en', secure: true, width: 1440, height: 900 }
  const reader = { version: '0.1.0', role: 'trader', features: ['candles'], userId: 'ada', name: 'Ada' }
  const settings = { ...SETTINGS_DEFAULT, theme: 'dark' } as const
  const text = diagnosticsOf(reader, EMPTY_DESK, { settings, device })
  expect(JSON.parse(text)).toMatchObject({
    version: '0.1.0',
    connection: { phase: EMPTY_DESK.link.phase },
    device,
    settings: { chosen: { theme: 'dark' } },
  })
  expect(text).not.toMatch(/ada/i)
})

test('[PANE-1] a pane is moved within its reach: never narrower than 240, never so wide that the middle is', () => {
  // 1440 wide, 340 at the right: 1440 - 340 - 240 = 860 are left for the left pane at most.
  expect(reachOf('left', LAYOUT_DEFAULT, 1_440)).toEqual({ min: 240, max: 860 })
  expect(reachOf('left', { ...LAYOUT_DEFAULT, rightFolded: true }, 1_100)).toEqual({ min: 240, max: 860 })
  expect(movedEdge(LAYOUT_DEFAULT, 'left', 100, 1_440).left).toBe(240)
  expect(movedEdge(LAYOUT_DEFAULT, 'left', 5_000, 1_440).left).toBe(860)
  expect(movedEdge(LAYOUT_DEFAULT, 'right', 400.4, 1_440).right).toBe(400)
  // 700 high, of which the other one keeps 112.
  expect(movedEdge(LAYOUT_DEFAULT, 'trades', 5_000, 700).trades).toBe(588)
  expect(movedEdge(LAYOUT_DEFAULT, 'below', 5_000, 700).below).toBe(588)
})

test('[PANE-2] a locked layout is changed by no edge and no preset, and each preset is one that may be kept', () => {
  const locked = { ...LAYOUT_DEFAULT, locked: true }
  expect(movedEdge(locked, 'left', 500, 1_440)).toBe(locked)
  expect(presetOf(locked, 1)).toBe(locked)
  expect(presetOf(LAYOUT_DEFAULT, 1)).toMatchObject({ leftFolded: true, locked: false })
  expect(presetOf(LAYOUT_DEFAULT, 4)).toBe(LAYOUT_DEFAULT)
  for (const { layout } of PRESETS) expect(settingsOf({ layout }).layout).toEqual(layout)
})
