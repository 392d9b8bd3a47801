import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { AdvanceMarket, Command } from '#core/command.ts'
import type { Policy } from '#core/context.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import type { Bar } from '#core/market/bar.ts'
import type { RunSheet } from '#core/sheets.ts'
import type { WaitingFire } from './awaiting.ts'
import type { Feed } from './feed/feed.ts'
import type { Log } from './log.ts'
import type { PlayerClock, Playhead } from './market-clock.ts'
import type { History } from './market-history.ts'
import { type Gathered, Intake } from './market-intake.ts'
import { leadIn } from './market-lead-in.ts'
import { Waits } from './market-waits.ts'
import type { Execute } from './station.ts'

export interface PlayerParts {
  readonly feed: Feed
  readonly run: Pick<RunSheet, 'runId' | 'barsDone' | 'at' | 'ended'>
  readonly execute: Execute
  readonly policy: Policy
  /** Market time at which the next window ends or must be marked; null where none is open. */
  readonly nextDue: () => MarketTimeMs | null
  /** Signals whose fires wait for their first price. */
  readonly awaitingPrice: () => readonly WaitingFire[]
  readonly clock: PlayerClock
  readonly history: History
  readonly playhead: Playhead
  readonly log: Log
}

/** Wall time between two turns of the market at a finite speed. */
export const TICK_MS = 50
/** Wait before what failed is tried again. */
export const RETRY_MS = 250

type Waiting = Map<SignalId, WaitingFire>

/**
 * Plays a feed into the writer.
 *
 * One step at a time: the next is made only after the one before is on disk, so a step that fails is tried again and
 * none is ever skipped. At full speed, and after a late turn, one step holds many bars instead.
 */
export class Player {
  readonly #parts: PlayerParts
  readonly #intake: Intake
  readonly #waits: Waits
  readonly #listeners = new Set<() => void>()
  readonly #done: Promise<void>
  /** Settles when the run stands where it was left; then time flows. */
  readonly ready: Promise<void>
  #paused = false
  #ended = false
  #started = false
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(parts: PlayerParts) {
    this.#parts = parts
    this.#intake = new Intake(parts)
    this.#waits = new Waits(parts.clock)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.ready = promise
    this.#done = this.#play(resolve)
  }

