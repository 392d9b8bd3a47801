import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberTier } from '#core/command.ts'
import { HOUR_MS, MINUTE_MS, startOfDay } from '#core/kernel/time.ts'
import { DEFAULT_ROUTING, type RoutingPolicy } from '#core/signals/routing/policy.ts'
import {
  freshHistory,
  quotaOf,
  type Routable,
  type Routing,
  type RoutingHistory,
  route,
  tierReasons,
} from '#core/signals/routing/route.ts'
import type { Tier } from '#core/signals/signal.ts'
import { NOW } from '../build.ts'

const SNIPER: Routable = { tier: 'SNIPER', probability: 0.95, rank: 0.99 }
const member = (memberTier: MemberTier, zone = 'UTC') => ({ memberTier, zone })

function routed(
  signal: Routable,
  memberTier: MemberTier,
  history: Partial<RoutingHistory> = {},
  policy: RoutingPolicy = DEFAULT_ROUTING,
): Routing {
  return route(signal, member(memberTier), { ...freshHistory(), ...history }, { policy, now: NOW })
}

function codeOf(routing: Routing): string {
  return routing.kind === 'delivered' ? 'delivered' : routing.reason.code
}

/** NOW is noon of 2026-11-20 in UTC. */
const TODAY = '2026-11-20'

describe('which signals reach whom', () => {
  test.each([
    ['SNIPER', 0.9, 'nibbler', 'delivered'],
    ['PRECISION', 0.8499, 'nibbler', 'tier'],
    ['PRECISION', 0.84996, 'nibbler', 'delivered'],
    ['PRECISION', 0.85, 'nibbler', 'delivered'],
    ['RAPID', 0.79, 'nibbler', 'tier'],
    ['TRAINING', 0.69, 'nibbler', 'tier'],
    ['PRECISION', 0.8, 'fang', 'delivered'],
    ['RAPID', 0.7499, 'fang', 'tier'],
    ['RAPID', 0.75, 'fang', 'delivered'],
    ['TRAINING', 0.69, 'fang', 'tier'],
    ['RAPID', 0.7, 'commander', 'delivered'],
    ['TRAINING', 0.6, 'commander', 'delivered'],
    ['TRAINING', 0.6, 'apex', 'delivered'],
  ] as const)('[ROUTE-1] %s at %f is for a %s: %s', (tier, probability, memberTier, code) => {
    expect(codeOf(routed({ tier, probability, rank: 0.5 }, memberTier))).toBe(code)
  })

  test.each([
    ['nibbler', 0.9, 'delivered'],
    ['nibbler', 0.8999, 'rank'],
    ['fang', 0.75, 'delivered'],
    ['fang', 0.7499, 'rank'],
    ['commander', 0.5, 'delivered'],
    ['commander', 0.4999, 'rank'],
    ['apex', 0, 'delivered'],
  ] as const)('[ROUTE-2] an UNRANKED signal goes by rank: a %s at rank %f: %s', (memberTier, rank, code) => {
    expect(codeOf(routed({ tier: 'UNRANKED', probability: 0.55, rank }, memberTier))).toBe(code)
  })

  test('[ROUTE-2] a share of nothing keeps also the best rank away', () => {
    const { members } = DEFAULT_ROUTING
    const policy = { ...DEFAULT_ROUTING, members: { ...members, apex: { ...members.apex, rankShare: 0 } } }
    const best = { tier: 'UNRANKED', probability: 0.59, rank: 1 } as const
    expect(routed(best, 'apex', {}, policy)).toEqual({ kind: 'withheld', reason: { code: 'rank', share: 0 } })
  })

  test('[ROUTE-1] what reaches nobody of a tier is said of the whole tier', () => {
    expect(tierReasons({ tier: 'RAPID', probability: 0.74, rank: 0.9 }, DEFAULT_ROUTING)).toEqual({
      nibbler: { code: 'tier', least: null },
      fang: { code: 'tier', least: 0.75 },
      commander: null,
      apex: null,
    })
  })
})

