import { expect, test } from 'vitest'
import {
  decisionTone,
  isQuiet,
  type Moment,
  mutedUntil,
  muteWords,
  waysOf,
} from '../../renderer/state/alerts.ts'
import {
  type AlertView,
  INBOX_MAX,
  inboxFrom,
  marked,
  shownOf,
  unreadOf,
  withNews,
  without,
} from '../../renderer/state/inbox.ts'
import type { NewNotice } from '../../renderer/state/notices.ts'
import { EMPTY_DESK } from '../../renderer/state/reduce.ts'
import { SETTINGS_DEFAULT, type Settings } from '../../renderer/state/settings.ts'
import { gainOf, TONES } from '../../renderer/state/tones.ts'
import { trade } from './shown.ts'

const news = (part: Partial<NewNotice> = {}): NewNotice => ({
  rank: 'P2',
  topic: 'signal',
  words: 'New SNIPER signal: EURUSD LONG',
  error: false,
  signalId: 'one',
  symbol: 'EURUSD',
  ...part,
})
const offline = news({
  rank: 'P1',
  topic: 'connection',
  words: 'gone',
  error: true,
  signalId: null,
  symbol: null,
})
const NOON: Moment = { at: 1_000_000, minute: 720 }
const chosen = (part: Partial<Settings>): Settings => ({ ...SETTINGS_DEFAULT, ...part })
const id = ({ id: name }: AlertView) => name

test('[SOUND-3] each class takes the ways the reader chose: a message, a tone, the system', () => {
  expect(waysOf(news(), SETTINGS_DEFAULT, NOON)).toEqual({ toast: true, tone: 'signal', os: false })
  expect(waysOf(offline, SETTINGS_DEFAULT, NOON)).toEqual({ toast: true, tone: 'alarm', os: false })
  // That it is well again is read, not heard; the game layer makes no noise of its own.
  expect(waysOf({ ...offline, error: false }, SETTINGS_DEFAULT, NOON).tone).toBeNull()
  expect(waysOf(news({ rank: 'P3' }), SETTINGS_DEFAULT, NOON)).toEqual({ toast: true, tone: null, os: false })
  const alerts = { ...SETTINGS_DEFAULT.alerts, signals: { toast: false, sound: false, os: true } }
  expect(waysOf(news(), chosen({ alerts }), NOON)).toEqual({ toast: false, tone: null, os: true })
})

test('[SOUND-4] muted, nothing sounds and only errors of the station stand beside the page; a muted pair is not told', () => {
  const muted = chosen({ mutedUntil: NOON.at + 1 })
  expect(waysOf(news(), muted, NOON)).toEqual({ toast: false, tone: null, os: false })
  expect(waysOf(offline, muted, NOON)).toEqual({ toast: true, tone: null, os: false })
  expect(waysOf(news(), chosen({ mutedUntil: NOON.at }), NOON).toast).toBe(true)
  const pair = chosen({ mutedSymbols: ['EURUSD'] })
  expect(waysOf(news(), pair, NOON)).toEqual({ toast: false, tone: null, os: false })
  expect(waysOf(news({ symbol: 'GBPUSD' }), pair, NOON).toast).toBe(true)
  expect(waysOf(offline, pair, NOON).tone).toBe('alarm')
})

test.each([
  // 22:00 is minute 1320, 07:00 minute 420.
  ['22:00', '07:00', 1_319, false],
  ['22:00', '07:00', 1_320, true],
  ['22:00', '07:00', 0, true],
  ['22:00', '07:00', 419, true],
  ['22:00', '07:00', 420, false],
  ['12:00', '13:00', 720, true],
  ['12:00', '13:00', 780, false],
  ['12:00', '12:00', 720, false],
])('[SOUND-5] from %s until %s minute %d is quiet: %s', (from, until, minute, quiet) => {
  expect(isQuiet({ on: true, from, until }, minute)).toBe(quiet)
  expect(isQuiet({ on: false, from, until }, minute)).toBe(false)
  const settings = chosen({ quiet: { on: true, from, until } })
  expect(waysOf(news(), settings, { at: 0, minute })).toMatchObject({
    toast: true,
    tone: quiet ? null : 'signal',
  })
})

