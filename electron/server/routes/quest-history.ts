import type { UserId } from '#core/kernel/ids.ts'
import type { Page } from '#station/queries.ts'
import { sayingOf } from '../event-sentences.ts'
import type { Answer, Desk, Handlers } from '../registry.ts'
import { englishOf } from '../saying.ts'
import { seconds } from '../wire.ts'
import { wireBox, wireClaim, wireHonour, wirePity, wireRecord } from '../wire-quests.ts'
import { BAD_CURSOR } from './signals.ts'

type HistoryRoutes = Pick<Handlers, 'userRecords' | 'userBoxes' | 'userClaims' | 'userEvents'>

const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** What a user has: records, boxes, everything paid, and what happened in sentences. */
export function questHistoryRoutes(desk: Desk): HistoryRoutes {
  const { quests } = desk.station.queries
  return {
    userRecords({ params }) {
      const progress = desk.station.queries.progress.sheet(params.id as UserId)
      if (progress === null) return UNKNOWN_USER
      const records = quests.records(progress).map(wireRecord)
      return { ok: true, reply: { user_id: params.id, personal_records: records } }
    },

    userBoxes: ({ params, query }) =>
      paged(
        desk,
        params.id,
        (id) => quests.boxes(id, askOf(query)),
        (id, boxes, next) => ({
          unopened_count: quests.unopened(id),
          boxes: boxes.map(wireBox),
          pity: quests.pity(id).map(wirePity),
          next_cursor: next,
        }),
      ),

    userClaims: ({ params, query }) =>
      paged(
        desk,
        params.id,
        (id) => quests.claims(id, askOf(query)),
        (id, claims, next) => ({
          honours: quests.honours(id).map(wireHonour),
          claims: claims.map(wireClaim),
          next_cursor: next,
        }),
      ),

    userEvents: ({ params, query }) =>
      paged(
        desk,
        params.id,
        (id) => quests.events(id, askOf(query)),
        (_, events, next) => ({
          events: events.flatMap(({ stream, seq, at, event }) => {
            const said = sayingOf(event)
            if (said === null) return []
            const told = { event_id: `${stream}/${seq}`, event_type: event.kind, timestamp: seconds(at) }
            return [{ ...told, sentence: englishOf(said), said_by: said }]
          }),
          next_cursor: next,
        }),
      ),
  }
}

function askOf({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
  return { limit, cursor: cursor ?? null }
}

/** Answers with one page of a known user's list. */
function paged<Item, Reply>(
  { station }: Desk,
  id: string,
  read: (id: UserId) => Page<Item> | null,
  wire: (id: UserId, items: readonly Item[], next: string | null) => Reply,
): Answer<Reply> {
  if (station.queries.trader(id as UserId) === null) return UNKNOWN_USER
  const page = read(id as UserId)
  if (page === null) return { ok: false, problem: BAD_CURSOR }
  return { ok: true, reply: wire(id as UserId, page.items, page.next) }
}
