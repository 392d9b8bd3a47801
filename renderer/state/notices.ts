import { sayIn } from '../words/words.ts'
import { counted, signed } from './format.ts'
import type { TradeView } from './model.ts'
import { outcomeName } from './names.ts'
import type { DeskState } from './reduce.ts'
import { isBrought } from './routing.ts'

const say = sayIn('frame')

/** Something worth a few words beside the page. */
export interface Notice {
  readonly id: number
  /** P1 operations, P2 signals and missions, P3 the game layer. */
  readonly rank: 'P1' | 'P2' | 'P3'
  /** Notices of one topic are gathered. */
  readonly topic: 'signal' | 'trade' | 'connection' | 'storage' | 'unlock'
  readonly words: string
  /** Stays until it is closed or no longer true. */
  readonly error: boolean
  /** The mission it leads to. */
  readonly signalId: string | null
  /** What it is about; null where it is about the whole desk. */
  readonly symbol: string | null
  /** The page's monotonic clock. */
  readonly at: number
  /** How many it stands for. */
  readonly count: number
}

export type NewNotice = Omit<Notice, 'id' | 'at' | 'count'>

export const NOTICES_MAX = 3
export const NOTICE_MS = 6_000
/** Three of a topic within this become one. */
export const GATHER_MS = 10_000
const GATHER_FROM = 3

/** One state at a time: a newer word takes the place of the older. */
const REPLACED: ReadonlySet<Notice['topic']> = new Set(['connection', 'storage'])

/** The notices after a new one: replaced, gathered, and no more than three. */
export function addNotice(notices: readonly Notice[], fresh: NewNotice, now: number): readonly Notice[] {
  const id = Math.max(0, ...notices.map((notice) => notice.id)) + 1
  const notice: Notice = { ...fresh, id, at: now, count: 1 }
  if (REPLACED.has(fresh.topic))
    return capped([...notices.filter(({ topic }) => topic !== fresh.topic), notice])
  const recent = notices.filter(({ topic, at }) => topic === fresh.topic && now - at < GATHER_MS)
  const count = recent.reduce((sum, one) => sum + one.count, 1)
  if (count < GATHER_FROM) return capped([...notices, notice])
  const words = say(`gathered_${fresh.topic}`, { count })
  return capped([
    ...notices.filter((one) => !recent.includes(one)),
    { ...notice, words, count, signalId: null },
  ])
}

/** Those that have not been shown long enough; errors stay. */
export function freshNotices(notices: readonly Notice[], now: number): readonly Notice[] {
  const kept = notices.filter(({ error, at }) => error || now - at < NOTICE_MS)
  return kept.length === notices.length ? notices : kept
}

/** The oldest goes first, errors last. */
function capped(notices: readonly Notice[]): readonly Notice[] {
  if (notices.length <= NOTICES_MAX) return notices
  const goes = notices.find(({ error }) => !error) ?? notices[0]
  return capped(notices.filter((notice) => notice !== goes))
}

/** What is worth a notice in the change from one state to the next. */
export function noticesOf(before: DeskState, now: DeskState): readonly NewNotice[] {
  return [...signalNotices(before, now), ...tradeNotices(before, now), ...linkNotices(before, now)]
}

/** What was brought to the reader and is listed; a signal that is only listed is no news for him. */
function signalNotices(before: DeskState, now: DeskState): readonly NewNotice[] {
  if (before.open === null || before.routing.quota === null) return []
  if (before.open === now.open && before.routing === now.routing) return []
  const known = new Set(before.open.filter((id) => isBrought(before.routing, id)))
  return (now.open ?? []).flatMap((id) => {
    const signal = known.has(id) || !isBrought(now.routing, id) ? undefined : now.signals[id]
    if (signal?.tier !== 'SNIPER' && signal?.tier !== 'PRECISION') return []
    const words = say('new_signal', { tier: signal.tier, symbol: signal.symbol, side: signal.side })
    return { rank: 'P2', topic: 'signal', words, error: false, signalId: id, symbol: signal.symbol }
  })
}

function tradeNotices(before: DeskState, now: DeskState): readonly NewNotice[] {
  if (before.trades === now.trades) return []
  return Object.values(now.trades).flatMap((trade) => {
    if (trade.outcome === null || !hasSettled(trade.signalId, before, now)) return []
    return endedNotice(trade) ?? []
  })
}

/** How a trade ended; null while it has not. */
export function endedNotice({
  outcome,
  symbol,
  side,
  pnl,
  signalId,
}: Pick<TradeView, 'outcome' | 'symbol' | 'side' | 'pnl' | 'signalId'>): NewNotice | null {
  if (outcome === null) return null
  const words = `${symbol} ${side}: ${outcomeName(outcome)}, ${signed(pnl)}`
  return { rank: 'P2', topic: 'trade', words, error: false, signalId, symbol }
}

/** A trade that was open, or one the list has brought since and that is no older than the list. */
function hasSettled(signalId: string, before: DeskState, now: DeskState): boolean {
  const was = before.trades[signalId]
  if (was !== undefined) return was.outcome === null
  const listed = now.recent?.includes(signalId) === true
  return listed && before.recent !== null && !before.recent.includes(signalId)
}

function linkNotices(before: DeskState, now: DeskState): readonly NewNotice[] {
  const notice = { rank: 'P1', topic: 'connection', signalId: null, symbol: null } as const
  if (before.link.phase !== 'OFFLINE' && now.link.phase === 'OFFLINE')
    return [{ ...notice, words: say('no_answer'), error: true }]
  if (now.resync === null || now.resync === before.resync) return []
  const { events } = now.resync
  const missed =
    events === null
      ? say('caught_up')
      : events === 0
        ? say('nothing_missed')
        : say('resynced', { events: counted(events, 'event') })
  return [{ ...notice, words: say('connected_again', { missed }), error: false }]
}
