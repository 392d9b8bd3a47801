import { expect, test } from 'vitest'
import { CLOSED_LINK } from '../../renderer/link/machine.ts'
import { healthWords } from '../../renderer/parts/banners.tsx'
import { detail } from '../../renderer/parts/connection-badge.tsx'
import { dbWords, engineWords, lastWords } from '../../renderer/parts/footer.tsx'
import { openKeyRegistry } from '../../renderer/parts/keys.ts'
import { type HealthView, readHealth } from '../../renderer/parts/use-health.ts'
import {
  COMMANDS_SHOWN_MAX,
  findCommands,
  type PaletteCommand,
  stepMarked,
} from '../../renderer/state/command-list.ts'
import { endsSequence, isCharacterKey, keyFace, keyWords } from '../../renderer/state/key-words.ts'
import { sessionsAt, sessionWords } from '../../renderer/state/market-session.ts'
import type { DeskEventView } from '../../renderer/state/model.ts'
import { EMPTY_DESK, type Message, reduce } from '../../renderer/state/reduce.ts'
import { skewOf, skewWords } from '../../renderer/state/skew.ts'
import { clock, heartbeat, SERVER_AT } from './shown.ts'

const HEALTHY: HealthView = {
  writable: true,
  marketFailed: false,
  loopDelayMs: null,
  clients: null,
  journalRows: null,
  commitMs: null,
}

const command = (name: string, kind: PaletteCommand['kind'] = 'Action'): PaletteCommand => ({
  id: name,
  name,
  kind,
  run: () => undefined,
})

test('[FRAME-1] the palette finds what every typed word begins or is part of, beginnings first', () => {
  const all = [command('Theme: light'), command('EURUSD LONG', 'Signal'), command('Leaderboards', 'Page')]
  const names = (question: string) => findCommands(all, question).map(({ name }) => name)
  expect(names('')).toEqual(['Theme: light', 'EURUSD LONG', 'Leaderboards'])
  expect(names('eur lo')).toEqual(['EURUSD LONG'])
  // `l` begins a word of all three; `boa` only stands inside one; `signal` is a kind.
  expect(names('boa')).toEqual(['Leaderboards'])
  expect(names('usd')).toEqual(['EURUSD LONG'])
  expect(names('SIGNAL')).toEqual(['EURUSD LONG'])
  expect(names('nothing')).toEqual([])
  const inside = [command('xlong'), command('long')]
  expect(findCommands(inside, 'long').map(({ name }) => name)).toEqual(['long', 'xlong'])
})

test('[SHELL-98] a speed is found by its number, and a deed by what it does', () => {
  const deed = (name: string): PaletteCommand => ({ id: name, name, kind: 'Action', deed: async () => null })
  const all = [deed('Feed speed: 60\u00d7'), deed('Feed speed: 600\u00d7'), deed('Claim: Share a briefing')]
  const names = (question: string) => findCommands(all, question).map(({ name }) => name)
  expect(names('600')).toEqual(['Feed speed: 600\u00d7'])
  expect(names('speed')).toHaveLength(2)
  expect(names('claim')).toEqual(['Claim: Share a briefing'])
})

test('[FRAME-1] the palette shows no more than fifty, and its mark goes round', () => {
  const many = Array.from({ length: 60 }, (_, n) => command(`EURUSD ${n}`))
  expect(findCommands(many, 'eur')).toHaveLength(COMMANDS_SHOWN_MAX)
  expect([stepMarked(0, -1, 3), stepMarked(2, 1, 3), stepMarked(0, 1, 3), stepMarked(0, 1, 0)]).toEqual([
    2, 0, 1, -1,
  ])
})

