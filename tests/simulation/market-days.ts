import type { Command } from '#core/command.ts'
import { drawOne } from '#core/kernel/draw.ts'
import type { RunId, SignalId, SymbolName } from '#core/kernel/ids.ts'
import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import { invariant } from '#core/kernel/result.ts'
import { MINUTE_MS } from '#core/kernel/time.ts'
import { ANALYSTS } from '#core/progress/daily-mission-table.ts'
import type { TestDesk } from '#tests/support/desk.ts'
import { BEGINS_AT, minuteOf } from './calendar.ts'

const SYMBOLS = ['EURUSD', 'GBPUSD', 'AUDUSD', 'NZDUSD'].map((name) => name as SymbolName)
/** Bars at the begin of a day, each of which opens a signal on every symbol. */
const ROUNDS = 3
/** Signals a desk lists in a day: half of what the busiest member tier is brought, twice what the smallest is. */
export const SIGNALS_PER_DAY = ROUNDS * SYMBOLS.length
/** People come between these minutes of a UTC day: the market opens its signals before and settles them after. */
export const FIRST_MINUTE = 10
export const LAST_MINUTE = 1_425
const EXPIRES_MINUTE = 1_437
const FILLS_MINUTE = 1_430
const SETTLES_MINUTE = 1_435
const HORIZON_MINUTE = 1_439
const PRICE = 1.1
const STOP = 1.099
const TARGET = 1.1015
const RUN = 'r1' as RunId

/**
 * The market of a simulation: every day twelve signals of the station's own sources in the first minutes, and their
 * outcome in the last. A symbol's three signals of a day end alike, by a draw of equal chances.
 */
export class MarketDays {
  readonly #desk: TestDesk
  readonly #draw: RandomStream
  #barsDone = 0

  constructor(desk: TestDesk, seed: string) {
    this.#desk = desk
    this.#draw = randomStream(`${seed}/market`)
  }

  async begin(): Promise<void> {
    this.#at(BEGINS_AT)
    await this.#insist([
      {
        kind: 'open_run',
        runId: RUN,
        source: 'sim',
        fingerprint: 'sim:economy',
        timeframe: 'm1',
        symbols: SYMBOLS,
        startsAt: BEGINS_AT,
      },
    ])
  }

  /** Lists the signals of a day, in the order of their listing. */
  async open(day: number): Promise<readonly SignalId[]> {
    const listed: SignalId[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const events = await this.#step(day, { minute: round + 1, barIndex: day * (ROUNDS + 1) + round })
      listed.push(...events)
    }
    invariant(listed.length === SIGNALS_PER_DAY, 'every candidate of a day becomes a signal')
    return listed
  }

  /** Fills and settles the signals of a day, and books every trade on them. */
  async close(day: number, signals: readonly SignalId[]): Promise<void> {
    this.#at(minuteOf(day, FILLS_MINUTE))
    await this.#insist(signals.map((signalId) => ({ kind: 'execute_fires', signalId, price: PRICE })))
    await this.#step(day, { minute: SETTLES_MINUTE, barIndex: day * (ROUNDS + 1) + ROUNDS, settles: true })
    for (const signalId of signals) await this.#book(signalId)
  }

  async #book(signalId: SignalId): Promise<void> {
    for (;;) {
      const answer = await this.#desk.execute({ kind: 'settle_trades', signalId })
      invariant(answer.ok, 'a settled signal can be booked')
      if (answer.value.events.length === 0) return
    }
  }

  async #step(day: number, step: Step): Promise<readonly SignalId[]> {
    const at = minuteOf(day, step.minute)
    this.#at(at)
    this.#barsDone += SYMBOLS.length
    const answer = await this.#desk.execute({
      kind: 'advance_market',
      runId: RUN,
      barsDone: this.#barsDone,
      at,
      closes: SYMBOLS.map((symbol) => ({ bar: this.#bar(symbol, at, step), barIndex: step.barIndex })),
      candidates: step.settles === true ? [] : SYMBOLS.map((symbol) => this.#candidate(symbol, day, step)),
      ended: false,
    })
    if (!answer.ok) throw new Error(`the market was refused: ${JSON.stringify(answer.rejection)}`)
    return answer.value.events.flatMap(({ event }) =>
      event.kind === 'signal_opened' ? [event.signal.signalId] : [],
    )
  }

  #bar(symbol: SymbolName, at: number, { settles }: Step) {
    const wins = settles === true && this.#draw.next() < 1 / 2
    const high = wins ? TARGET : PRICE
    const low = settles === true && !wins ? STOP : PRICE
    const times = { openAt: at - MINUTE_MS, closeAt: at }
    return { symbol, ...times, open: PRICE, high, low, close: PRICE, volume: 1, spread: 0 }
  }

  #candidate(symbol: SymbolName, day: number, { minute, barIndex }: Step) {
    return {
      candidate: {
        symbol,
        direction: 'BUY',
        levels: { entry: PRICE, stop: STOP, target: TARGET },
        at: minuteOf(day, minute),
        barIndex,
        atr: PRICE - STOP,
        targetAtr: 1.5,
        stopAtr: 1,
        votes: [{ source: drawOne(this.#draw, ANALYSTS), agreement: 1, claim: 0.7 }],
        regime: { trend: 1, vol: 1 },
      },
      expiresAt: minuteOf(day, EXPIRES_MINUTE),
      horizonAt: minuteOf(day, HORIZON_MINUTE),
    } as const
  }

  #at(at: number): void {
    this.#desk.now = at
    this.#desk.market = { at, speed: 1 }
  }

  async #insist(commands: readonly Command[]): Promise<void> {
    const answers = await Promise.all(commands.map((command) => this.#desk.execute(command)))
    for (const answer of answers)
      if (!answer.ok) throw new Error(`the market was refused: ${JSON.stringify(answer.rejection)}`)
  }
}

interface Step {
  readonly minute: number
  readonly barIndex: number
  readonly settles?: true
}