test('[SOUND-6] a mute lasts 1, 4 or 8 hours, or until seven in the morning of the next day, and says until when', () => {
  const now = new Date(2026, 0, 31, 18, 4)
  expect(mutedUntil('1h', now) - now.getTime()).toBe(3_600_000)
  expect(mutedUntil('8h', now) - now.getTime()).toBe(28_800_000)
  expect(mutedUntil('tomorrow', now)).toBe(new Date(2026, 1, 1, 7).getTime())
  expect(muteWords({ mutedUntil: mutedUntil('1h', now) }, now.getTime())).toBe('muted until 19:04')
  expect(muteWords({ mutedUntil: now.getTime() }, now.getTime())).toBeNull()
})

test('[SOUND-7] the own fire sounds when it is accepted and when it is refused, and not when a list brings it', () => {
  const sending = { ...EMPTY_DESK, decisions: { one: { kind: 'sending', what: 'fire' } } } as const
  const fired = { ...EMPTY_DESK, trades: { one: trade({ signalId: 'one' }) } }
  expect(decisionTone(sending, fired)).toBe('fire')
  expect(decisionTone(EMPTY_DESK, fired)).toBeNull()
  const problem = {
    code: 'overloaded',
    message: '',
    correlationId: null,
    status: 503,
    retryAfterMs: null,
    firedAt: null,
  }
  const refused = {
    ...EMPTY_DESK,
    decisions: { one: { kind: 'refused', what: 'fire', problem, at: 0 } },
  } as const
  expect(decisionTone(sending, refused)).toBe('warning')
  expect(decisionTone(refused, refused)).toBeNull()
})

test('[SOUND-8] four tones are told apart by how they go: rising, one low, falling, three alike', () => {
  const pitches = (name: keyof typeof TONES) => TONES[name].map(({ hz }) => hz)
  const [first = 0, second = 0] = pitches('signal')
  expect(second).toBeGreaterThan(first)
  expect(pitches('fire')).toHaveLength(1)
  const [high = 0, low = 0] = pitches('warning')
  expect(low).toBeLessThan(high)
  expect(new Set(pitches('alarm')).size).toBe(1)
  expect(pitches('alarm')).toHaveLength(3)
  // Half of the loudest at most; a quarter of it in the middle; silence at nought.
  expect([gainOf(100), gainOf(50), gainOf(0)]).toEqual([0.5, 0.125, 0])
})

test('[INBOX-2] the newest stands first, two hundred at most, and what two windows hear is one alert', () => {
  const one = withNews([], [news(), news({ words: 'other' })], 5_000)
  expect(one.map(({ words }) => words)).toEqual(['other', news().words])
  expect(new Set(one.map(id)).size).toBe(2)
  expect(withNews(one, [news()], 7_999)).toBe(one)
  expect(withNews(one, [news()], 8_000)).toHaveLength(3)
  // Two signals in the same words are two.
  expect(withNews(one, [news({ signalId: 'another' })], 5_000)).toHaveLength(3)
  const many = Array.from({ length: INBOX_MAX + 5 }, (_, n) => news({ words: `news ${n}` }))
  const full = withNews([], many, 1)
  expect(full).toHaveLength(INBOX_MAX)
  expect(full[0]?.words).toBe(`news ${INBOX_MAX + 4}`)
  // A place that was freed is not given twice.
  const fewer = without(full, new Set([full[3]?.id ?? '']))
  const again = withNews(fewer, [news({ words: 'late' })], 1)
  expect(new Set(again.map(id)).size).toBe(again.length)
})

test('[INBOX-3] alerts are read and unread, filtered by class, and the game layer asks for no attention', () => {
  const all = withNews([], [news(), offline, news({ rank: 'P3', words: 'level' })], 1)
  expect(unreadOf(all)).toBe(2)
  const read = marked(all, new Set(all.filter(({ rank }) => rank === 'P1').map(id)), true)
  expect(unreadOf(read)).toBe(1)
  expect(shownOf(read, 'unread').map(({ rank }) => rank)).toEqual(['P3', 'P2'])
  expect(shownOf(read, 'operations').map(({ rank }) => rank)).toEqual(['P1'])
  expect(shownOf(read, 'game').map(({ words }) => words)).toEqual(['level'])
  expect(shownOf(read, 'all')).toBe(read)
})

test('[INBOX-4] kept alerts are read one by one; what cannot be read is left out', () => {
  const [kept] = withNews([], [news()], 1)
  expect(inboxFrom(JSON.stringify([kept, { id: 'x' }, 7, { ...kept, rank: 'P9' }]))).toEqual([kept])
  for (const text of [null, '{', '{}', 'null']) expect(inboxFrom(text)).toEqual([])
})
