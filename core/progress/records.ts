import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { Day } from '#core/kernel/time.ts'
import type { Engine } from './engine.ts'
import type { PointsAwarded, PointsTotals } from './points-event.ts'
import type { ActivityRecorded, ProgressEvent } from './progress-event.ts'
import type { RecordSet, RecordType, Tally } from './records-event.ts'
import type { Cause, Reward } from './reward.ts'

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

/** A standing record: its value as it was told last, the day it was set on, and the value it beat. */
export interface Best {
  readonly value: number
  readonly day: Day
  readonly previous: number | null
}

/** The records engine's part of a trader. */
export interface RecordsPart {
  readonly tally: Tally | null
  readonly best: Readonly<Partial<Record<RecordType, Best>>>
}

export const NO_RECORDS: RecordsPart = { tally: null, best: {} }

/**
 * Says which records fell.
 *
 * A count of a day becomes a record once a day, when it beats the standing one; how far it went is told when the day is
 * over. In between `valueNow` has it.
 *
 * Rules RECORD-2 to RECORD-8.
 */
export const recordsEngine: Engine = (event, progress, { start }) => {
  const { records } = progress
  if (event.kind === 'points_awarded')
    return lastWordThen(records, ofDayOver(event, records.best), (best) => ofPoints(event, best))
  if (event.kind !== 'activity_recorded' || event.tally === undefined) return []
  const { tally } = event
  const ended = ofTallyOver(event.userId, (start ?? progress).records.tally, tally, records.best)
  return lastWordThen(records, ended, (best) => ofActivity(event, tally, best))
}

/** What is reached today is measured by how far the day before went, which may be told only now. */
function lastWordThen(
  records: RecordsPart,
  ended: readonly RecordSet[],
  reached: (best: Standing) => readonly RecordSet[],
): readonly RecordSet[] {
  return [...ended, ...reached(ended.reduce(followRecords, records).best)]
}

type Standing = RecordsPart['best']

/** How far the points of a day went that is over. Rewards end it as well: they move the totals on to today. */
function ofDayOver({ userId, before, totals }: PointsAwarded, best: Standing): readonly RecordSet[] {
  const { day, dayEarned: value } = before
  if (day === null || day === totals.day) return []
  return dayEnded(best[DAY_POINTS], { userId, type: DAY_POINTS, value, day, setOn: null })
}

function ofPoints({ userId, type, amount, totals }: PointsAwarded, best: Standing): readonly RecordSet[] {
  const { day, dayEarned: value } = totals
  if (type !== 'earned' || amount <= 0 || day === null) return []
  return recordOf(best[DAY_POINTS], { userId, type: DAY_POINTS, value, day, setOn: null })
}

/** How far the other counts of a day went that is over. */
function ofTallyOver(
  userId: UserId,
  before: Tally | null,
  { day }: Tally,
  best: Standing,
): readonly RecordSet[] {
  if (before === null || before.day === day) return []
  const of = { userId, day: before.day, setOn: null }
  return [
    ...dayEnded(best[DAY_DECISIONS], { ...of, type: DAY_DECISIONS, value: before.decisions }),
    ...dayEnded(best[DAY_BLOCKS], { ...of, type: DAY_BLOCKS, value: before.blocks }),
  ]
}

function ofActivity(event: ActivityRecorded, tally: Tally, best: Standing): readonly RecordSet[] {
  const { userId, facts } = event
  return reachedBy(event, tally).flatMap(([type, value]) => {
    const setOn = COUNTS_OF_A_DAY.has(type) ? null : (facts.signalId ?? null)
    return recordOf(best[type], { userId, type, value, day: tally.day, setOn })
  })
}

/** The values an activity reached that may be records. */
function reachedBy(
  { activity, facts }: ActivityRecorded,
  tally: Tally,
): readonly (readonly [RecordType, number])[] {
  if (activity === 'decision_made')
    return [
      [DAY_DECISIONS, tally.decisions],
      ['highest_combo', tally.combo],
    ]
  if (activity === 'outcome_reviewed') return [[DAY_BLOCKS, tally.blocks]]
  if (facts.outcome !== 'WIN') return []
  const { r, heldMinutes: held } = facts
  return [
    ['longest_win_streak', tally.winRun],
    ...(r === undefined ? [] : [['highest_damage_dealt', Math.round(r * R_THOUSANDTHS)] as const]),
    ...(held === undefined
      ? []
      : [['fastest_victory', held] as const, ['longest_survival_time', held] as const]),
  ]
}

const DAY_POINTS = 'most_bits_earned_day' as const
const DAY_DECISIONS = 'most_battles_day' as const
const DAY_BLOCKS = 'most_perfect_blocks' as const
const COUNTS_OF_A_DAY: ReadonlySet<RecordType> = new Set<RecordType>([DAY_POINTS, DAY_DECISIONS, DAY_BLOCKS])
const R_THOUSANDTHS = 1_000

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
function recordOf(standing: Best | undefined, reached: Reached): readonly RecordSet[] {
  const { type, value, day } = reached
  if (value <= 0) return []
  if (standing !== undefined && !beats(type, value, standing.value)) return []
  const ofToday = standing?.day === day
  // Today's count is today's record already.
  if (ofToday && COUNTS_OF_A_DAY.has(type)) return []
  const rewards = standing !== undefined && standing.day < day ? RECORD_REWARDS : []
  return [
    { kind: 'record_set', ...reached, previous: standing?.value ?? null, rewards, cause: causeOf(reached) },
  ]
}

/** The last word on a record that a count of a day set, where it went on after it was told. */
function dayEnded(standing: Best | undefined, reached: Reached): readonly RecordSet[] {
  if (standing === undefined || standing.day !== reached.day || reached.value <= standing.value) return []
  const { previous } = standing
  return [{ kind: 'record_set', ...reached, previous, rewards: [], cause: causeOf(reached) }]
}

function causeOf({ type, day }: Reached): Cause {
  return { engine: 'record', id: `record:${type}:${day}` }
}

function beats(type: RecordType, value: number, standing: number): boolean {
  return RECORD_TABLE.get(type)?.better === 'higher' ? value > standing : value < standing
}

/** The counts that go on while a day lasts. */
export interface Running {
  readonly tally: Tally | null
  readonly totals: Pick<PointsTotals, 'day' | 'dayEarned'>
}

/** The value of a standing record as of now: what was told of it, or how far today's count has gone since. */
export function valueNow(type: RecordType, { value, day }: Best, { tally, totals }: Running): number {
  if (type === DAY_POINTS) return totals.day === day ? Math.max(value, totals.dayEarned) : value
  if (tally === null || tally.day !== day) return value
  if (type === DAY_DECISIONS) return Math.max(value, tally.decisions)
  return type === DAY_BLOCKS ? Math.max(value, tally.blocks) : value
}

/** The part after an event: a copy of what the event states. */
export function followRecords(part: RecordsPart, event: ProgressEvent): RecordsPart {
  switch (event.kind) {
    case 'activity_recorded':
      return event.tally === undefined ? part : { ...part, tally: event.tally }
    case 'tally_moved':
      return { ...part, tally: event.tally }
    case 'record_set': {
      const { type, value, day, previous } = event
      return { ...part, best: { ...part.best, [type]: { value, day, previous } } }
    }
    default:
      return part
  }
}
