import type { Command } from '#core/command.ts'
import type { MarketClock } from '#core/context.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Execute, Executed } from '../station.ts'

/** Both clocks of a demo in the making, turned together: its market runs at the speed of the day. */
export class DemoClock {
  #at: number

  constructor(at: number) {
    this.#at = at
  }

  turn(at: number): void {
    this.#at = at
  }

  readonly now = (): TimestampMs => this.#at
  readonly market = (): MarketClock => ({ at: this.#at, speed: 1 })
}

/** Gives commands that cannot be refused. */
export type Insist = (...commands: readonly Command[]) => Promise<readonly Executed[]>

/** A refusal is a mistake of the demo's own. */
export function insistOn(execute: Execute): Insist {
  return async (...commands) => {
    const answers = await Promise.all(commands.map((command) => execute(command)))
    return answers.map((answer, at) => {
      if (!answer.ok)
        throw new Error(`the demo's ${commands[at]?.kind} was refused: ${answer.rejection.code}`)
      return answer.value
    })
  }
}
