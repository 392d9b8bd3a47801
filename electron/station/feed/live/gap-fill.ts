import type { MarketTimeMs } from '#core/kernel/time.ts'
import { TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import { openOf } from '#core/market/longer-bar.ts'
import type { Log } from '../../log.ts'
import { type Backoff, openBackoff } from './backoff.ts'
import type { Exchange } from './exchange.ts'
import type { ExchangeClock, LiveClock } from './exchange-clock.ts'
import type { BarNumbers } from './frame.ts'
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

/**
 * Asks by REST for what the stream did not tell: the past at the beginning, what closed during an outage, and a bar
 * whose close nobody told. One question at a time, as seldom as the exchange asks for.
 */
export class GapFill {
  readonly #parts: GapFillParts
  readonly #barMs: number
  readonly #backoff: Backoff
  readonly #stop = new AbortController()
  #clockDueAt = Number.NEGATIVE_INFINITY
  #notBefore = Number.NEGATIVE_INFINITY
  #asking = false
  #filled = 0
  #trouble: RestTrouble | null = null
  #cancel: () => void = () => undefined

  constructor(parts: GapFillParts) {
    this.#parts = parts
    this.#barMs = TIMEFRAMES[parts.timeframe]
    this.#backoff = openBackoff(parts.random)
  }

  /** Bars that came by REST. */
  get filled(): number {
    return this.#filled
  }

  get trouble(): RestTrouble | null {
    return this.#trouble
  }

  /** Measures the clock and looks for what is missing, now and from now on. */
  begin(): void {
    this.#clockDueAt = Number.NEGATIVE_INFINITY
    this.#look()
  }

  close(): void {
    this.#cancel()
    this.#stop.abort()
  }

  #plan(): void {
    this.#cancel()
    const { clock } = this.#parts
    const waitMs = Math.max(0, this.#notBefore - clock.monotonicMs())
    this.#cancel = clock.setTimer(
      () => this.#look(),
      this.#hasWork() ? waitMs : Math.max(waitMs, LOOK_EVERY_MS),
    )
  }

  #hasWork(): boolean {
    return this.#clockDue() || this.#missing() !== null
  }

  #clockDue(): boolean {
    return this.#parts.clock.monotonicMs() >= this.#clockDueAt
  }

  /** The lane that is most behind, where one is. */
  #missing(): LiveLane | null {
    const { lanes, time } = this.#parts
    const until = time.now() - CLOSE_GRACE_MS - this.#barMs
    const wanting = lanes.filter((lane) => lane.queue.free() > 0 && lane.knownUntil <= until)
    return wanting.toSorted((one, other) => one.knownUntil - other.knownUntil)[0] ?? null
  }

  #look(): void {
    if (this.#asking || this.#stop.signal.aborted) return
    const lane = this.#missing()
    const due = this.#clockDue()
    if (this.#parts.clock.monotonicMs() < this.#notBefore || (!due && lane === null)) {
      this.#plan()
      return
    }
    this.#asking = true
    const before = lane?.knownUntil
    const work = due || lane === null ? this.#measure() : this.#fill(lane)
    void work.then((asked) => {
      this.#asking = false
      if (this.#stop.signal.aborted) return
      this.#settle(asked, !due && lane?.knownUntil === before)
      this.#parts.onChange()
      this.#plan()
    })
  }

  /** @param stuck  the answer told nothing that was not known */
  #settle(asked: Asked | null, stuck: boolean): void {
    const { clock, exchange, log } = this.#parts
    const before = this.#trouble
    const trouble = troubleOf(asked, exchange)
    this.#trouble = trouble
    if (trouble !== null && trouble !== before) log.warn({ trouble }, 'rest_trouble')
    if (trouble === null) this.#backoff.reset()
    const paceMs = stuck ? UNKNOWN_YET_MS : exchange.askEveryMs
    const waitMs = trouble === null ? paceMs : this.#backoff.next()
    this.#notBefore = clock.monotonicMs() + (asked?.kind === 'limited' ? asked.waitMs : waitMs)
  }

  /** Null for an answer that could not be read. */
  async #measure(): Promise<Asked | null> {
    const { exchange, url, clock, time } = this.#parts
    const asked = await ask(exchange.timeUrl(url), clock, this.#stop.signal)
    if (asked.kind !== 'answer') return asked
    const at = exchange.readTime(asked.body)
    if (at === null) return null
    time.take(at, asked)
    this.#clockDueAt = clock.monotonicMs() + CLOCK_EVERY_MS
    return asked
  }

  /** Null for an answer that could not be read. */
  async #fill(lane: LiveLane): Promise<Asked | null> {
    const { exchange, timeframe, clock } = this.#parts
    const from = lane.knownUntil
    const url = exchange.barsUrl(this.#parts.url, { pair: lane.pair, timeframe, from })
    const asked = await ask(url, clock, this.#stop.signal)
    if (asked.kind !== 'answer') return asked
    const rows = exchange.readBars(asked.body)
    if (rows !== null) this.#takeRows(lane, rows)
    else if (exchange.saysUnknownPair(asked.body)) return { kind: 'refused', status: 400, body: asked.body }
    return rows === null ? null : asked
  }

  #takeRows(lane: LiveLane, rows: readonly BarNumbers[]): void {
    const now = this.#parts.time.now()
    let newest = lane.knownUntil
    for (const row of rows) {
      newest = Math.max(newest, row.openAt || 0)
      // The last one is under way, and the stream may have told others meanwhile.
      if (row.openAt + this.#barMs + CLOSE_GRACE_MS > now || row.openAt < lane.knownUntil) continue
      const verdict = lane.takeAsked(row)
      if (verdict === 'taken') this.#filled += 1
      else this.#parts.verdict(verdict)
    }
    const whole = rows.length < this.#parts.exchange.barsPerAnswer && lane.queue.free() > 0
    if (whole) lane.settle(this.#knownBy(newest, now))
  }

  /** Up to where an answer tells everything: to its newest bar, and beyond it what is long over. */
  #knownBy(newest: MarketTimeMs, now: MarketTimeMs): MarketTimeMs {
    const closed = Math.min(newest, openOf(now - CLOSE_GRACE_MS, this.#barMs))
    return Math.max(closed, openOf(now - HOLE_PATIENCE_MS, this.#barMs))
  }
}

function troubleOf(asked: Asked | null, exchange: Exchange): RestTrouble | null {
  if (asked === null || asked.kind === 'failed') return 'rest_unreachable'
  if (asked.kind === 'limited') return 'rest_limited'
  if (asked.kind === 'answer') return null
  return exchange.saysUnknownPair(asked.body) ? 'unknown_symbol' : 'rest_unreachable'
}
