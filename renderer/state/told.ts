import { keepMission, keepSignal, keepTrade, later, mergeAll } from './keep.ts'
import type { ClockView, CursorView, MissionHead, Place, StreamHeadView, UserView } from './model.ts'
import type { DeskState, Message, PlacedMessage } from './reduce.ts'
import { answered, delivered, NOTHING_ROUTED, type RoutedView } from './routing.ts'

/** Signals remembered beside the open ones: the looked-at one and those of the reader's trades. */
const SIGNALS_KEPT_MAX = 1_000

type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

/** A journaled message: applied, ignored as old news, or kept out because something before it is missing. */
export function placed(state: DeskState, message: PlacedMessage): DeskState {
  switch (standing(state, message.place)) {
    case 'old':
      return state
    case 'gap':
      return missing(state, message.place.stream)
    case 'next':
      return advance(applied(state, message), message.place)
    case 'loose':
      return applied(state, message)
  }
}

/** `loose`: of a stream that is not followed, where nothing can be missing. */
type Standing = 'old' | 'next' | 'gap' | 'loose'

function standing(state: DeskState, place: Place): Standing {
  if (state.epoch !== null && place.epoch !== state.epoch) return 'gap'
  const cursor = state.cursors[place.stream]
  if (cursor === undefined) return 'loose'
  if (cursor.epoch !== place.epoch) return 'gap'
  if (place.seq <= cursor.seq) return 'old'
  return place.since > cursor.seq ? 'gap' : 'next'
}

function missing(state: DeskState, stream: string): DeskState {
  return state.gaps.includes(stream) ? state : { ...state, gaps: [...state.gaps, stream] }
}

function advance(state: DeskState, { epoch, stream, seq }: StreamHeadView): DeskState {
  return { ...state, cursors: { ...state.cursors, [stream]: { epoch, seq } } }
}

function applied(state: DeskState, message: PlacedMessage): DeskState {
  switch (message.kind) {
    case 'counts':
      return counted(state, message)
    case 'status':
      return moved(state, message)
    case 'sheet':
      return closed(userSheet(state, message.user), message.closed)
    case 'routed':
      return { ...state, routing: delivered(state.routing, message) }
  }
}

function counted(state: DeskState, { signalId, fires, passes, executed }: Of<'counts'>): DeskState {
  const signal = state.signals[signalId]
  if (signal === undefined) return state
  return keepMission(keepSignal(state, { ...signal, fires, passes }), signalId, { executed })
}

function moved(
  state: DeskState,
  { signalId, status, expiresAt, settledAt, outcome, exit, r }: Of<'status'>,
): DeskState {
  const signal = state.signals[signalId]
  if (signal === undefined) return state
  const known = keepSignal(state, {
    ...signal,
    status: later(signal.status, status),
    expiresAt: Math.max(signal.expiresAt, expiresAt),
    outcome: outcome ?? signal.outcome,
    settledAt: settledAt ?? signal.settledAt,
  })
  const listed = status === 'active' ? known : unlisted(known, signalId)
  return outcome === null ? listed : keepMission(listed, signalId, { exit, r })
}

/** A signal whose window closed is none of the open ones. */
function unlisted(state: DeskState, signalId: string): DeskState {
  if (state.open?.includes(signalId) !== true) return state
  return { ...state, open: state.open.filter((id) => id !== signalId) }
}

/** The reader's trade that closed with an event. */
function closed(state: DeskState, end: Of<'sheet'>['closed']): DeskState {
  const trade = end === null ? undefined : state.trades[end.signalId]
  if (end === null || trade === undefined) return state
  const { signalId: _, ...result } = end
  return keepTrade(state, { ...trade, status: 'closed', ...result })
}

