import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { MemberTier } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { HOUR_MS, MINUTE_MS } from '#core/kernel/time.ts'
import { DEFAULT_ROUTING, type RoutingPolicy, type VetoRules } from '#core/signals/routing/policy.ts'
import { toldTo } from '#core/signals/routing/told.ts'
import * as routing from '#db/stores/routing.ts'
import { readSignal, readSignals, SignalCache } from '#db/stores/signals.ts'
import { verify } from '#db/verify.ts'
import { RoutingCount } from '#station/routing-count.ts'
import { openRoutings } from '#station/routings.ts'
import {
  type DeskOptions,
  EURUSD,
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const APEX = 130
const opened: TestDesk[] = []
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close()
})

function newDesk(options: DeskOptions = {}): TestDesk {
  const desk = openDesk(options)
  opened.push(desk)
  return desk
}

/** Routes as the station does, following every commit. */
function following(desk: TestDesk) {
  const routings = openRoutings(desk.db, desk.execute, pino({ level: 'silent' }))
  desk.writer.onCommit(routings.follow)
  return routings
}

const member = (name: string, memberTier: MemberTier, zone = 'UTC') => ({ ...user(name), memberTier, zone })
const names = Array.from({ length: APEX }, (_, index) => `u${index}`)

/** What became of a signal for a user. */
function told(desk: TestDesk, name: string, signal: string) {
  const one = routing.readMember(desk.db, name as never)!
  const sheet = readSignal(desk.db, new SignalCache(), signal as never)!
  const line = routing.readRoutingLine(desk.db, name as never, signal as never)!
  return toldTo(one.memberTier, line, sheet.status === 'active')
}

const policyWith = (vetoes: Partial<VetoRules>, over: Partial<RoutingPolicy> = {}): RoutingPolicy => ({
  ...DEFAULT_ROUTING,
  ...over,
  vetoes: { ...DEFAULT_ROUTING.vetoes, ...vetoes },
})
const change = (policy: RoutingPolicy, version = 0) =>
  ({ kind: 'change_routing', policy, version, by: 'olga' as never }) as const

test('[ROUTE-10] a station that is killed between a signal and its routing decides on each user exactly once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-routing-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'desk.db')
  const before = openDesk({ file })
  await mustExecute(
    before,
    openRun(),
    ...names.map((name) => member(name, 'apex')),
    member('nina', 'nibbler'),
  )
  await mustExecute(before, posted('s1'))
  // One step of 64 users was taken, then the power went.
  await mustExecute(before, { kind: 'route_signal', signalId: 's1' as never })
  await before.close()

  const after = newDesk({ file })
  expect(routing.readOwedOffers(after.db)).toEqual(['s1'])
  const routings = following(after)
  await routings.idle()
  await routings.stop()
  const routed = after.db.all<{ user: string; n: number }>(
    `SELECT s.name AS user, COUNT(*) AS n FROM journal j JOIN streams s ON s.stream_no = j.stream_no
     WHERE j.payload LIKE '{"kind":"signal_routed"%' GROUP BY s.name`,
  )
  expect(routed).toHaveLength(APEX)
  expect(routed.every(({ n }) => n === 1)).toBe(true)
  expect(told(after, 'u7', 's1')).toEqual({ kind: 'delivered', at: NOON })
  // A nibbler gets the best tenth by rank; the first signal of a book stands in the middle.
  expect(told(after, 'nina', 's1')).toEqual({ kind: 'withheld', reason: { code: 'rank', share: 0.1 } })
  expect(routing.readOwedOffers(after.db)).toEqual([])
  expect(verify(after.db)).toMatchObject({ ok: true })
  // And once more changes nothing.
  const rows = after.db.get<{ n: number }>('SELECT COUNT(*) AS n FROM journal')
  await mustExecute(after, { kind: 'route_signal', signalId: 's1' as never })
  expect(after.db.get('SELECT COUNT(*) AS n FROM journal')).toEqual(rows)
})

