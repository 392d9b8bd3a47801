import { PACED_MESSAGES_PER_SECOND } from '#contracts/live.ts'
import type { Recorded, Station } from '#station/station.ts'
import { tellTogether } from './live-adapter.ts'
import { type LiveEvent, type LiveServer, type LiveSocket, ROOM } from './live-rooms.ts'
import { ACTIVE_COUNTED_MAX } from './routes/fusion.ts'
import { stationBooks, wireQuality, wireTiers } from './wire-fusion.ts'
import { wireConnection, wireFusion, wirePrices } from './wire-live.ts'
import { wireRouterStats, wireVetoes } from './wire-routing.ts'

/** A little over a quarter of a second: no second, wherever it begins, sees five. */
const PACE_MS = Math.ceil(1_000 / PACED_MESSAGES_PER_SECOND) + 10
/** Signals in one message; `open_total` says how many there are. */
const SIGNALS_SHOWN_MAX = 100

/** What goes out at a pace of its own: prices, open signals, and the heartbeat. */
export interface Pace {
  /** Everything paced, to one that just came. */
  welcome(socket: LiveSocket): void
  /** The paced messages alone, to one that fell behind and has room again. */
  catchUp(socket: LiveSocket): void
  beat(): void
  stop(): void
}

/** Follows market and commits; sends only what changed, and of it only the latest. */
export function openPace(io: LiveServer, station: Station): Pace {
  const { market, queries, now } = station
  const board = sinceChange(() => fusionBoard(queries))
  const fusion = () => {
    const { open, ...words } = board.read()
    return wireFusion(market, open, { now: now(), ...words })
  }
  const prices = () => wirePrices(market, now())
  const anyone = () => io.sockets.sockets.size > 0
  let shown = ''
  /** The latest prices, where they are others than those last told. */
  const newPrices = (): readonly LiveEvent[] => {
    const latest = prices()
    const text = JSON.stringify([latest.prices, latest.ended, latest.speed, latest.live?.fresh])
    if (text === shown) return []
    shown = text
    return [['price_update', latest]]
  }
  const due = { prices: false, fusion: false }
  const pace = atPace(() => {
    const { prices: ofPrices, fusion: ofFusion } = due
    due.prices = false
    due.fusion = false
    if (!anyone()) return
    const events: LiveEvent[] = []
    if (ofPrices) events.push(...newPrices())
    if (ofFusion) events.push(['fusion_update', fusion()])
    if (events.length > 0) tellTogether(io, { room: ROOM.desk, except: ROOM.behind }, events)
  })
  const mark = (what: keyof typeof due) => () => {
    due[what] = true
    pace.mark()
  }
  const markFusion = mark('fusion')
  const forgetTicks = market.onTick(mark('prices'))
  const forgetCommits = station.onCommit((recorded) => {
    if (!recorded.some(showsOnBoard)) return
    board.changed()
    markFusion()
  })

  function catchUp(socket: LiveSocket): void {
    socket.emit('price_update', prices())
    socket.emit('fusion_update', fusion())
  }

  return {
    welcome(socket) {
      socket.emit('connection_status', wireConnection(station))
      catchUp(socket)
    },
    catchUp,
    beat() {
      if (anyone()) io.to(ROOM.desk).emit('connection_status', wireConnection(station))
    },
    stop() {
      forgetTicks()
      forgetCommits()
      pace.stop()
    },
  }
}

/** Whether an event changes what the board says. */
function showsOnBoard({ stream, event }: Recorded): boolean {
  return stream.startsWith('mission:') || ROUTING.has(event.kind)
}
const ROUTING: ReadonlySet<string> = new Set(['signal_routed', 'routing_changed', 'candidates_vetoed'])

/** What the missions have come to: it looks at every open signal and every book, and only a commit changes it. */
function fusionBoard(queries: Station['queries']) {
  const { sheets, total } = queries.activeSignals(ACTIVE_COUNTED_MAX)
  return {
    open: { sheets: sheets.slice(0, SIGNALS_SHOWN_MAX), total },
    tiers: wireTiers(stationBooks(queries.books()), sheets),
    quality: wireQuality(sheets),
    router: wireRouterStats(queries),
    vetoes: wireVetoes(queries.vetoes(), queries.deskDay().day),
  }
}

/** Keeps an answer until it is told of a change, however many ask meanwhile. */
function sinceChange<Answer>(work: () => Answer): { read(): Answer; changed(): void } {
  let kept: { readonly answer: Answer } | null = null
  return {
    read() {
      kept ??= { answer: work() }
      return kept.answer
    },
    changed() {
      kept = null
    },
  }
}

/** Runs `send` soon after a mark, however often it is marked, never more often than the pace. */
function atPace(send: () => void): { mark(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    mark() {
      if (timer !== null) return
      timer = setTimeout(
        () => {
          timer = null
          lastMs = performance.now()
          send()
        },
        Math.max(0, lastMs + PACE_MS - performance.now()),
      )
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