/** The heartbeat tells the clocks and which history the station keeps. */
export function heartbeat(state: DeskState, { epoch, feed, clock, lastEvent }: Of<'heartbeat'>): DeskState {
  const same = state.epoch === null || state.epoch === epoch
  const known = same ? state : forget(state)
  return clocks({ ...known, epoch, lastEvent: kept(known.lastEvent, lastEvent) }, clock, feed)
}

/** What is told again stays the same value, so that nothing is drawn anew for it. */
function kept(before: DeskState['lastEvent'], now: DeskState['lastEvent']): DeskState['lastEvent'] {
  const same =
    before?.at === now?.at &&
    before?.signalId === now?.signalId &&
    before?.kind === now?.kind &&
    before?.userId === now?.userId
  return same ? before : now
}

/** Another history: what was remembered of the old one would be a lie. What the reader chose stays. */
function forget(state: DeskState): DeskState {
  const gaps = Object.keys(state.cursors)
  return {
    ...state,
    signals: {},
    missions: {},
    open: null,
    openTotal: 0,
    openAt: 0,
    lastEvent: null,
    fusion: null,
    gaps,
    user: null,
    tally: null,
    trades: {},
    recent: null,
    passed: {},
    routing: NOTHING_ROUTED,
    decisions: {},
  }
}

/** Newer clocks replace older ones; an answer that was overtaken changes nothing. */
export function clocks(state: DeskState, clock: ClockView, feed: DeskState['feed']): DeskState {
  if (state.clock !== null && clock.serverAt < state.clock.serverAt) return state
  return { ...state, clock, feed: feed === null || sameFeed(state.feed, feed) ? state.feed : feed }
}

function sameFeed(before: DeskState['feed'], after: NonNullable<DeskState['feed']>): boolean {
  if (before === null || before.source !== after.source || before.ended !== after.ended) return false
  return (
    before.live?.exchange === after.live?.exchange &&
    before.live?.fresh === after.live?.fresh &&
    before.live?.heardAt === after.live?.heardAt
  )
}

/**
 * The newest open signals. A list that tells all of them replaces what was listed; the beginning of a longer one adds
 * to it, and what closed leaves by its own news.
 */
export function board(state: DeskState, { signals, openTotal, clock, feed, fusion }: Of<'board'>): DeskState {
  const at = clock?.serverAt ?? state.openAt
  if (at < state.openAt) return state
  const timed = clock === null ? state : clocks(state, clock, feed)
  const known = {
    ...timed,
    signals: mergeAll(state.signals, signals),
    openAt: at,
    fusion: fusion ?? state.fusion,
  }
  const newest = signals.map((signal) => signal.id)
  const ids = openTotal === newest.length ? newest : united(state.open ?? [], newest)
  return listed(known, ids, openTotal ?? Math.max(ids.length, state.openTotal))
}

/** The whole list, joined with what came in while it was read. */
export function openList(state: DeskState, { signals, whole, before, epoch }: Of<'open_list'>): DeskState {
  if (epoch !== null && state.epoch !== epoch) return state
  const known = { ...state, signals: mergeAll(state.signals, signals) }
  const asked = new Set(before)
  const since = (state.open ?? []).filter((id) => !asked.has(id))
  const ids = united(
    signals.map((signal) => signal.id),
    since,
  )
  return listed(known, ids, whole ? null : Math.max(ids.length, state.openTotal))
}

/** Lists these as open, without those that are known to have closed; `total` null: there are no others. */
function listed(state: DeskState, ids: readonly string[], total: number | null): DeskState {
  const active = ids.filter((id) => state.signals[id]?.status === 'active')
  const open = state.open !== null && sameList(state.open, active) ? state.open : active
  return prune({ ...state, open, openTotal: total ?? open.length })
}

/** The first list, then what only the second has. */
function united(one: readonly string[], other: readonly string[]): readonly string[] {
  const known = new Set(one)
  const more = other.filter((id) => !known.has(id))
  return more.length === 0 ? one : [...one, ...more]
}

