import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { AdvanceMarket, Command, ExecuteFires } from '#core/command.ts'
import { DEFAULT_POLICY, type Speed } from '#core/context.ts'
import type { RunId, SignalId, SymbolName } from '#core/kernel/ids.ts'
import { type Bar, TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import type { RunSheet } from '#core/sheets.ts'
import type { WaitingFire } from '#station/awaiting.ts'
import { openBarQueue } from '#station/feed/bar-queue.ts'
import type { Feed } from '#station/feed/feed.ts'
import { type Lane, mergeLanes } from '#station/feed/merged-feed.ts'
import { type PlayingMarket, startMarket } from '#station/market.ts'
import type { PlayerClock } from '#station/market-clock.ts'
import type { Execute, StorageFailure } from '#station/station.ts'
import { MONDAY, testLog } from './support.ts'

export const EURUSD = 'EURUSD' as SymbolName
export const GBPUSD = 'GBPUSD' as SymbolName

/** Monotonic time that goes on only when a test says so. */
export class HandClock implements PlayerClock {
  #now = 0
  readonly #timers = new Map<object, { readonly at: number; readonly callback: () => void }>()

  readonly monotonicMs = (): number => this.#now

  readonly setTimer = (callback: () => void, ms: number): (() => void) => {
    const key = {}
    this.#timers.set(key, { at: this.#now + ms, callback })
    return () => this.#timers.delete(key)
  }

  /** Lets so much time pass at once, rings what is due, and waits until the market has nothing to do. */
  async advance(ms: number): Promise<void> {
    this.ring(ms)
    await this.idle()
  }

  /** Whether somebody waits for time. */
  get waiting(): boolean {
    return this.#timers.size > 0
  }

  /** Lets so much time pass at once and rings what is due. */
  ring(ms: number): void {
    this.#now += ms
    for (const [key, { at, callback }] of [...this.#timers]) {
      if (at > this.#now) continue
      this.#timers.delete(key)
      callback()
    }
  }

  /** Time passes evenly, in turns as long as the market's own. */
  async play(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 50) await this.advance(Math.min(50, ms - passed))
  }

  /** Until somebody waits for time again, or nobody will. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 20 && this.#timers.size === 0; turn++) await turnOfTheLoop()
  }
}

/** A bar around a price; it rises by half its way up. */
export function barOf(symbol: SymbolName, openAt: number, over: Partial<Bar> = {}): Bar {
  const bar = { symbol, openAt, open: 100, high: 104, low: 98, close: 102, volume: 5, spread: 0.5 }
  return { ...bar, closeAt: openAt + TIMEFRAMES.h1, ...over }
}

/** Hourly bars of a symbol that open so many hours after Monday. */
export function barsAt(hours: readonly number[], symbol = EURUSD): Bar[] {
  return hours.map((hour) => barOf(symbol, MONDAY + hour * TIMEFRAMES.h1))
}

/** A real feed of these bars, one lane for each symbol; their length is given for all, or for each. */
export function feedOf(
  bars: readonly Bar[],
  timeframe: Timeframe | Readonly<Record<string, Timeframe>> = 'h1',
  startsAt?: number,
): Feed {
  const symbols = [...new Set(bars.map(({ symbol }) => symbol))]
  return mergeLanes({
    source: 'replay',
    fingerprint: 'stage',
    startsAt: startsAt ?? Math.min(...bars.map(({ openAt }) => openAt)),
    lanes: symbols.map((symbol) =>
      laneOf(
        bars.filter((bar) => bar.symbol === symbol),
        typeof timeframe === 'string' ? timeframe : timeframe[symbol]!,
      ),
    ),
    lookaheadBars: 32,
  })
}

/** Hands its bars to the queue 64 at a time, so that feeds on stage run dry too. */
function laneOf(bars: readonly Bar[], timeframe: Timeframe): Lane {
  const queue = openBarQueue(bars[0]!.symbol, TIMEFRAMES[timeframe], 128)
  let next = 0
  return {
    timeframe,
    queue,
    exhausted: () => next === bars.length,
    fill() {
      for (const { openAt, open, high, low, close, volume, spread } of bars.slice(next, next + 64)) {
        queue.push(Float64Array.of(openAt, open, high, low, close, volume, spread))
        next += 1
      }
    },
    badRows: () => ({ text: 0, nan: 0, range: 0, order: 0 }),
    close: async () => undefined,
  }
}

export interface StageOptions {
  readonly feed: Feed
  readonly speed: Speed
  readonly run?: Partial<RunSheet>
}

/** A market that plays into a notebook instead of a database. */
export interface Stage {
  readonly market: PlayingMarket
  readonly clock: HandClock
  readonly commands: Command[]
  readonly steps: () => AdvanceMarket[]
  readonly fills: () => ExecuteFires[]
  /** Answers of the commands to come; after them everything succeeds. */
  readonly failures: StorageFailure['code'][]
  /** Set: answers wait until it is released. */
  hold: Promise<void> | null
  due: number | null
  /** Signals whose windows are open. */
  windows: SignalId[]
  waiting: WaitingFire[]
}

export async function openStage(
  { feed, speed, run = {} }: StageOptions,
  clock = new HandClock(),
): Promise<Stage> {
  const commands: Command[] = []
  const failures: StorageFailure['code'][] = []
  const execute: Execute = async (command) => {
    commands.push(command)
    await stage.hold
    const code = failures.shift()
    if (code !== undefined) return { ok: false, rejection: { code } }
    if (command.kind === 'advance_market' && stage.due !== null && stage.due <= command.at) stage.due = null
    return { ok: true, value: { events: [], replayed: false } }
  }
  const market = startMarket({
    feed,
    run: { runId: 'r1' as RunId, barsDone: 0, at: feed.startsAt, ended: false, ...run },
    execute,
    policy: DEFAULT_POLICY,
    speed,
    nextDue: () => stage.due,
    openWindows: () => stage.windows,
    awaitingPrice: () => stage.waiting,
    clock,
    log: testLog().log,
  })
  const stage: Stage = {
    market,
    clock,
    commands,
    failures,
    steps: () => commands.filter((command) => command.kind === 'advance_market'),
    fills: () => commands.filter((command) => command.kind === 'execute_fires'),
    hold: null,
    due: null,
    windows: [],
    waiting: [],
  }
  onTestFinished(() => market.stop())
  await market.ready
  await clock.idle()
  return stage
}
