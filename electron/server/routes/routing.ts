import type { UserId } from '#core/kernel/ids.ts'
import type { MemberSheet } from '#core/signals/routing/offer.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import {
  readPolicy,
  wireQuota,
  wireRouted,
  wireRouterStats,
  wireRouting,
  wireVetoes,
} from '../wire-routing.ts'
import { eventOf } from './decisions.ts'
import { BAD_CURSOR } from './signals.ts'

type RoutingRoutes = Pick<Handlers, 'routing' | 'changeRouting' | 'userRouting'>

/** Newest signals among which those that were not brought to the caller are looked for. */
const LOOKED_AT_MAX = 200
const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** Who is brought which signal, and why not. */
export function routingRoutes({ station }: Desk): RoutingRoutes {
  const { queries, now } = station
  const quota = (member: MemberSheet) =>
    wireQuota(member, queries.userName(member.userId), { policy: queries.routing().policy, now: now() })

  /** What became of the newest signals for one user. */
  function routedTo(member: MemberSheet, open: boolean, range: Parameters<typeof queries.routedSignals>[2]) {
    const page = queries.routedSignals(member.userId, open, range)
    return (
      page && {
        ...page,
        items: page.items.map(({ sheet, told }) => wireRouted(sheet, told, member.memberTier)),
      }
    )
  }

  return {
    routing({ query, principal }) {
      const own = queries.member(principal.userId)
      const mine = { items: own === null ? [] : [own], next: null }
      const all = principal.role === 'operator'
      const page = all ? queries.members(query.limit, query.cursor ?? null) : mine
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      const newest = own === null ? null : routedTo(own, false, { limit: LOOKED_AT_MAX, cursor: null })
      return {
        ok: true,
        reply: {
          ...wireRouting(queries.routing()),
          router_stats: wireRouterStats(queries),
          vetoes: wireVetoes(queries.vetoes(), queries.deskDay().day),
          users: page.items.map(quota),
          next_cursor: page.next,
          withheld: (newest?.items ?? []).filter(({ state }) => state === 'withheld'),
        },
      }
    },

    async changeRouting({ body, principal, receipt }) {
      const { version } = body
      const policy = readPolicy(body.policy)
      const executed = await station.execute(
        { kind: 'change_routing', policy, version, by: principal.userId },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { event, at } = eventOf(executed.value.events, 'routing_changed')
      const changed = { by: event.by, at }
      return {
        ok: true,
        reply: wireRouting({ version: event.version, policy: event.policy, changed }),
        replayed: executed.value.replayed,
      }
    },

    userRouting({ params, query }) {
      const member = queries.member(params.id as UserId)
      if (member === null) return UNKNOWN_USER
      const { limit, cursor = null } = query
      const page = routedTo(member, query.status === 'open', { limit, cursor })
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      return { ok: true, reply: { ...quota(member), signals: page.items, next_cursor: page.next } }
    },
  }
}
