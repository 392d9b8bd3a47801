import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn } from '#core/kernel/time.ts'
import type { Engine } from './engine.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'
import type { RecordEvent, RecordSet, RecordType, Tally } from './records-event.ts'
import type { Reward } from './reward.ts'

/** Which way a record goes, what it is counted in, and what it means at this desk. */
export interface RecordTerms {
  readonly better: 'higher' | 'lower'
  readonly unit: 'points' | 'count' | 'market_minutes' | 'r_thousandths'
  readonly meaning: string
}

/** Source: seed HydraX, personal records; the meanings are the desk's and look at how people work. Rule RECORD-1. */
export const RECORD_TABLE: ReadonlyMap<RecordType, RecordTerms> = new Map<RecordType, RecordTerms>([
  [
    'highest_damage_dealt',
    {
      better: 'higher',
      unit: 'r_thousandths',
      meaning: 'Best result of a trade that reached its target, in R',
    },
  ],
  [
    'longest_win_streak',
    { better: 'higher', unit: 'count', meaning: 'Trades closed at their target in a row' },
  ],
  [
    'fastest_victory',
    {
      better: 'lower',
      unit: 'market_minutes',
      meaning: 'Shortest way of a signal you fired on to its target',
    },
  ],
  ['most_bits_earned_day', { better: 'higher', unit: 'points', meaning: 'Points earned in a day' }],
  ['most_battles_day', { better: 'higher', unit: 'count', meaning: 'Briefings decided in a day' }],
  [
    'highest_combo',
    { better: 'higher', unit: 'count', meaning: 'Decisions in a row whose briefing you opened first' },
  ],
  [
    'most_perfect_blocks',
    { better: 'higher', unit: 'count', meaning: 'Passes on signals that ended in a loss, reviewed in a day' },
  ],
  [
    'longest_survival_time',
    {
      better: 'higher',
      unit: 'market_minutes',
      meaning: 'Longest way of a signal you fired on to its target',
    },
  ],
])

/** What a record that beats one of an earlier day pays. */
export const RECORD_REWARDS: readonly Reward[] = [{ kind: 'points', amount: 50 }]

/** A standing record. */
export interface Best {
  readonly value: number
  readonly day: Day
}

/** The records engine's part of a trader. */
export interface RecordsPart {
  readonly tally: Tally | null
  readonly best: Readonly<Partial<Record<RecordType, Best>>>
}

export const NO_RECORDS: RecordsPart = { tally: null, best: {} }

/** Counts what records are made of, and says which of them fell. Rules RECORD-2 to RECORD-6. */
export const recordsEngine: Engine = (event, progress, { now }) => {
  const day = dayIn(progress.zone, now)
  if (event.kind === 'points_awarded') {
    if (event.type !== 'earned' || event.amount <= 0) return []
    const reached = {
      userId: event.userId,
      type: DAY_POINTS,
      value: event.totals.dayEarned,
      day,
      setOn: null,
    }
    return recordOf(progress.records.best[DAY_POINTS] ?? null, reached)
  }
  if (event.kind !== 'activity_recorded') return []
  const counted = countedOf(event, tallyOn(progress.records.tally, day))
  return counted === null ? [] : told(event, progress.records, counted)
}

/** The tally as a day begins: its counts start again, what has held goes on. */
function tallyOn(tally: Tally | null, day: Day): Tally {
  if (tally === null) return { day, decisions: 0, blocks: 0, winRun: 0, combo: 0 }
  return tally.day === day ? tally : { ...tally, day, decisions: 0, blocks: 0 }
}

/** The tally after an event, and the values that may be records. */
interface Counted {
  readonly after: Tally
  readonly reached: readonly (readonly [RecordType, number])[]
}

function countedOf(event: ActivityRecorded, tally: Tally): Counted | null {
  const { activity, facts } = event
  if (activity === 'decision_made') return decided(tally, facts.briefed === true)
  if (activity === 'trade_closed') return closed(event, tally)
  if (activity === 'outcome_reviewed' && facts.decision === 'pass' && facts.outcome === 'LOSS') {
    const after = { ...tally, blocks: tally.blocks + 1 }
    return { after, reached: [['most_perfect_blocks', after.blocks]] }
  }
  return null
}

function decided(tally: Tally, briefed: boolean): Counted {
  const after = { ...tally, decisions: tally.decisions + 1, combo: briefed ? tally.combo + 1 : 0 }
  return {
    after,
    reached: [
      ['most_battles_day', after.decisions],
      ['highest_combo', after.combo],
    ],
  }
}

/** A loss ends the row of wins; a trade that timed out is neither. */
function closed({ facts }: ActivityRecorded, tally: Tally): Counted | null {
  if (facts.outcome === 'LOSS') return { after: { ...tally, winRun: 0 }, reached: [] }
  if (facts.outcome !== 'WIN') return null
  const after = { ...tally, winRun: tally.winRun + 1 }
  const { r, heldMinutes: held } = facts
  return {
    after,
    reached: [
      ['longest_win_streak', after.winRun],
      ...(r === undefined ? [] : [['highest_damage_dealt', Math.round(r * R_THOUSANDTHS)] as const]),
      ...(held === undefined
        ? []
        : [['fastest_victory', held] as const, ['longest_survival_time', held] as const]),
    ],
  }
}

const DAY_POINTS = 'most_bits_earned_day' as const
const R_THOUSANDTHS = 1_000

function told(
  { userId, facts }: ActivityRecorded,
  { best }: RecordsPart,
  { after, reached }: Counted,
): readonly RecordEvent[] {
  const setOn = facts.signalId ?? null
  const records = reached.flatMap(([type, value]) =>
    recordOf(best[type] ?? null, { userId, type, value, day: after.day, setOn }),
  )
  return [{ kind: 'tally_moved', userId, tally: after }, ...records]
}

interface Reached {
  readonly userId: UserId
  readonly type: RecordType
  readonly value: number
  readonly day: Day
  readonly setOn: SignalId | null
}

/**
 * The record a value sets, if it sets one. Equal is no record, and nothing is none.
 *
 * Paid is who beats a record of an earlier day: the first has nobody to beat, and a day's own count would otherwise be
 * paid at each step.
 */
function recordOf(standing: Best | null, reached: Reached): readonly RecordSet[] {
  const { type, value, day } = reached
  if (value <= 0) return []
  if (standing !== null && !beats(type, value, standing.value)) return []
  const cause = { engine: 'record', id: `record:${type}:${day}` } as const
  const rewards = standing !== null && standing.day < day ? RECORD_REWARDS : []
  return [{ kind: 'record_set', ...reached, previous: standing?.value ?? null, rewards, cause }]
}

function beats(type: RecordType, value: number, standing: number): boolean {
  return RECORD_TABLE.get(type)?.better === 'higher' ? value > standing : value < standing
}

/** The part after an event: a copy of what the event states. */
export function followRecords(part: RecordsPart, event: ProgressEvent): RecordsPart {
  switch (event.kind) {
    case 'tally_moved':
      return { ...part, tally: event.tally }
    case 'record_set':
      return { ...part, best: { ...part.best, [event.type]: { value: event.value, day: event.day } } }
    default:
      return part
  }
}