describe('pacing', () => {
  test.each([
    ['nibbler', 6],
    ['fang', 10],
    ['commander', 15],
    ['apex', 20],
  ] as const)('[ROUTE-3] a %s is brought %i a day and no more', (memberTier, limit) => {
    expect(codeOf(routed(SNIPER, memberTier, { day: TODAY, dayRouted: limit - 1 }))).toBe('delivered')
    expect(routed(SNIPER, memberTier, { day: TODAY, dayRouted: limit })).toEqual({
      kind: 'withheld',
      reason: { code: 'limit', limit },
    })
    // What was brought on another day is not counted today.
    expect(routed(SNIPER, memberTier, { day: '2026-11-19', dayRouted: limit })).toMatchObject({
      kind: 'delivered',
      history: { day: TODAY, dayRouted: 1, lastAt: NOW, recent: ['SNIPER'] },
    })
  })

  test.each([
    ['nibbler', 120],
    ['fang', 90],
    ['commander', 60],
    ['apex', 30],
  ] as const)('[ROUTE-4] a %s has %i minutes of station time between two', (memberTier, minutes) => {
    const lastAt = NOW - minutes * MINUTE_MS
    expect(codeOf(routed(SNIPER, memberTier, { lastAt }))).toBe('delivered')
    expect(routed(SNIPER, memberTier, { lastAt: lastAt + 1 })).toEqual({
      kind: 'withheld',
      reason: { code: 'gap', minutes, until: NOW + 1 },
    })
  })

  const last = (sniper: number, other: Tier = 'PRECISION'): Tier[] =>
    Array.from({ length: 10 }, (_, index) => (index < sniper ? 'SNIPER' : other))

  test.each([
    // Targets .5, .3, .2 and .15 of ten and a fifth: 6, 3.6, 2.4 and 1.8.
    ['nibbler', 6, 'delivered'],
    ['nibbler', 7, 'mix'],
    ['fang', 3, 'delivered'],
    ['fang', 4, 'mix'],
    ['commander', 2, 'delivered'],
    ['commander', 3, 'mix'],
    ['apex', 1, 'delivered'],
    ['apex', 2, 'mix'],
  ] as const)('[ROUTE-5] a %s with %i SNIPER of the last ten: %s', (memberTier, sniper, code) => {
    expect(codeOf(routed(SNIPER, memberTier, { recent: last(sniper) }))).toBe(code)
  })

  test('[ROUTE-5] the mix is looked at from ten on, and not for a tier without a target', () => {
    expect(codeOf(routed(SNIPER, 'nibbler', { recent: last(9).slice(0, 9) }))).toBe('delivered')
    const unranked = { tier: 'UNRANKED', probability: 0.5, rank: 1 } as const
    expect(codeOf(routed(unranked, 'nibbler', { recent: last(0, 'UNRANKED') }))).toBe('delivered')
    expect(routed(SNIPER, 'nibbler', { recent: last(7) })).toEqual({
      kind: 'withheld',
      reason: { code: 'mix', ofTen: 7, most: 6 },
    })
  })

  test('[ROUTE-7] tier, limit, gap and mix are looked at in this order', () => {
    const all = { day: TODAY, dayRouted: 6, lastAt: NOW, recent: last(10) }
    expect(codeOf(routed({ ...SNIPER, tier: 'RAPID' }, 'nibbler', all))).toBe('tier')
    expect(codeOf(routed(SNIPER, 'nibbler', all))).toBe('limit')
    expect(codeOf(routed(SNIPER, 'nibbler', { ...all, dayRouted: 5 }))).toBe('gap')
    expect(codeOf(routed(SNIPER, 'nibbler', { ...all, dayRouted: 5, lastAt: null }))).toBe('mix')
  })

  test('[ROUTE-3] only what is delivered counts, and the last ten are remembered', () => {
    const before = { day: TODAY, dayRouted: 2, lastAt: NOW - 24 * HOUR_MS, recent: last(5) }
    const routing = routed({ tier: 'UNRANKED', probability: 0.5, rank: 1 }, 'nibbler', before)
    expect(routing).toMatchObject({ kind: 'delivered', history: { dayRouted: 3, lastAt: NOW } })
    if (routing.kind !== 'delivered') return
    expect(routing.history.recent).toEqual(['UNRANKED', ...last(5).slice(0, 9)])
  })
})