test('[FRAME-2] a session is open by the clock on its own wall, Monday to Friday', () => {
  // Winter: London keeps UTC, New York is five hours behind it, Tokyo nine ahead.
  const monday = (hour: number, minute: number) => Date.UTC(2026, 0, 5, hour, minute)
  expect(sessionsAt(monday(15, 18))).toEqual([
    { name: 'London', closesInMin: 102 },
    { name: 'New York', closesInMin: 402 },
  ])
  expect(sessionWords(monday(15, 18))).toBe('London session \u00b7 closes in 1 h 42 min')
  // 01:00 UTC is 10:00 in Tokyo, which closes at 18:00.
  expect(sessionsAt(monday(1, 0))).toEqual([{ name: 'Tokyo', closesInMin: 480 }])
  // At 17:00 London has closed; at 22:30 New York has too and Tokyo has not opened.
  expect(sessionsAt(monday(17, 0)).map(({ name }) => name)).toEqual(['New York'])
  expect(sessionWords(monday(22, 30))).toBeNull()
  // In summer London is an hour ahead: at 15:18 UTC it is 16:18 there.
  expect(sessionWords(Date.UTC(2026, 6, 6, 15, 18))).toBe('London session \u00b7 closes in 42 min')
  expect(sessionsAt(Date.UTC(2026, 0, 10, 15, 18))).toEqual([])
})

test('[FRAME-3] a device clock more than a minute off is told so, in minutes and direction', () => {
  const heard = clock({ serverAt: SERVER_AT, heardAt: 1_000 })
  // Five seconds later the station's clock stands at +5 s.
  expect(skewOf(heard, SERVER_AT + 5_000 + 600_000, 6_000)).toBe(600_000)
  expect(skewOf(heard, SERVER_AT + 5_000 + 60_000, 6_000)).toBe(0)
  expect(skewOf(heard, SERVER_AT + 5_000 - 120_000, 6_000)).toBe(-120_000)
  expect(skewWords(600_000)).toContain('10 min ahead of the station')
  expect(skewWords(-120_000)).toContain('2 min behind the station')
})

test('[FRAME-5] the sheet lists the keys that work, with the words of the page that binds them', () => {
  const registry = openKeyRegistry()
  const taken = registry.note(['f', 'Escape'], {})
  registry.note(['1', 'f'], { '1': 'Weekly board' })
  expect(registry.working()).toEqual([
    ['1', 'Weekly board'],
    ['f', keyWords('f')],
    ['Escape', keyWords('Escape')],
  ])
  taken()
  expect(registry.working().map(([key]) => key)).toEqual(['1', 'f'])
})

test('[FRAME-6] only keys that type a character can be switched off', () => {
  const keys = ['f', 'g d', '/', '?', 'Space', '$mod+k', 'Escape', 'F6'] as const
  expect(keys.filter(isCharacterKey)).toEqual(['f', 'g d', '/', '?', 'Space'])
  expect(keys.map(keyFace)).toEqual(['F', 'G D', '/', '?', 'Space', 'Ctrl K', 'Esc', 'F6'])
})

test('[FRAME-7] the badge says which try it is, when the next one is due, and what was caught up', () => {
  const about = { now: 10_000, latency: 2.6, resync: null }
  const waiting = { ...CLOSED_LINK, failures: 1, retryAt: 13_200 }
  // 3.2 s are left: the fourth second is running.
  expect(detail({ ...waiting, phase: 'RECONNECTING' }, about)).toBe('2, retry in 4 s')
  expect(detail({ ...waiting, phase: 'POLLING' }, about)).toBe('every 5 s, retry in 4 s')
  expect(detail({ ...waiting, phase: 'OFFLINE' }, about)).toBe('retry in 4 s')
  expect(detail({ ...CLOSED_LINK, phase: 'STALE', beatAt: 3_000 }, about)).toBe('silent 7 s')
  expect(detail({ ...CLOSED_LINK, phase: 'STALE', beatAt: 9_000, behind: true }, about)).toBe('catching up')
  expect(detail({ ...CLOSED_LINK, phase: 'LIVE' }, about)).toBe('3 ms')
  const caughtUp = { ...about, resync: { at: 9_000, events: 12 } }
  expect(detail({ ...CLOSED_LINK, phase: 'LIVE' }, caughtUp)).toBe('resynced 12 events')
})

test('[FRAME-8] the foot says whether the engine runs', () => {
  expect(engineWords(EMPTY_DESK)).toBeNull()
  const feed = { source: 'replay', ended: false }
  expect(engineWords({ ...EMPTY_DESK, clock: clock(), feed })).toBe('engine runs')
  expect(engineWords({ ...EMPTY_DESK, clock: clock({ speed: 0 }), feed })).toBe('engine paused')
  const ended = { ...EMPTY_DESK, clock: clock(), feed: { ...feed, ended: true } }
  expect(engineWords(ended)).toBe('engine at the end of the replay')
})

