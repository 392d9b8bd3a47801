import type { Link } from '../link/machine.ts'
import { CLOSED_LINK } from '../link/machine.ts'
import type { FusionView } from './fusion.ts'
import type { LanView } from './lan.ts'
import type {
  ClockView,
  CursorView,
  Decision,
  DeskEventView,
  Draft,
  MissionHead,
  MissionView,
  Outcome,
  Place,
  Resync,
  SignalView,
  Status,
  Tally,
  TradeView,
  UserHead,
  UserView,
} from './model.ts'
import * as own from './own-trades.ts'
import { reader } from './reader.ts'
import {
  answered,
  NOTHING_ROUTED,
  type ReaderRouting,
  type RoutedMessage,
  type RoutedView,
  type RoutingMessage,
} from './routing.ts'
import * as told from './told.ts'

/** Where the numbers come from. */
export interface FeedView {
  readonly source: string
  readonly ended: boolean
  /** Of a live feed only. */
  readonly live?: LiveView | null
}

/** Whether a live feed is live at this moment. */
export interface LiveView {
  readonly exchange: string
  readonly fresh: boolean
  /** Station time of the last word about prices. */
  readonly heardAt: number | null
}

/** Everything the page shows. Only `reduce` makes a new one. */
export interface DeskState {
  readonly link: Link
  readonly latencyMs: number | null
  readonly resync: Resync | null
  /** Which history the station keeps; another one makes everything remembered void. */
  readonly epoch: string | null
  readonly clock: ClockView | null
  readonly feed: FeedView | null
  readonly signals: Readonly<Record<string, SignalView>>
  readonly missions: Readonly<Record<string, MissionView>>
  /** Signals with an open window, as last listed; null before the first list. */
  readonly open: readonly string[] | null
  /** How many there are, listed here or not. */
  readonly openTotal: number
  /** Station time of that list. */
  readonly openAt: number
  /** The last event of the desk; null before one was told. */
  readonly lastEvent: DeskEventView | null
  /** How the station's own signals came out by tier; null before it was told. */
  readonly fusion: FusionView | null
  readonly cursors: Readonly<Record<string, CursorView>>
  /** Streams in which something is missing: to be resumed. */
  readonly gaps: readonly string[]
  readonly user: UserView | null
  readonly tally: Tally | null
  /** The reader's own trades by signal. */
  readonly trades: Readonly<Record<string, TradeView>>
  /** Signals of the reader's last trades, newest first; null before the first list. */
  readonly recent: readonly string[] | null
  readonly passed: Readonly<Record<string, true>>
  readonly routing: ReaderRouting
  /** How other machines reach the desk; null for whoever is not told. */
  readonly lan: LanView | null
  readonly selected: string | null
  /** The risk as the reader typed it, and what it says: null where it is no risk that may be taken. */
  readonly riskTyped: string
  readonly riskPct: number | null
  readonly drafts: Readonly<Record<string, Draft>>
  readonly decisions: Readonly<Record<string, Decision>>
}

/** A journaled message: totals, with their place in a stream. */
export type PlacedMessage =
  | {
      readonly kind: 'counts'
      readonly place: Place
      readonly signalId: string
      readonly fires: number
      readonly passes: number
      readonly executed: number
    }
  | {
      readonly kind: 'status'
      readonly place: Place
      readonly signalId: string
      readonly status: Status
      readonly expiresAt: number
      readonly outcome: Outcome | null
      readonly settledAt: number | null
      readonly exit: number | null
      readonly r: number | null
    }
  | {
      readonly kind: 'sheet'
      readonly place: Place
      readonly user: UserView
      readonly closed: {
        readonly signalId: string
        readonly outcome: Outcome
        readonly r: number
        readonly pnl: number
        /** Where a trade executor told it, and its price. */
        readonly byExecutor?: true
        readonly exit?: number | null
      } | null
    }
  | RoutedMessage