  get paused(): boolean {
    return this.#paused
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Whether the history up to the run's position is there. */
  get started(): boolean {
    return this.#started
  }

  pause(): void {
    this.#paused = true
    this.#parts.playhead.run(false)
    this.#waits.wake()
  }

  resume(): void {
    this.#paused = false
    this.#flow()
    this.#waits.wake()
  }

  /** Something outside changed what is to be done next. */
  wake(): void {
    this.#waits.wake()
  }

  onTick(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Finishes the command under way, plays no other, and closes the feed. */
  async stop(): Promise<void> {
    this.#waits.stop()
    this.#parts.playhead.run(false)
    await this.#done
    await this.#parts.feed.close()
  }

  async #play(ready: () => void): Promise<void> {
    const { playhead, log } = this.#parts
    try {
      await this.#begin()
      ready()
      while (!this.#waits.stopped) await this.#turn()
    } catch (failure) {
      // A promise of our own broke. The market stands; what is recorded stays readable and can be decided on.
      playhead.run(false)
      log.error({ err: failure }, 'market_failed')
    } finally {
      ready()
    }
  }

  /** Brings sources and picture to where the run was left, without telling anybody. */
  async #begin(): Promise<void> {
    const { feed, run, playhead, history } = this.#parts
    const stopped = (): boolean => this.#waits.stopped
    const closedAt = await this.#intake.fastForward(run.barsDone, history.add, stopped)
    if (stopped()) return
    playhead.reach(Math.max(closedAt ?? feed.startsAt, run.at), this.#next())
    if (feed.ended()) {
      if (!run.ended) await this.#commit({ ...this.#moved(playhead.at), ended: true })
      this.#end(playhead.at)
    }
    const leading = leadIn(feed, history)
    while (!this.#standing() && leading()) await this.#playStep(Number.POSITIVE_INFINITY, new Map())
    this.#started = true
    this.#flow()
  }

  async #turn(): Promise<void> {
    const { playhead } = this.#parts
    if (this.#standing()) return this.#waits.sleep(null)
    if (playhead.speed === 'max') await turnOfTheLoop()
    else await this.#waits.sleep(TICK_MS)
    if (this.#standing()) return
    // Asked before anything is waited for: who fires later gets the price of a later turn.
    const waiting = new Map(this.#parts.awaitingPrice().map((fire) => [fire.signalId, fire]))
    const target = playhead.target()
    if (target === Number.POSITIVE_INFINITY) await this.#playStep(target, waiting)
    else await this.#playTo(target, waiting)
    if (this.#waits.stopped) return
    await this.#playDue()
    playhead.reach(playhead.at, this.#next())
    this.#tell()
  }

  /** Plays everything that closes up to the target; then the market stands there. */
  async #playTo(target: MarketTimeMs, waiting: Waiting): Promise<void> {
    const { feed, playhead } = this.#parts
    let end = target
    for (;;) {
      const { closes, target: moved } = await this.#playStep(end, waiting)
      end = moved
      if (this.#standing()) return
      if (closes.length === 0) break
    }
    playhead.reach(end, this.#next())
    await this.#fill(waiting, (symbol) => feed.formingAt(symbol, playhead.at))
  }

  /** Plays one step. Its bars may end before the target; then there are more to play, or the feed has ended. */
  async #playStep(target: MarketTimeMs, waiting: Waiting): Promise<Gathered> {
    const { feed, playhead } = this.#parts
    if (feed.nextCloseAt() === null && !feed.ended()) await this.#refill()
    const gathered = this.#intake.gather({ at: playhead.at, target, speed: playhead.speed })
    if (gathered.closes.length > 0) await this.#record(gathered, waiting)
    return gathered
  }

  /** Records bars that closed. Fires that waited get the first close after them, before it can end their signal. */
  async #record({ closes, candidates, closedAt, at }: Gathered, waiting: Waiting): Promise<void> {
    const { feed, history, playhead } = this.#parts
    const firstOf = new Map<SymbolName, Bar>()
    for (const { bar } of closes) if (!firstOf.has(bar.symbol)) firstOf.set(bar.symbol, bar)
    await this.#fill(waiting, (symbol) => firstOf.get(symbol) ?? null)
    const ended = feed.ended()
    const recorded = await this.#commit({ ...this.#moved(closedAt), closes, candidates, ended })
    if (!recorded) return
    for (const { bar } of closes) history.add(bar)
    if (ended) this.#end(closedAt)
    else playhead.reach(at, this.#next())
  }

  /** Tells the writer that the clock went past something that was due between two closes. */
  async #playDue(): Promise<void> {
    const { nextDue, playhead } = this.#parts
    const due = nextDue()
    if (due !== null && due <= playhead.at && !this.#ended) await this.#commit(this.#moved(playhead.at))
  }

  /** Fills fires at the ask for BUY and the bid for SELL, where the symbol has a price. */
  async #fill(waiting: Waiting, barOf: (symbol: SymbolName) => Bar | null): Promise<void> {
    const commits: Promise<boolean>[] = []
    for (const { signalId, symbol, direction } of waiting.values()) {
      const bar = barOf(symbol)
      if (bar === null) continue
      waiting.delete(signalId)
      const price = direction === 'BUY' ? bar.close + bar.spread : bar.close
      commits.push(this.#commit({ kind: 'execute_fires', signalId, price }))
    }
    await Promise.all(commits)
  }

  /** A step without bars: the clock went on to `at`. */
  #moved(at: MarketTimeMs): AdvanceMarket {
    return {
      kind: 'advance_market',
      runId: this.#parts.run.runId,
      barsDone: this.#intake.barsDone,
      at: Math.floor(at),
      closes: [],
      candidates: [],
      ended: false,
    }
  }

  /** Repeats a command until the disk has it. False when the market was stopped before. */
  async #commit(command: Command): Promise<boolean> {
    const { execute, log } = this.#parts
    for (let attempt = 1; ; attempt++) {
      const answer = await execute(command)
      if (answer.ok) return true
      const { code } = answer.rejection
      if (!STORAGE_FAILURES.has(code)) {
        // Taken before, or the signal waits no longer: nothing to do.
        log.debug({ command: command.kind, code }, 'market_step_refused')
        return true
      }
      if (attempt === 1) log.error({ command: command.kind, code }, 'market_waits_for_disk')
      await this.#waits.rest(RETRY_MS)
      if (this.#waits.stopped) return false
    }
  }

  async #refill(): Promise<void> {
    const { feed, log } = this.#parts
    for (let attempt = 1; !this.#waits.stopped; attempt++) {
      try {
        await feed.refill()
        return
      } catch (failure) {
        if (attempt === 1) log.error({ err: failure }, 'feed_failed')
        await this.#waits.rest(RETRY_MS)
      }
    }
  }

  /** The next market time that must be recorded before the clock may say it. */
  #next(): MarketTimeMs | null {
    const { feed, nextDue, playhead } = this.#parts
    const closeAt = feed.nextCloseAt()
    if (closeAt === null) return null
    const due = nextDue()
    return due !== null && due > playhead.at ? Math.min(closeAt, due) : closeAt
  }

  #end(at: MarketTimeMs): void {
    this.#ended = true
    this.#parts.playhead.run(false)
    this.#parts.playhead.reach(at, null)
  }

  #standing(): boolean {
    return this.#paused || this.#ended || this.#waits.stopped
  }

  #flow(): void {
    this.#parts.playhead.run(this.#started && !this.#standing())
  }

  #tell(): void {
    const now = this.#parts.clock.monotonicMs()
    if (now - this.#toldAt < TICK_MS && !this.#ended) return
    this.#toldAt = now
    for (const listener of this.#listeners) listener()
  }
}

const STORAGE_FAILURES: ReadonlySet<string> = new Set(['storage_full', 'internal', 'not_ready', 'overloaded'])
