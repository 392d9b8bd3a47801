import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import {
  decideRouteSignal,
  type MemberSheet,
  type OfferView,
  reachedTiers,
} from '#core/signals/routing/offer.ts'
import { DEFAULT_ROUTING } from '#core/signals/routing/policy.ts'
import { freshHistory } from '#core/signals/routing/route.ts'
import { sentenceOf, toldTo } from '#core/signals/routing/told.ts'
import {
  accepted,
  assessment,
  contextAt,
  kinds,
  MARKET_AT,
  NOW,
  ofKind,
  SIGNAL,
  sheet,
  signal,
} from '../build.ts'

const COMMAND = { kind: 'route_signal', signalId: SIGNAL } as const
const sniper = signal({ assessment: assessment({ tier: 'SNIPER', probability: 0.93, rank: 1 }) })

function member(name: string, over: Partial<MemberSheet> = {}): MemberSheet {
  return { userId: name as UserId, memberTier: 'nibbler', zone: 'UTC', history: freshHistory(), ...over }
}

function view(over: Partial<OfferView> = {}): OfferView {
  return {
    sheet: sheet({ signal: sniper }),
    progress: null,
    policy: DEFAULT_ROUTING,
    policyVersion: 2,
    members: [],
    more: false,
    newest: 'zoe' as UserId,
    ...over,
  }
}

describe('a step of routing', () => {
  test('[ROUTE-9] says who was brought the signal, who was kept from it and by what, and how far it came', () => {
    const held = member('ben', { history: { ...freshHistory(), lastAt: NOW - MINUTE_MS } })
    const events = accepted(decideRouteSignal(COMMAND, view({ members: [member('ada'), held] }), contextAt()))
    expect(kinds(events)).toEqual(['signal_routed', 'signal_offered'])
    expect(events[0]).toEqual({
      kind: 'signal_routed',
      userId: 'ada',
      signalId: SIGNAL,
      tier: 'SNIPER',
      history: { day: '2026-11-20', dayRouted: 1, lastAt: NOW, recent: ['SNIPER'] },
      dailyLimit: 6,
    })
    expect(events[1]).toEqual({
      kind: 'signal_offered',
      signalId: SIGNAL,
      policyVersion: 2,
      tiers: { nibbler: null, fang: null, commander: null, apex: null },
      to: 'zoe',
      done: true,
      routed: 1,
      held: [{ userId: 'ben', reason: { code: 'gap', minutes: 120, until: NOW + 119 * MINUTE_MS } }],
    })
  })

  test('[ROUTE-9] goes on after the last user of the step before, and adds to what it counted', () => {
    const first = view({ members: [member('ada'), member('ben')], more: true })
    const [one] = ofKind(accepted(decideRouteSignal(COMMAND, first, contextAt())), 'signal_offered')
    expect(one).toMatchObject({ to: 'ben', done: false, routed: 2 })
    const progress = { policyVersion: 2, done: false, routed: 2 }
    const second = view({ members: [member('cyd')], progress })
    const [two] = ofKind(accepted(decideRouteSignal(COMMAND, second, contextAt())), 'signal_offered')
    expect(two).toMatchObject({ to: 'zoe', done: true, routed: 3 })
    const over = view({ members: [member('cyd')], progress: { ...progress, done: true } })
    expect(accepted(decideRouteSignal(COMMAND, over, contextAt()))).toEqual([])
  })

  test('[ROUTE-11] a signal whose window has closed is brought to nobody', () => {
    const members = [member('ada')]
    for (const status of ['expired', 'settled'] as const)
      expect(
        accepted(
          decideRouteSignal(
            COMMAND,
            view({ members, sheet: sheet({ signal: sniper, status }) }),
            contextAt(),
          ),
        ),
      ).toEqual([])
    // The market has reached the end of the window, which nobody has told yet.
    expect(accepted(decideRouteSignal(COMMAND, view({ members }), contextAt(sniper.expiresAt)))).toEqual([])
    expect(decideRouteSignal(COMMAND, view({ sheet: null }), contextAt())).toEqual({
      ok: false,
      rejection: { code: 'signal_not_found' },
    })
  })

  test("[ROUTE-12] at full speed nobody's limits are spent", () => {
    const events = accepted(
      decideRouteSignal(COMMAND, view({ members: [member('ada')] }), contextAt(MARKET_AT, 'max')),
    )
    expect(kinds(events)).toEqual(['signal_offered'])
    expect(events[0]).toMatchObject({ done: true, routed: 0, tiers: { apex: { code: 'full_speed' } } })
  })

  test('[ROUTE-9] only tiers that the signal reaches are looked at one by one', () => {
    expect(reachedTiers({ tier: 'RAPID', probability: 0.72, rank: 1 }, DEFAULT_ROUTING)).toEqual([
      'commander',
      'apex',
    ])
  })
})

describe('what became of a signal for one user', () => {
  const tiers = { nibbler: { code: 'rank', share: 0.1 }, fang: null, commander: null, apex: null } as const
  const record = { offer: { tiers, decided: true, done: true }, routedAt: null, held: null }
  const gap = { code: 'gap', minutes: 30, until: NOW } as const

  test.each([
    ['nibbler', record, true, { kind: 'withheld', reason: tiers.nibbler }],
    ['fang', { ...record, routedAt: NOW }, true, { kind: 'delivered', at: NOW }],
    ['fang', { ...record, held: gap }, false, { kind: 'withheld', reason: gap }],
    [
      'fang',
      { ...record, offer: { tiers, decided: false, done: true } },
      true,
      { kind: 'withheld', reason: { code: 'joined_later' } },
    ],
    ['fang', { ...record, offer: { tiers, decided: false, done: false } }, true, { kind: 'pending' }],
    [
      'fang',
      { ...record, offer: { tiers, decided: false, done: false } },
      false,
      { kind: 'withheld', reason: { code: 'closed' } },
    ],
    ['fang', { ...record, offer: null }, true, { kind: 'pending' }],
    ['fang', { ...record, offer: null }, false, { kind: 'withheld', reason: { code: 'closed' } }],
  ] as const)('[ROUTE-13] is told from what was recorded: %s %o, open %s', (tier, one, open, told) => {
    expect(toldTo(tier, one, open)).toEqual(told)
  })

  test.each([
    [{ code: 'tier', least: null }, 'RAPID signals are not brought to fang members.'],
    [{ code: 'tier', least: 0.75 }, 'RAPID signals are brought to fang members from 75 % on.'],
    [{ code: 'rank', share: 0.25 }, 'Of UNRANKED signals the best 25 % by rank are brought to fang members.'],
    [{ code: 'rank', share: 0 }, 'UNRANKED signals are not brought to fang members.'],
    [{ code: 'limit', limit: 10 }, 'Your limit of 10 a day was reached.'],
    [
      { code: 'gap', minutes: 90, until: NOW },
      'The gap of 90 minutes after your last signal was not over until 2026-11-20 12:00 UTC.',
    ],
    [
      { code: 'mix', ofTen: 3, most: 2.4 },
      '3 of your last 10 were RAPID; your mix takes no further one above 2.4.',
    ],
    [{ code: 'full_speed' }, 'The market ran at full speed: no window stayed open for anybody.'],
    [{ code: 'closed' }, 'Its window had closed before it could be brought to you.'],
    [{ code: 'joined_later' }, 'You joined after it had been decided whom it was brought to.'],
  ] as const)('[ROUTE-13] every reason is a sentence: %o', (reason, sentence) => {
    expect(sentenceOf(reason, 'fang', 'RAPID')).toBe(sentence)
  })
})