test('[ROUTE-3] limits are counted per user and after delivery: one full member keeps nothing from another', async () => {
  const desk = newDesk()
  const members = { ...DEFAULT_ROUTING.members, apex: { ...DEFAULT_ROUTING.members.apex, dailyLimit: 2 } }
  await mustExecute(desk, openRun(), change({ ...DEFAULT_ROUTING, members }), member('ada', 'apex'))
  const routings = following(desk)
  const post = async (id: string) => {
    await mustExecute(desk, posted(id, NOON + 6 * HOUR_MS))
    await routings.idle()
    desk.now += 31 * MINUTE_MS
  }
  await post('s1')
  // Not brought to ada because of the gap: it costs her nothing.
  desk.now -= 20 * MINUTE_MS
  await post('s2')
  await post('s3')
  await mustExecute(desk, member('ben', 'apex'))
  await post('s4')
  expect(['s1', 's2', 's3', 's4'].map((id) => told(desk, 'ada', id).kind)).toEqual([
    'delivered',
    'withheld',
    'delivered',
    'withheld',
  ])
  expect(told(desk, 'ada', 's2')).toMatchObject({ reason: { code: 'gap' } })
  expect(told(desk, 'ada', 's4')).toEqual({ kind: 'withheld', reason: { code: 'limit', limit: 2 } })
  expect(told(desk, 'ben', 's4')).toMatchObject({ kind: 'delivered' })
  expect(told(desk, 'ben', 's1')).toEqual({ kind: 'withheld', reason: { code: 'joined_later' } })
  const count = new RoutingCount(desk.db)
  const apex = (now: number) => count.read({ ...DEFAULT_ROUTING, members }, now).at(-1)
  expect(apex(desk.now)).toEqual({ memberTier: 'apex', users: 2, routed: 3, remaining: 1, full: 1 })
  // The next day of both begins with nothing.
  expect(apex(NOON + 24 * HOUR_MS)).toMatchObject({ routed: 0, remaining: 4, full: 0 })
  // In Honolulu it was the day before at one o'clock in UTC: a move there gives nobody anything back.
  await mustExecute(desk, { kind: 'change_zone', userId: 'ada' as UserId, zone: 'Pacific/Honolulu' })
  const west = new RoutingCount(desk.db).read({ ...DEFAULT_ROUTING, members }, NOON - 11 * HOUR_MS).at(-1)
  expect(west).toMatchObject({ routed: 3, remaining: 1, full: 1 })
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[ROUTE-17] routing never refuses a fire', async () => {
  const desk = newDesk()
  await mustExecute(desk, openRun(), member('nina', 'nibbler'), posted('s1'))
  const routings = following(desk)
  await routings.idle()
  expect(told(desk, 'nina', 's1').kind).toBe('withheld')
  expect((await desk.execute(fire('nina', 's1'))).ok).toBe(true)
})

test('[ROUTE-9] of signals that open together the likeliest goes first', async () => {
  const desk = newDesk()
  await mustExecute(desk, openRun(), member('ada', 'apex'))
  const routings = following(desk)
  const near = { entry: 1.1, stop: 1.099, target: 1.1005 }
  // Breakeven of the second is 2/3 against .4 of the first.
  const both = [posted('far'), { ...posted('near'), levels: near }]
  await Promise.all(both.map((command) => desk.execute(command)))
  await routings.idle()
  expect(told(desk, 'ada', 'near').kind).toBe('delivered')
  expect(told(desk, 'ada', 'far')).toMatchObject({ reason: { code: 'gap' } })
})

