import type { Command } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import { drawOne } from '#core/kernel/draw.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import { HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Execute } from '../station.ts'
import { castOf, friendsOf, type Trader } from './demo-cast.ts'
import type { DemoClock, Insist } from './demo-clock.ts'
import { collect, type Found, visit } from './demo-visits.ts'

export interface DemoPeopleParts {
  readonly seed: string
  readonly clock: DemoClock
  readonly execute: Execute
  readonly insist: Insist
}

/** What a demo's people find whenever they come. */
export interface Sight {
  readonly open: () => readonly SignalId[]
  readonly settled: (signalId: SignalId) => boolean
}

/** The people of a demo: they come at their hours, decide, look again at what was, and collect. */
export class DemoPeople {
  readonly #parts: DemoPeopleParts
  readonly #cast: readonly Trader[]
  readonly #byId: ReadonlyMap<string, Trader>
  #today: ReadonlySet<Trader> = new Set()

  constructor(parts: DemoPeopleParts) {
    this.#parts = parts
    this.#cast = castOf(parts.seed)
    this.#byId = new Map(this.#cast.map((trader) => [trader.userId, trader]))
  }

  get cast(): readonly Trader[] {
    return this.#cast
  }

  /** Takes everybody in and makes friends of neighbours. */
  async enrol(): Promise<void> {
    const { insist } = this.#parts
    await insist(
      ...this.#cast.map(
        ({ userId, name, zone, memberTier }): Command => ({
          kind: 'add_user',
          userId,
          name,
          zone,
          memberTier,
        }),
      ),
    )
    const pairs = friendsOf(this.#cast)
    await insist(...pairs.map(([userId, friendId]): Command => ({ kind: 'ask_friend', userId, friendId })))
    // Who is asked asks in return: that is the answer.
    await insist(...pairs.map(([friendId, userId]): Command => ({ kind: 'ask_friend', userId, friendId })))
  }

  /** Who comes at an hour of the day; at midnight it is drawn who comes that day. */
  dueAt(at: TimestampMs): readonly Trader[] {
    const hour = (at / HOUR_MS) % 24
    if (hour === 0) this.#today = new Set(this.#cast.filter(({ draw, habits }) => draw.next() < habits.comes))
    return this.#cast.filter((trader) => this.#today.has(trader) && trader.hours.includes(hour))
  }

  /**
   * Lets some come at the same hour and do what they do.
   *
   * @param stepMs  from one step of a visit to the next
   */
  async come(traders: readonly Trader[], sight: Sight, stepMs: number): Promise<void> {
    const { clock } = this.#parts
    const at = clock.now()
    const day = new Date(at).toISOString().slice(0, 10)
    const hour = Math.floor(at / HOUR_MS) % 24
    const open = sight.open()
    const visits = traders.map((trader) => {
      const found: Found = { day, first: trader.hours[0] === hour, open, settled: sight.settled }
      return visit(trader, found, this.#friendOf(trader))
    })
    const rounds = Math.max(0, ...visits.map((steps) => steps.length))
    for (let round = 0; round < rounds; round++) {
      clock.turn(at + round * stepMs)
      await this.#give(visits.flatMap((steps) => steps[round] ?? []))
    }
    await this.#give(traders.flatMap(collect))
  }

  /** What the rules of the desk refuse now and then (a plan too soon after another, a window just over) is left. */
  async #give(commands: readonly Command[]): Promise<void> {
    await Promise.all(commands.map((command) => this.#parts.execute(command)))
  }

  follow(event: DomainEvent): void {
    if (event.kind === 'mission_progressed' && event.completed)
      this.#byId.get(event.userId)?.missions.add(event.missionId)
    if (event.kind === 'mission_claimed') this.#byId.get(event.userId)?.missions.delete(event.missionId)
    if (event.kind === 'box_granted') this.#byId.get(event.userId)?.boxes.add(event.boxNo)
  }

  #friendOf({ userId, draw }: Trader) {
    const friends = friendsOf(this.#cast).flatMap(([one, other]) =>
      one === userId ? [other] : other === userId ? [one] : [],
    )
    return drawOne(draw, friends)
  }
}
