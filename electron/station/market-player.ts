import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { AdvanceMarket, Command } from '#core/command.ts'
import type { Speed } from '#core/context.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { Durations } from './durations.ts'
import { usable } from './market-clock.ts'
import { fillFires, firstOf, type Waiting } from './market-fills.ts'
import { type Gathered, Intake } from './market-intake.ts'
import { leadIn } from './market-lead-in.ts'
import { AskedSpeeds } from './market-pace.ts'
import type { PlayerParts } from './market-parts.ts'
import { Retries } from './market-retry.ts'
import { Ticks } from './market-ticks.ts'
import { Waits } from './market-waits.ts'
import { keepWindows } from './market-windows.ts'

/** Wall time between two turns of the market at a finite speed. */
export const TICK_MS = 50

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
  readonly #retries: Retries
  readonly #asked = new AskedSpeeds()
  readonly #ticks: Ticks
  readonly #done: Promise<void>
  /** From taking the bars of a step to the commit of the signals that came of them; the lead-in is nobody's wait. */
  readonly fusionMs = new Durations()
  /** Settles when the run stands where it was left; then time flows. */
  readonly ready: Promise<void>
  #paused = false
  #ended = false
  #started = false
  #failed = false
  #over = false

  constructor(parts: PlayerParts) {
    this.#parts = parts
    this.#intake = new Intake(parts)
    this.#waits = new Waits(parts.clock)
    this.#ticks = new Ticks(parts.clock, TICK_MS)
    // Who asked for another speed hears that it is not set yet instead of waiting for the disk.
    this.#retries = new Retries({ ...parts, waits: this.#waits, onDelay: () => this.#asked.answer() })
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

  /** See `Market.failed`. */
  get failed(): boolean {
    return this.#failed
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

  /**
   * Changes the speed, once every window that the change would cut short has what it is owed; until then time stands.
   *
   * Settles when the speed is set, or with the first sign that the disk keeps it waiting.
   */
  setSpeed(speed: Speed): Promise<void> {
    const { playhead } = this.#parts
    if (this.#over) {
      playhead.release(speed)
      return Promise.resolve()
    }
    const set = this.#asked.ask(usable(speed))
    playhead.hold()
    this.#waits.wake()
    return set
  }

  onTick(listener: () => void): () => void {
    return this.#ticks.add(listener)
  }

  /** Finishes the command under way, plays no other, and closes the feed. */
  async stop(): Promise<void> {
    this.#waits.stop()
    this.#parts.playhead.run(false)
    this.#parts.feed.live?.abandon()
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
      this.#failed = true
      playhead.run(false)
      log.error({ err: failure }, 'market_failed')
    } finally {
      this.#over = true
      this.#asked.answer()
      ready()
    }
  }

  /** Brings sources and picture to where the run was left, without telling anybody. */
  async #begin(): Promise<void> {
    const { feed, run, playhead, history } = this.#parts
    const stopped = (): boolean => this.#waits.stopped
    if (feed.live) this.#intake.goOnAfter(run.barsDone)
    const ready = (): Promise<void> => this.#retries.ready()
    const closedAt = await this.#intake.fastForward(run.barsDone, history.add, ready, stopped)
    if (stopped()) return
    playhead.reach(Math.max(closedAt ?? feed.startsAt, run.at), this.#next())
    if (feed.ended()) {
      if (!run.ended) await this.#commit({ ...this.#moved(playhead.at), ended: true })
      this.#end(playhead.at)
    }
    const leading = leadIn(feed, history)
    while (!this.#standing() && leading()) await this.#playStep(Number.POSITIVE_INFINITY, new Map())
    // Before this moment nobody could fire: what is open is owed all of its time. The world owes nobody anything.
    if (!feed.live) await this.#keepWindows(null, playhead.speed)
    this.#started = true
    this.#flow()
  }

  async #turn(): Promise<void> {
    const { playhead } = this.#parts
    // Again where somebody asked meanwhile: a wake-up before the sleep is lost.
    while (this.#asked.waiting && !this.#waits.stopped) await this.#changeSpeed()
    if (this.#standing()) return this.#waits.sleep(null)
    if (playhead.speed === 'max') await turnOfTheLoop()
    else await this.#waits.sleep(TICK_MS)
    if (this.#standing() || this.#asked.waiting) return
    // Asked before anything is waited for: who fires later gets the price of a later turn.
    const waiting = new Map(this.#parts.awaitingPrice().map((fire) => [fire.signalId, fire]))
    const target = this.#target()
    if (target === Number.POSITIVE_INFINITY) await this.#playStep(target, waiting)
    else await this.#playTo(target, waiting)
    if (this.#waits.stopped) return
    await this.#playDue()
    playhead.reach(playhead.at, this.#next())
    this.#ticks.tell(this.#ended)
  }

  /** Where the market stands now: by its own clock, or by that of the exchange it follows. */
  #target(): MarketTimeMs {
    const { feed, playhead } = this.#parts
    if (!feed.live) return playhead.target()
    this.#flow()
    return Math.max(playhead.at, feed.live.reachable())
  }

  async #changeSpeed(): Promise<void> {
    const { playhead } = this.#parts
    for (let speed = this.#asked.take(); speed !== null; speed = this.#asked.take()) {
      await this.#keepWindows(playhead.speed, speed)
      if (this.#waits.stopped) return
      playhead.release(speed)
    }
    this.#asked.answer()
  }

  /** Gives open windows what they are owed when market time goes on at another speed, or from another place. */
  async #keepWindows(before: Speed | null, after: Speed, hole = 0): Promise<void> {
    const { playhead, openWindows, policy } = this.#parts
    if (after === 'max' || this.#ended || this.#waits.stopped) return
    const { at } = playhead
    await keepWindows(
      { at, landsAt: at + hole, before, after },
      { openWindows, policy, commit: this.#commit },
    )
  }

  /** Plays everything that closes up to the target; then the market stands there. */
  async #playTo(target: MarketTimeMs, waiting: Waiting): Promise<void> {
    const { feed, playhead } = this.#parts
    let end = target
    for (;;) {
      end += await this.#jump()
      const { closes } = await this.#playStep(end, waiting)
      if (this.#standing()) return
      if (closes.length === 0) break
    }
    playhead.reach(end, this.#next())
    // A price that is not of this moment fills nobody: the next close will, or the next price.
    if (feed.live?.fresh() === false) return
    await fillFires(waiting, (symbol) => feed.formingAt(symbol, playhead.at), this.#commit)
  }

  /** Goes over a hole, where the market stands before one, in no wall time; tells how long it was. */
  async #jump(): Promise<number> {
    const { feed, playhead } = this.#parts
    await this.#retries.ready()
    const hole = feed.holeAfter(playhead.at)
    if (hole === 0) return 0
    await this.#keepWindows(playhead.speed, playhead.speed, hole)
    playhead.reach(playhead.at + hole, this.#next())
    return hole
  }

  /** Plays one step. Its bars may end before the target; then there are more to play, or the feed has ended. */
  async #playStep(target: MarketTimeMs, waiting: Waiting): Promise<Gathered> {
    await this.#retries.ready()
    const began = performance.now()
    const gathered = this.#intake.gather({ target, speed: this.#parts.playhead.speed })
    if (gathered.closes.length > 0) await this.#record(gathered, waiting)
    if (this.#started && gathered.candidates.length > 0) this.fusionMs.add(performance.now() - began)
    return gathered
  }

  /** Records bars that closed. Fires that waited get the first close after them, before it can end their signal. */
  async #record({ closes, candidates, spaced, closedAt }: Gathered, waiting: Waiting): Promise<void> {
    const { feed, history, playhead } = this.#parts
    await fillFires(waiting, firstOf(closes), this.#commit)
    const ended = feed.ended()
    const recorded = await this.#commit({ ...this.#moved(closedAt), closes, candidates, spaced, ended })
    if (!recorded) return
    for (const { bar } of closes) history.add(bar)
    if (ended) this.#end(closedAt)
    else playhead.reach(closedAt, this.#next())
  }

  /** Tells the writer that the clock went past something that was due between two closes. */
  async #playDue(): Promise<void> {
    const { nextDue, playhead } = this.#parts
    const due = nextDue()
    if (due !== null && due <= playhead.at && !this.#ended) await this.#commit(this.#moved(playhead.at))
  }

  /** A step without bars: the clock went on to `at`. */
  #moved(at: MarketTimeMs): AdvanceMarket {
    return this.#intake.stepTo(this.#parts.run.runId, at)
  }

  readonly #commit = (command: Command): Promise<boolean> => this.#retries.commit(command)

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
    return this.#paused || this.#ended || this.#failed || this.#waits.stopped
  }

  #flow(): void {
    const { feed, playhead } = this.#parts
    // Where the world is not heard its time is not told either.
    const heard = feed.live?.fresh() ?? true
    playhead.run(this.#started && !this.#standing() && heard)
  }
}
