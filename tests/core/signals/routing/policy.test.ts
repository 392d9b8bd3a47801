import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { decideChangeRouting } from '#core/signals/routing/change.ts'
import {
  DEFAULT_ROUTING,
  faultsOf,
  type MemberRule,
  type RoutingPolicy,
} from '#core/signals/routing/policy.ts'

const BY = 'olga' as UserId

function withFang(over: Partial<MemberRule>): RoutingPolicy {
  const { members } = DEFAULT_ROUTING
  return { ...DEFAULT_ROUTING, members: { ...members, fang: { ...members.fang, ...over } } }
}

const { receives, mix } = DEFAULT_ROUTING.members.fang

describe('a policy of routing', () => {
  test('[ROUTE-15] what a new desk begins with contradicts nothing', () => {
    expect(faultsOf(DEFAULT_ROUTING)).toEqual([])
  })

  test.each([
    [{ receives: { ...receives, RAPID: 0.7 } }, []],
    [{ receives: { ...receives, RAPID: 0.6999 } }, ['members.fang.receives.RAPID']],
    [{ receives: { ...receives, RAPID: 0.7999 } }, []],
    [{ receives: { ...receives, RAPID: 0.8 } }, ['members.fang.receives.RAPID']],
    [{ receives: { ...receives, SNIPER: 0.99 } }, []],
    [{ receives: { ...receives, SNIPER: 1 } }, ['members.fang.receives.SNIPER']],
    [{ receives: { ...receives, RAPID: null } }, ['members.fang.mix.RAPID']],
    [{ mix: { ...mix, TRAINING: 0 } }, ['members.fang.mix.TRAINING']],
    [{ mix: { ...mix, SNIPER: 0.29 } }, []],
    [{ mix: { ...mix, SNIPER: 0.31 } }, ['members.fang.mix']],
    [{ mix: { SNIPER: null, PRECISION: null, RAPID: null, TRAINING: null } }, []],
  ] as const)(
    '[ROUTE-15] probabilities lie in their band and targets are shares of one whole: %o',
    (over, paths) => {
      expect(faultsOf(withFang(over)).map(({ path }) => path.join('.'))).toEqual(paths)
    },
  )

  test('[ROUTE-16] a change states the whole policy, its number and who made it', () => {
    const policy = withFang({ dailyLimit: 3 })
    expect(
      decideChangeRouting({ kind: 'change_routing', policy, version: 4, by: BY }, { version: 4 }),
    ).toEqual({ ok: true, value: [{ kind: 'routing_changed', policy, version: 5, by: BY }] })
  })

  test('[ROUTE-14] a change made from another version is refused first', () => {
    const policy = withFang({ mix: { ...mix, SNIPER: 1 } })
    const change = { kind: 'change_routing', policy, version: 4, by: BY } as const
    expect(decideChangeRouting(change, { version: 5 })).toEqual({
      ok: false,
      rejection: { code: 'routing_conflict' },
    })
    expect(decideChangeRouting(change, { version: 4 })).toMatchObject({
      ok: false,
      rejection: { code: 'bad_routing', faults: [{ path: ['members', 'fang', 'mix'] }] },
    })
  })
})
