import type { MarketTimeMs } from '#core/kernel/time.ts'
import { TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { openOf } from '#core/market/longer-bar.ts'
import type { Log } from '../../log.ts'
import { openBackoff } from './backoff.ts'
import type { Exchange } from './exchange.ts'
import type { ExchangeClock, LiveClock } from './exchange-clock.ts'
import type { LiveLane, Verdict } from './live-lane.ts'
import { type Asked, ask } from './rest.ts'

/** A bar is asked for when it was not told so long after its close. */
export const CLOSE_GRACE_MS = 2_000
/** A bar that REST does not know so long after its close does not exist: a hole. */
export const HOLE_PATIENCE_MS = 30_000
/** The exchange's clock is measured anew so often, and after each new connection. */
export const CLOCK_EVERY_MS = 300_000
const LOOK_EVERY_MS = 1_000
/** After an answer that did not know the bar that is missing. */
const UNKNOWN_YET_MS = 2_000

/** Why bars that are missing cannot be had for now. */
export type RestTrouble = 'rest_unreachable' | 'rest_limited' | 'unknown_symbol'

export interface GapFillParts {
  readonly exchange: Exchange
  readonly url: string
  readonly timeframe: Timeframe
  readonly lanes: readonly LiveLane[]
  readonly clock: LiveClock
  readonly time: ExchangeClock
  readonly random: () => number
  readonly log: Log
  readonly verdict: (verdict: Verdict) => void
  /** Told after each answer, whether it helped or not. */
  readonly onChange: () => void
}

export interface GapFill {
  /** Looks at once: something is missing, or the clock has to be measured. */
  readonly look: (measureClock: boolean) => void
  /** Bars that came by REST. */
  readonly filled: () => number
  readonly trouble: () => RestTrouble | null
  readonly close: () => void
}

/**
 * Asks by REST for what the stream did not tell: the past at the beginning, what closed during an outage, and a bar
 * whose close nobody told. One question at a time, as seldom as the exchange asks for.
 */
export function openGapFill(parts: GapFillParts): GapFill {
  const { exchange, clock, time, lanes, log } = parts
  const barMs = TIMEFRAMES[parts.timeframe]
  const backoff = openBackoff(parts.random)
  const stop = new AbortController()
  let clockDueAt = Number.NEGATIVE_INFINITY
  let notBefore = Number.NEGATIVE_INFINITY
  let asking = false
  let filled = 0
  let trouble: RestTrouble | null = null
  let cancel: () => void = () => undefined

  function plan(): void {
    cancel()
    if (stop.signal.aborted) return
    const waitMs = Math.max(0, notBefore - clock.monotonicMs())
    cancel = clock.setTimer(look, hasWork() ? waitMs : Math.max(waitMs, LOOK_EVERY_MS))
  }
  function hasWork(): boolean {
    return clock.monotonicMs() >= clockDueAt || missing() !== null
  }
  function known(): number {
    return lanes.reduce((sum, lane) => sum + lane.knownUntil(), 0)
  }
  /** The lane that is most behind, where it is behind. */
  function missing(): LiveLane | null {
    const until = time.now() - CLOSE_GRACE_MS - barMs
    const wanting = lanes.filter((lane) => lane.queue.free() > 0 && lane.knownUntil() <= until)
    return wanting.toSorted((one, other) => one.knownUntil() - other.knownUntil())[0] ?? null
  }
  function look(): void {
    if (asking || stop.signal.aborted) return
    if (clock.monotonicMs() < notBefore || !hasWork()) return plan()
    asking = true
    const knownBefore = known()
    const measuring = clock.monotonicMs() >= clockDueAt
    const work = measuring ? measure() : fill(missing())
    void work.then((asked) => {
      asking = false
      if (stop.signal.aborted) return
      settle(asked, !measuring && known() === knownBefore)
      parts.onChange()
      plan()
    })
  }
  /** @param stuck  nothing more is known than before */
  function settle(asked: Asked | null, stuck: boolean): void {
    const now = clock.monotonicMs()
    const before = trouble
    trouble = troubleOf(asked, exchange)
    if (trouble !== null && trouble !== before) log.warn({ trouble }, 'rest_trouble')
    if (trouble === null) backoff.reset()
    const goesOn = stuck && missing() !== null ? UNKNOWN_YET_MS : exchange.askEveryMs
    const waitMs = trouble === null ? goesOn : backoff.next()
    notBefore = now + (asked?.kind === 'limited' ? asked.waitMs : waitMs)
  }

  /** Null for an answer that could not be read. */
  async function measure(): Promise<Asked | null> {
    const asked = await ask(exchange.timeUrl(parts.url), clock, stop.signal)
    const at = asked.kind === 'answer' ? exchange.readTime(asked.body) : null
    if (asked.kind !== 'answer') return asked
    if (at === null) return null
    time.take(at, asked)
    clockDueAt = clock.monotonicMs() + CLOCK_EVERY_MS
    return asked
  }

  async function fill(lane: LiveLane | null): Promise<Asked | null> {
    if (lane === null) return null
    const from = lane.knownUntil()
    const url = exchange.barsUrl(parts.url, { pair: lane.pair, timeframe: parts.timeframe, from })
    const asked = await ask(url, clock, stop.signal)
    const rows = asked.kind === 'answer' ? exchange.readBars(asked.body) : null
    if (asked.kind !== 'answer') return asked
    if (rows === null) return exchange.saysUnknownPair(asked.body) ? refusal(asked.body) : null
    const whole = rows.length < exchange.barsPerAnswer
    const now = time.now()
    let newest = from
    for (const row of rows) {
      newest = Math.max(newest, row.openAt || 0)
      // The last one is under way, and the stream may have told others meanwhile.
      if (row.openAt + barMs + CLOSE_GRACE_MS > now || row.openAt < lane.knownUntil()) continue
      const verdict = lane.takeAsked(row)
      if (verdict === 'taken') filled += 1
      else parts.verdict(verdict)
    }
    if (whole && lane.queue.free() > 0) lane.settle(knownBy(newest, now))
    return asked
  }
  /** Up to where an answer tells everything: to its newest bar, and beyond it what is long over. */
  function knownBy(newest: MarketTimeMs, now: MarketTimeMs): MarketTimeMs {
    const closed = Math.min(newest, openOf(now - CLOSE_GRACE_MS, barMs))
    return Math.max(closed, openOf(now - HOLE_PATIENCE_MS, barMs))
  }

  plan()
  return {
    look(measureClock) {
      if (measureClock) clockDueAt = Number.NEGATIVE_INFINITY
      look()
    },
    filled: () => filled,
    trouble: () => trouble,
    close() {
      cancel()
      stop.abort()
    },
  }
}

function refusal(body: unknown): Asked {
  return { kind: 'refused', status: 400, body }
}

function troubleOf(asked: Asked | null, exchange: Exchange): RestTrouble | null {
  if (asked === null || asked.kind === 'failed') return 'rest_unreachable'
  if (asked.kind === 'limited') return 'rest_limited'
  if (asked.kind === 'answer') return null
  return exchange.saysUnknownPair(asked.body) ? 'unknown_symbol' : 'rest_unreachable'
}
