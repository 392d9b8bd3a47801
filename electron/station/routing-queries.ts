import type { UserId } from '#core/kernel/ids.ts'
import { toldTo } from '#core/signals/routing/told.ts'
import * as routing from '#db/stores/routing.ts'
import { readSignal } from '#db/stores/signals.ts'
import { pageOf } from './pages.ts'
import type { PageRange, Queries, RoutedSignal } from './queries.ts'
import type { ReadParts } from './read-side.ts'

type RoutingQueries = Pick<
  Queries,
  'routing' | 'vetoes' | 'routedByTier' | 'member' | 'members' | 'routedSignals' | 'routedSignal'
>

/** Who was brought what, and why not. */
export function routingQueries({ db, cache, routed, now }: Omit<ReadParts, 'commits'>): RoutingQueries {
  const policy = () => routing.readRoutingPolicy(db)

  function toldOf(id: UserId, lines: readonly routing.RoutingLine[]): readonly RoutedSignal[] {
    const member = routing.readMember(db, id)
    return lines.flatMap((line) => {
      const sheet = readSignal(db, cache, line.signalId)
      if (sheet === null || member === null) return []
      return [{ sheet, told: toldTo(member.memberTier, line, sheet.status === 'active') }]
    })
  }

  return {
    routing: policy,
    vetoes: () => routing.readVetoes(db),
    routedByTier: () => routed.read(policy().policy, now()),
    member: (id) => routing.readMember(db, id),
    members(limit, cursor) {
      const page = pageOf(limit, cursor, (before, count) => routing.readMembers(db, before, count))
      return page && { ...page, items: page.items.map(({ member }) => member) }
    },
    routedSignals(id, open, { limit, cursor }: PageRange) {
      const page = pageOf(limit, cursor, (before, count) =>
        routing.readRoutingLines(db, { userId: id, open, before, limit: count }),
      )
      return page && { ...page, items: toldOf(id, page.items) }
    },
    routedSignal(id, signalId) {
      const line = routing.readRoutingLine(db, id, signalId)
      return line === null ? null : (toldOf(id, [line])[0]?.told ?? null)
    },
  }
}