/** Days with 24 hours, 23 and 25, and zones with odd offsets, on both sides of the date line. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
]
const zones = fc.constantFrom(...ZONES, 'Australia/Lord_Howe', 'America/Sao_Paulo')
const days = fc.constantFrom(
  '2026-03-08',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
  '2026-04-05',
  '2026-07-01',
)

describe('the day of a user', () => {
  test('[ROUTE-6] limits begin anew at his own midnight, however long his day is', () => {
    fc.assert(
      fc.property(zones, days, fc.constantFrom('nibbler', 'apex'), (zone, day, memberTier) => {
        const limit = DEFAULT_ROUTING.members[memberTier].dailyLimit
        const history = { ...freshHistory(), day, dayRouted: limit }
        const midnight = nextMidnight(zone, day)
        const at = (now: number) =>
          codeOf(route(SNIPER, member(memberTier, zone), history, { policy: DEFAULT_ROUTING, now }))
        expect(at(startOfDay(zone, day))).toBe('limit')
        expect(at(midnight - 1)).toBe('limit')
        expect(at(midnight)).toBe('delivered')
        // The quota names that midnight while it lasts.
        const quota = (now: number) =>
          quotaOf(member(memberTier, zone), history, { policy: DEFAULT_ROUTING, now })
        expect(quota(midnight - 1)).toMatchObject({ routed: limit, remaining: 0, nextAt: midnight })
        expect(quota(midnight)).toMatchObject({ routed: 0, remaining: limit, nextAt: null })
      }),
    )
  })

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-07-01', 24],
  ])('[ROUTE-6] in Berlin %s has %i hours', (day, hours) => {
    const zone = 'Europe/Berlin'
    expect(nextMidnight(zone, day) - startOfDay(zone, day)).toBe(hours * HOUR_MS)
  })

  function nextMidnight(zone: string, day: string): number {
    const next = new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10)
    return startOfDay(zone, next)
  }

  test('[USER-8] who moves west to the day before has his limit used up until the day after the newest', () => {
    const limit = DEFAULT_ROUTING.members.nibbler.dailyLimit
    const history = { ...freshHistory(), day: TODAY, dayRouted: limit }
    // 08:00 of the 20th in UTC is 22:00 of the 19th in Honolulu.
    const now = startOfDay('UTC', TODAY) + 8 * HOUR_MS
    const west = member('nibbler', 'Pacific/Honolulu')
    expect(codeOf(route(SNIPER, west, history, { policy: DEFAULT_ROUTING, now }))).toBe('limit')
    expect(quotaOf(west, history, { policy: DEFAULT_ROUTING, now })).toMatchObject({
      day: TODAY,
      routed: limit,
      remaining: 0,
      nextAt: nextMidnight('Pacific/Honolulu', TODAY),
    })
    const one = { ...history, dayRouted: 1 }
    expect(route(SNIPER, west, one, { policy: DEFAULT_ROUTING, now })).toMatchObject({
      history: { day: TODAY, dayRouted: 2 },
    })
  })

  test('[ROUTE-8] a quota says what is left and when the next may come', () => {
    const lastAt = NOW - 10 * MINUTE_MS
    const history = { day: TODAY, dayRouted: 2, lastAt, recent: [] }
    const clock = { policy: DEFAULT_ROUTING, now: NOW }
    expect(quotaOf(member('nibbler'), history, clock)).toEqual({
      day: TODAY,
      routed: 2,
      limit: 6,
      remaining: 4,
      lastAt,
      nextAt: NOW + 110 * MINUTE_MS,
    })
    expect(quotaOf(member('nibbler'), freshHistory(), clock)).toMatchObject({ routed: 0, nextAt: null })
    // At 23:00 the gap of two hours reaches further than midnight.
    const late = startOfDay('UTC', TODAY) + 23 * HOUR_MS
    const full = { day: TODAY, dayRouted: 6, lastAt: late, recent: [] }
    expect(quotaOf(member('nibbler'), full, { ...clock, now: late }).nextAt).toBe(late + 2 * HOUR_MS)
  })
})
