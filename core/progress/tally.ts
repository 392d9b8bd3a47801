import type { Day } from '#core/kernel/time.ts'
import type { Deed } from './deed.ts'
import type { Tally } from './records-event.ts'

/** The tally after a deed of `day`; null where the deed is none of what it counts. Rules RECORD-5 and RECORD-6. */
export function tallyAfter(
  { activity, facts }: Pick<Deed, 'activity' | 'facts'>,
  before: Tally | null,
  day: Day,
): Tally | null {
  const tally = tallyOn(before, day)
  if (activity === 'decision_made')
    return { ...tally, decisions: tally.decisions + 1, combo: facts.briefed === true ? tally.combo + 1 : 0 }
  if (activity === 'outcome_reviewed')
    return facts.decision === 'pass' && facts.outcome === 'LOSS'
      ? { ...tally, blocks: tally.blocks + 1 }
      : null
  if (activity !== 'trade_closed') return null
  // A loss ends the row of wins; a trade that timed out is neither.
  if (facts.outcome === 'LOSS') return { ...tally, winRun: 0 }
  return facts.outcome === 'WIN' ? { ...tally, winRun: tally.winRun + 1 } : null
}

/** The tally as a day begins: its counts start again, what has held goes on. A day before the newest begins none. */
function tallyOn(tally: Tally | null, day: Day): Tally {
  if (tally === null) return { day, decisions: 0, blocks: 0, winRun: 0, combo: 0 }
  return tally.day >= day ? tally : { ...tally, day, decisions: 0, blocks: 0 }
}