const event = (part: Partial<DeskEventView> = {}): DeskEventView => ({
  kind: 'fired',
  at: SERVER_AT,
  signalId: 'one',
  symbol: 'GBPUSD',
  side: 'SHORT',
  userId: 'osei',
  name: 'Osei',
  outcome: null,
  ...part,
})

test('[FOOT-4] the foot says what happened last at the desk, as its reader sees it', () => {
  expect(lastWords(event(), 'ada')).toBe('Osei fired GBPUSD SHORT')
  expect(lastWords(event(), 'osei')).toBe('you fired GBPUSD SHORT')
  const alone = { userId: null, name: null }
  expect(lastWords(event({ ...alone, kind: 'passed' }), 'ada')).toBe('a pass on GBPUSD SHORT')
  expect(lastWords(event({ ...alone, kind: 'opened' }), 'ada')).toBe('GBPUSD SHORT opened')
  expect(lastWords(event({ ...alone, kind: 'expired' }), 'ada')).toBe('GBPUSD SHORT expired')
  expect(lastWords(event({ ...alone, kind: 'settled', outcome: 'LOSS' }), 'ada')).toBe(
    'GBPUSD SHORT settled LOSS',
  )
})

test('[FOOT-4] the last event is told with the heartbeat, and forgotten with its history', () => {
  const told = reduce(EMPTY_DESK, { ...heartbeat(), lastEvent: event() } as Message)
  expect(told.lastEvent).toEqual(event())
  const again = reduce(told, { ...heartbeat(), lastEvent: event() } as Message)
  expect(again.lastEvent).toBe(told.lastEvent)
  expect(reduce(told, heartbeat('epoch-2')).lastEvent).toBeNull()
})

test('[FOOT-5] the foot says how long the disk takes for a commit, where the station tells it', () => {
  const health = { ...HEALTHY, commitMs: { p50: 4.14, p99: 9, of: 256 } }
  expect(dbWords(health)).toBe('db 4.1 ms')
  expect(dbWords(HEALTHY)).toBe('db writes')
  expect(dbWords({ ...health, writable: false })).toBe('db read-only')
})

test('[FRAME-9] a station that cannot write is told by its health, by status and by code', () => {
  const told = { service: 'fusion-desk', version: '1', source: 'sim', timestamp: 1 } as const
  const answer = (value: Parameters<typeof readHealth>[0]) => readHealth(value).writable
  expect(answer({ ok: true, replayed: false, value: { ...told, status: 'ok' } })).toBe(true)
  const stopped = readHealth({ ok: true, replayed: false, value: { ...told, status: 'degraded' } })
  expect(healthWords(stopped)).toContain('The market of this station has stopped.')
  expect(healthWords({ ...stopped, writable: false })).toContain('Read-only')
  expect([healthWords(null), healthWords({ ...stopped, marketFailed: false })]).toEqual([null, null])
  const refused = { code: 'bad_reply', message: 'no', status: 503, error: null } as const
  expect(answer({ ok: false, problem: refused })).toBe(false)
  const starting = { code: 'not_ready', message: 'wait', correlation_id: 'c', server_time: 1 } as const
  expect(() => answer({ ok: false, problem: { ...refused, error: starting } })).toThrow()
  expect(() => answer({ ok: false, problem: { ...refused, status: 0 } })).toThrow()
})

test.each([
  ['f', { key: 'g', timeStamp: 0 }, 1_000, true],
  // A pause breaks a sequence.
  ['f', { key: 'g', timeStamp: 0 }, 1_001, false],
  ['f', { key: 'f', timeStamp: 0 }, 1, false],
  ['f', null, 1, false],
  ['j', { key: 'g', timeStamp: 0 }, 1, false],
  // The sequence itself is not in its own way.
  ['g f', { key: 'g', timeStamp: 0 }, 1, false],
] as const)('[FVIEW-8] %s after %j is the end of a sequence or a key of its own', (key, before, at, ends) => {
  expect(endsSequence(key, before, { key, timeStamp: at })).toBe(ends)
})