test('[ROUTE-13] a policy of later changes no reason that was recorded', async () => {
  const desk = newDesk({ policy: { usersPerRoutingMax: 1 } })
  const users = ['ada', 'ben'].map((name) => member(name, 'apex'))
  await mustExecute(desk, openRun(), ...users, member('nina', 'nibbler'), posted('s1'))
  await mustExecute(desk, { kind: 'route_signal', signalId: 's1' as never })
  const { members } = DEFAULT_ROUTING
  const nothing = { ...members.apex, rankShare: 0 }
  const policy = {
    ...DEFAULT_ROUTING,
    members: { ...members, apex: nothing, nibbler: { ...members.nibbler, rankShare: 1 } },
  }
  await mustExecute(desk, change(policy))
  // The second step still goes by the policy of the first.
  const routings = following(desk)
  await routings.idle()
  expect(told(desk, 'ben', 's1').kind).toBe('delivered')
  expect(told(desk, 'nina', 's1')).toEqual({ kind: 'withheld', reason: { code: 'rank', share: 0.1 } })
  // And the next signal by the new one.
  await mustExecute(desk, posted('s2'))
  await routings.idle()
  expect(told(desk, 'nina', 's2').kind).toBe('delivered')
  expect(told(desk, 'ben', 's2')).toEqual({ kind: 'withheld', reason: { code: 'rank', share: 0 } })
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[ROUTE-16] a change of policy is refused without a trace where another came before it', async () => {
  const desk = newDesk()
  await mustExecute(desk, change(policyWith({ stopSignals: 5 })))
  const rows = desk.db.raw.serialize()
  expect(await desk.execute(change(policyWith({}), 0))).toMatchObject({
    rejection: { code: 'routing_conflict' },
  })
  expect(desk.db.raw.serialize().equals(rows)).toBe(true)
  const sheet = routing.readRoutingPolicy(desk.db)
  expect(sheet).toMatchObject({ version: 1, changed: { by: 'olga', at: NOON } })
  expect(sheet.policy.vetoes.stopSignals).toBe(5)
})

test('[VETO-9] a vetoed signal is in no list, and a restart keeps the counts and the day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-vetoes-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'desk.db')
  const before = openDesk({ file })
  await mustExecute(before, openRun(), member('ada', 'apex'), posted('s1'))
  await mustExecute(before, change(policyWith({ stopSignals: 2 })), posted('s2'), posted('s3'))
  await before.close()

  const desk = newDesk({ file })
  await mustExecute(desk, posted('s4'))
  const page = { symbol: null, before: null, limit: 10 } as const
  const listed = (status: 'all' | 'active' | 'closed') =>
    readSignals(desk.db, new SignalCache(), { ...page, status }).map(({ sheet }) => sheet.signal.signalId)
  expect(listed('all')).toEqual(['s2', 's1'])
  expect(listed('active')).toEqual(['s2', 's1'])
  expect(listed('closed')).toEqual([])
  expect(routing.readVetoes(desk.db)).toEqual([
    { code: 'daily_stop', count: 2, day: '2026-01-05', dayCount: 2, at: NOON, symbol: EURUSD },
  ])
  expect(await desk.execute(fire('ada', 's3'))).toMatchObject({ rejection: { code: 'signal_vetoed' } })
  expect(routing.readOwedOffers(desk.db).slice().sort()).toEqual(['s1', 's2'])
  // The next day of the desk begins with nothing.
  desk.now += 12 * HOUR_MS
  await mustExecute(desk, posted('s5'))
  expect(listed('all')).toEqual(['s5', 's2', 's1'])
  expect(verify(desk.db)).toMatchObject({ ok: true })
})

test('[VETO-1] a floor is obeyed from the next signal on', async () => {
  const desk = newDesk()
  // The first signal of this book has the probability of breakeven, 40 %.
  await mustExecute(desk, openRun(), change(policyWith({ floors: { EURUSD: 0.41 } })), posted('s1'))
  await mustExecute(desk, change(policyWith({ floors: { EURUSD: 0.4 } }), 1), posted('s2'))
  const veto = (id: string) => readSignal(desk.db, new SignalCache(), id as never)?.signal.veto
  expect(veto('s1')).toEqual({ code: 'floor', floor: 0.41 })
  expect(veto('s2')).toBeUndefined()
})
