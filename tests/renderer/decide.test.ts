import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pastedAccess } from '../../renderer/link/access.ts'
import { openApi } from '../../renderer/link/api.ts'
import { openDecisions } from '../../renderer/link/decide.ts'
import { CLOSED_LINK, type Phase } from '../../renderer/link/machine.ts'
import { openStationStore } from '../../renderer/state/station.ts'
import { board, heartbeat, clock as heartbeatClock, signal } from './shown.ts'

interface Sent {
  readonly key: string | null
  readonly body: string
}

/** A network in front of the station: each call takes the next answer; null is a connection that broke. */
function network(answers: readonly (readonly [number, unknown] | null)[]) {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    sent.push({ key: headers.get('idempotency-key'), body: String(init.body) })
    const answer = answers[sent.length - 1]
    if (answer === undefined || answer === null) throw new TypeError('connection broke')
    return Response.json(answer[1], { status: answer[0] })
  })
  return sent
}

function desk(phase: Phase = 'LIVE') {
  const station = openStationStore()
  station.apply(heartbeat())
  station.apply(board([signal()]))
  station.apply({ kind: 'link', link: { ...CLOSED_LINK, phase } })
  const api = openApi(pastedAccess('secret'), () => undefined)
  return { ...station, decisions: openDecisions({ api, state: station.state, apply: station.apply }) }
}

const FIRED = {
  success: true,
  trade_id: 'trade-1',
  signal_id: 'one',
  user_id: 'ada',
  fire_count: 15,
  fired_at: 1_795_197_602,
  user_stats: { trades_today: 1, last_7d_pnl: 0, win_rate: null, rank: 'WARRIOR' },
  server_time: 1_795_197_602,
}
const refusal = (code: string, more: object = {}) => ({
  error: { code, message: 'No.', correlation_id: 'c-1', server_time: 1_795_197_602, ...more },
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('[LINK-50] a fire whose answer was lost is asked again with the same key and the same body', async () => {
  const sent = network([null, null, [200, FIRED]])
  const { decisions, state } = desk()
  const done = decisions.fire('one')
  await vi.runAllTimersAsync()
  await done
  expect(sent).toHaveLength(3)
  expect(new Set(sent.map((request) => `${request.key} ${request.body}`)).size).toBe(1)
  expect(state().signals.one?.fires).toBe(15)
  expect(state().trades.one?.status).toBe('pending')
})

test('[LINK-51] a fire that nobody answers is shown as unanswered, and its key is kept until it is', async () => {
  const sent = network([null, null, null, [200, FIRED]])
  const { decisions, state } = desk()
  const first = decisions.fire('one')
  await vi.runAllTimersAsync()
  await first
  expect(state().decisions.one).toEqual({ kind: 'unanswered', what: 'fire' })
  await decisions.fire('one')
  expect(sent[3]).toEqual(sent[0])
  expect(state().trades.one?.tradeId).toBe('trade-1')
})

test('[LINK-52] a refusal is an answer: the next fire is another request with another key', async () => {
  const sent = network([
    [429, refusal('rate_limited', { retry_after: 2 })],
    [200, FIRED],
  ])
  const { decisions, state } = desk()
  await decisions.fire('one')
  expect(state().decisions.one).toMatchObject({
    kind: 'refused',
    problem: { code: 'rate_limited', retryAfterMs: 2_000 },
  })
  await decisions.fire('one')
  expect(sent[1]?.key).not.toBe(sent[0]?.key)
})

test.each(['CONNECTING', 'STALE', 'RECONNECTING', 'OFFLINE'] as const)(
  '[LINK-53] while %s nothing is sent and nothing is kept for later',
  async (phase) => {
    const sent = network([[200, FIRED]])
    const { decisions, state } = desk(phase)
    await decisions.fire('one')
    await decisions.pass('one', { reason: 'news', note: '' })
    expect([sent, state().decisions]).toEqual([[], {}])
  },
)

test('[LINK-54] a fire under way is not sent a second time', async () => {
  const sent = network([[200, FIRED]])
  const { decisions } = desk()
  await Promise.all([decisions.fire('one'), decisions.fire('one')])
  expect(sent).toHaveLength(1)
})

test('[LINK-55] a pass carries its reason and, where there is one, its note', async () => {
  const PASSED = { success: true, signal_id: 'one', passed_at: 1_795_197_602, pass_count: 4 }
  const sent = network([[200, PASSED]])
  const { decisions, state } = desk()
  await decisions.pass('one', { reason: 'news', note: '  before the rate decision ' })
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    signal_id: 'one',
    reason: 'news',
    note: 'before the rate decision',
  })
  expect([state().passed.one, state().signals.one?.passes]).toEqual([true, 4])
})

test('[LINK-56] a fire after an unanswered pass is a fire, with a key of its own', async () => {
  const sent = network([null, null, null, [200, FIRED]])
  const { decisions, state } = desk()
  const passed = decisions.pass('one', { reason: 'news', note: '' })
  await vi.runAllTimersAsync()
  await passed
  expect(state().decisions.one).toEqual({ kind: 'unanswered', what: 'pass' })
  await decisions.fire('one')
  expect(JSON.parse(sent[3]?.body ?? '')).toMatchObject({ signal_id: 'one', risk_pct: 1 })
  expect(sent[3]?.key).not.toBe(sent[0]?.key)
  expect(state().trades.one?.tradeId).toBe('trade-1')
})

test('[LINK-57] a fire goes by the clock of the station, and never with a risk that is none', async () => {
  const sent = network([[200, FIRED]])
  const { apply, decisions } = desk()
  apply({ kind: 'risk', typed: '3' })
  await decisions.fire('one')
  expect(sent).toEqual([])
  apply({ kind: 'risk', typed: '0.5' })
  apply({ kind: 'clock', clock: { ...heartbeatClock(), heardAt: performance.now() }, feed: null })
  await decisions.fire('one')
  const body = JSON.parse(sent[0]?.body ?? '')
  expect(body.risk_pct).toBe(0.5)
  // Station time is 2026-11-20 18:00:00; the clock of this machine says something else.
  expect(Math.floor(body.timestamp)).toBe(Date.UTC(2026, 10, 20, 18) / 1_000)
})