/** Everything that can change what the page shows: what the station said, the connection, and the reader. */
export type Message =
  | PlacedMessage
  | RoutingMessage
  | {
      readonly kind: 'heartbeat'
      readonly epoch: string
      readonly feed: FeedView
      readonly clock: ClockView
      readonly lastEvent: DeskEventView | null
    }
  | {
      /** The newest open signals: all of them, or the beginning of a longer list. */
      readonly kind: 'board'
      readonly signals: readonly SignalView[]
      /** How many are open; null where only the beginning of the list is known. */
      readonly openTotal: number | null
      readonly clock: ClockView | null
      readonly feed: DeskState['feed']
      /** Null where the list came without the tiers. */
      readonly fusion: FusionView | null
    }
  | {
      /** The whole list, read page by page. */
      readonly kind: 'open_list'
      readonly signals: readonly SignalView[]
      /** False where the list was cut at what a page can hold. */
      readonly whole: boolean
      /** What was listed when the reading began: what came in since then is news that the pages may not have. */
      readonly before: readonly string[]
      readonly epoch: string | null
    }
  /** The tiers as asked for, and what was shown then: an answer that was overtaken by live news changes nothing. */
  | { readonly kind: 'tiers'; readonly fusion: FusionView; readonly before: FusionView | null }
  | { readonly kind: 'clock'; readonly clock: ClockView; readonly feed: DeskState['feed'] }
  | {
      readonly kind: 'mission'
      readonly signal: SignalView
      readonly executed: number
      readonly exit: number | null
      readonly r: number | null
      readonly trade: TradeView | null
      readonly passed: boolean
      readonly clock: ClockView
      readonly user: UserView
      /** Null for a vetoed candidate. */
      readonly routed: RoutedView | null
    }
  | ({ readonly kind: 'joined' } & MissionHead)
  | { readonly kind: 'left'; readonly streams: readonly string[] }
  | {
      readonly kind: 'resumed'
      readonly asked: readonly string[]
      readonly events: readonly PlacedMessage[]
      readonly quiet: boolean
      readonly at: number
    }
  | {
      readonly kind: 'snapshot'
      readonly asked: readonly string[]
      readonly missions: readonly MissionHead[]
      readonly users: readonly UserHead[]
      readonly quiet: boolean
      readonly at: number
    }
  | { readonly kind: 'user'; readonly user: UserView }
  | { readonly kind: 'tally'; readonly tally: Tally; readonly balance: number }
  | { readonly kind: 'trades'; readonly trades: readonly TradeView[] }
  | { readonly kind: 'fired'; readonly trade: TradeView; readonly fires: number }
  | { readonly kind: 'passed'; readonly signalId: string; readonly passes: number }
  | { readonly kind: 'decision'; readonly signalId: string; readonly decision: Decision | null }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'lan'; readonly lan: LanView }
  | { readonly kind: 'select'; readonly signalId: string }
  | { readonly kind: 'risk'; readonly typed: string }
  | { readonly kind: 'draft'; readonly signalId: string; readonly draft: Draft | null }

export const EMPTY_DESK: DeskState = {
  link: CLOSED_LINK,
  latencyMs: null,
  resync: null,
  epoch: null,
  clock: null,
  feed: null,
  signals: {},
  missions: {},
  open: null,
  openTotal: 0,
  openAt: 0,
  lastEvent: null,
  fusion: null,
  cursors: {},
  gaps: [],
  user: null,
  tally: null,
  trades: {},
  recent: null,
  passed: {},
  routing: NOTHING_ROUTED,
  lan: null,
  selected: null,
  riskTyped: '1.0',
  riskPct: 1,
  drafts: {},
  decisions: {},
}

/**
 * What the page shows after one message.
 *
 * Pure. A message older than what is shown for that mission or user changes nothing; one that would leave a gap is
 * kept out and its stream is noted in `gaps`, to be resumed. What the reader chose or typed is changed by the reader
 * only. Counts come from the station and are never added to here.
 */
export function reduce(state: DeskState, message: Message): DeskState {
  switch (message.kind) {
    case 'counts':
    case 'status':
    case 'sheet':
    case 'routed':
      return told.placed(state, message)
    case 'routing':
      return { ...state, routing: answered(state.routing, message) }
    case 'heartbeat':
      return told.heartbeat(state, message)
    case 'board':
      return told.board(state, message)
    case 'tiers':
      return state.fusion === message.before ? { ...state, fusion: message.fusion } : state
    case 'open_list':
      return told.openList(state, message)
    case 'clock':
      return told.clocks(state, message.clock, message.feed)
    case 'mission':
      return told.mission(state, message)
    case 'joined':
      return told.joined(state, message)
    case 'left':
      return told.left(state, message.streams)
    case 'resumed':
      return told.resumed(state, message)
    case 'snapshot':
      return told.snapshot(state, message)
    case 'lan':
      return { ...state, lan: message.lan }
    case 'user':
      return told.userSheet(state, message.user)
    case 'tally':
      return own.tally(state, message)
    case 'trades':
      return own.trades(state, message.trades)
    case 'fired':
      return own.fired(state, message)
    case 'passed':
      return own.passed(state, message)
    default:
      return reader(state, message)
  }
}
