import { hash } from 'node:crypto'
import { type Day, dayIn, daysBefore, startOfDay, type TimestampMs } from '#core/kernel/time.ts'
import type { DetailPart } from '#core/stats/stats-event.ts'
import type { Execute } from './station.ts'

const PARTS: readonly DetailPart[] = ['transactions', 'violations']

export interface CleanUpParts {
  readonly execute: Execute
  readonly now: () => TimestampMs
  readonly deskZone: string
  /** Days that lines are kept; 0 keeps them for ever. */
  readonly keepDays: number
}

/** Takes old lines out of their lists, once a day of the desk. */
export interface CleanUp {
  /**
   * Does what is due of today; returns how many lines went. A second call of a day does nothing, also after a restart.
   *
   * Ends early where the station cannot write; the next call goes on from there.
   */
  run(): Promise<number>
}

/**
 * Each step is a command with an id of its own (`clean:transactions:2026-08-31:0`): asked again, it answers as it did.
 *
 * The writer takes one step at a time and other commands between them.
 */
export function openCleanUp({ execute, now, deskZone, keepDays }: CleanUpParts): CleanUp {
  let doneOn: Day | null = null
  return {
    async run() {
      const today = dayIn(deskZone, now())
      if (keepDays === 0 || doneOn === today) return 0
      const day = daysBefore(today, keepDays)
      const due = { day, before: startOfDay(deskZone, day) }
      let lines = 0
      for (const part of PARTS) {
        const dropped = await dropAll(execute, part, due)
        if (dropped === null) return lines
        lines += dropped
      }
      doneOn = today
      return lines
    },
  }
}

/** Steps until nothing is left; null where one could not be written. */
async function dropAll(
  execute: Execute,
  part: DetailPart,
  { day, before }: { readonly day: Day; readonly before: TimestampMs },
): Promise<number | null> {
  let lines = 0
  for (let step = 0; ; step++) {
    const command = { kind: 'drop_details', part, before } as const
    const receipt = {
      owner: 'station',
      key: `clean:${part}:${day}:${step}`,
      inputHash: hash('sha256', JSON.stringify(command), 'hex'),
    }
    const executed = await execute(command, receipt)
    if (!executed.ok) return null
    const told = executed.value.events[0]?.event
    if (told?.kind !== 'details_dropped') return lines
    if (!executed.value.replayed) lines += told.lines
  }
}