/** Drops signals nobody looks at any more, so that a long day does not fill the memory. */
function prune(state: DeskState): DeskState {
  const open = state.open ?? []
  if (Object.keys(state.signals).length <= open.length + SIGNALS_KEPT_MAX) return state
  const wanted = new Set([...open, ...(state.recent ?? []), state.selected])
  return { ...state, signals: only(state.signals, wanted), missions: only(state.missions, wanted) }
}

function only<Value>(
  record: Readonly<Record<string, Value>>,
  wanted: ReadonlySet<string | null>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => wanted.has(id)))
}

/** A briefing read by REST: a signal, the reader's trade on it, both clocks, the reader's sheet. */
export function mission(state: DeskState, message: Of<'mission'>): DeskState {
  const { signal, executed, exit, r, trade, clock, user } = message
  const known = clocks(keepMission(keepSignal(state, signal), signal.id, { executed, exit, r }), clock, null)
  const traded = trade === null ? known : keepTrade(known, trade)
  const marked = message.passed
    ? { ...traded, passed: { ...traded.passed, [signal.id]: true as const } }
    : traded
  return userSheet(message.routed === null ? marked : briefed(marked, signal.id, message.routed), user)
}

/** What a briefing says of its own signal. */
function briefed(state: DeskState, signalId: string, routed: RoutedView): DeskState {
  const told = { kind: 'routing', signals: { [signalId]: routed }, quota: null } as const
  return { ...state, routing: answered(state.routing, told) }
}

/** A mission's room was entered: its state, and the cursor to go on from. */
export function joined(state: DeskState, { cursor, signal, executed }: MissionHead): DeskState {
  if (isOld(state, cursor)) return state
  return advance(keepMission(keepSignal(state, signal), signal.id, { executed }), cursor)
}

/** A mission's room was left: its stream is not followed any more, and what was missing in it is missed by nobody. */
export function left(state: DeskState, streams: readonly string[]): DeskState {
  const followed = Object.entries(state.cursors).filter(([stream]) => !streams.includes(stream))
  return { ...state, cursors: Object.fromEntries(followed), gaps: without(state.gaps, streams) }
}

function isOld(state: DeskState, head: StreamHeadView): boolean {
  const cursor: CursorView | undefined = state.cursors[head.stream]
  return cursor !== undefined && cursor.epoch === head.epoch && head.seq < cursor.seq
}

/** What was missed, event by event. Those that were shown already count as nothing. */
export function resumed(state: DeskState, { asked, events, quiet, at }: Of<'resumed'>): DeskState {
  let next: DeskState = { ...state, gaps: without(state.gaps, asked) }
  let missed = 0
  for (const event of events) {
    const before = next.cursors[event.place.stream]
    next = placed(next, event)
    if (next.cursors[event.place.stream] !== before) missed += event.place.seq - event.place.since
  }
  return quiet ? next : { ...next, resync: { at, events: missed } }
}

/** State in place of events, where too much was missed or the history is another one. */
export function snapshot(state: DeskState, message: Of<'snapshot'>): DeskState {
  let next: DeskState = { ...state, gaps: without(state.gaps, message.asked) }
  for (const head of message.missions) next = joined(next, head)
  const at = Math.max(next.clock?.serverAt ?? 0, next.user?.at ?? 0)
  for (const { cursor, stats } of message.users)
    if (!isOld(next, cursor)) next = advance(userSheet(next, { ...stats, at }), cursor)
  return message.quiet ? next : { ...next, resync: { at: message.at, events: null } }
}

const without = (all: readonly string[], some: readonly string[]): readonly string[] =>
  all.length === 0 ? all : all.filter((one) => !some.includes(one))

/** The reader's sheet, if it is not older than the one shown. */
export function userSheet(state: DeskState, user: UserView): DeskState {
  if (state.user !== null && user.at < state.user.at) return state
  return { ...state, user: { ...user, balance: user.balance ?? state.user?.balance ?? null } }
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index])
}
