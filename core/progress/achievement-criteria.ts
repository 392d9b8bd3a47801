import { roundTo } from '#core/kernel/amount.ts'
import { accept, type Result, reject, unreachable } from '#core/kernel/result.ts'
import { STAT_KEYS, type StatKey, statKnown } from './achievement-stats.ts'

export const CRITERION_OPS = ['>=', '<=', '==', '>', '<'] as const
export type CriterionOp = (typeof CRITERION_OPS)[number]

/** Criteria of one achievement. */
export const CRITERIA_MAX = 10
/** Far above any count; a larger number is a mistake. */
export const CRITERION_VALUE_MAX = 1e12

/** One thing an achievement asks for. */
export interface Criterion {
  readonly stat: StatKey
  readonly op: CriterionOp
  /** Whole, 1 to `CRITERION_VALUE_MAX`: stats are whole numbers. */
  readonly value: number
}

/** What is wrong with one field of a definition. */
export interface FieldTrouble {
  readonly path: string
  readonly message: string
}

/** How far a trader is with one criterion. */
export interface CriterionStatus {
  readonly stat: StatKey
  readonly op: CriterionOp
  /** Null where the trader has no such value yet. */
  readonly current: number | null
  readonly required: number
  readonly met: boolean
  /** 0 to 100, two decimals; 100 only where it is met. */
  readonly progressPct: number
  /** How far the value has to move; 0 where it is met, the whole requirement where there is no value. */
  readonly remaining: number
}

type Parsed = Result<readonly Criterion[], readonly FieldTrouble[]>

/**
 * Criteria as operators write them: `{"decisions_made": 50}` asks for at least 50, `{"weekly_rank_best": {"op": "<=",
 * "value": 10}}` compares as it says. Every key has to hold.
 *
 * Refuses everything else by field: no object or an empty one, unknown keys and operators, booleans, text, what is not
 * finite, whole and positive, and more than `CRITERIA_MAX`.
 *
 * Rule ACHV-1. Source: seed Diana 3.2, both forms.
 */
export function parseCriteria(raw: unknown): Parsed {
  if (!isObject(raw)) return wrong('an object of stat names')
  const entries = Object.entries(raw)
  if (entries.length === 0) return wrong('at least one stat')
  if (entries.length > CRITERIA_MAX) return wrong(`at most ${CRITERIA_MAX} stats`)
  const criteria: Criterion[] = []
  const troubles: FieldTrouble[] = []
  for (const [key, given] of entries) {
    const read = statKnown(key) ? readCriterion(key, given) : `no stat of that name: ${STAT_KEYS.join(', ')}`
    if (typeof read === 'string') troubles.push({ path: `criteria.${key.slice(0, 64)}`, message: read })
    else criteria.push(read)
  }
  return troubles.length > 0 ? reject(troubles) : accept(criteria)
}

/** Criteria as they are written: the short form where it says the same. */
export function writeCriteria(
  criteria: readonly Criterion[],
): Readonly<Record<string, number | { readonly op: CriterionOp; readonly value: number }>> {
  return Object.fromEntries(
    criteria.map(({ stat, op, value }) => [stat, op === '>=' ? value : { op, value }]),
  )
}

function wrong(message: string): Parsed {
  return reject([{ path: 'criteria', message }])
}

function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}

/** The criterion, or what is wrong with it. */
function readCriterion(stat: StatKey, given: unknown): Criterion | string {
  if (!isObject(given)) return isValue(given) ? { stat, op: '>=', value: given } : VALUE_WANTED
  const { op, value, ...more } = given
  if (Object.keys(more).length > 0) return 'a number, or an object of op and value alone'
  const known = CRITERION_OPS.find((one) => one === op)
  if (known === undefined) return `op is one of ${CRITERION_OPS.join(' ')}`
  return isValue(value) ? { stat, op: known, value } : VALUE_WANTED
}

const VALUE_WANTED = `a whole number, 1 to ${CRITERION_VALUE_MAX}`
function isValue(given: unknown): given is number {
  return typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= CRITERION_VALUE_MAX
}

/** Whether a value holds for a criterion, or for a further multiple of it; a value that is not there holds for nothing. */
export function criterionMet({ op, value }: Criterion, current: number | null, multiple = 1): boolean {
  if (current === null) return false
  const required = multiple * value
  switch (op) {
    case '>=':
      return current >= required
    case '<=':
      return current <= required
    case '==':
      return current === required
    case '>':
      return current > required
    case '<':
      return current < required
    default:
      return unreachable(op)
  }
}

const PERCENT = 100
const PERCENT_DECIMALS = 2
/** What two decimals show of almost everything: only what is met is whole. */
const UNMET_PCT_MAX = 99.99

/**
 * How far a value is on its way: 100 where the criterion holds, else its share of what is wanted.
 *
 * Stats are whole numbers, so "more than 5" wants 6. Where little is wanted (`<=`, `<`) it is the share of the limit in
 * the value. What was passed by (`==`) is at 0.
 *
 * @param from  what earlier unlocks have used up; counted from there
 */
export function statusOf(criterion: Criterion, current: number | null, from = 0): CriterionStatus {
  const { stat, op, value } = criterion
  const required = from + value
  const met = criterionMet({ ...criterion, value: required }, current)
  const common = { stat, op, current, required, met }
  if (met) return { ...common, progressPct: PERCENT, remaining: 0 }
  if (current === null) return { ...common, progressPct: 0, remaining: required }
  const wanted = wantedOf(op, required)
  const share = shareOf(op, Math.max(0, current - from), wanted - from)
  const progressPct = Math.min(UNMET_PCT_MAX, roundTo(PERCENT * share, PERCENT_DECIMALS))
  return { ...common, progressPct, remaining: Math.abs(wanted - current) }
}

/** The nearest whole number that holds. */
function wantedOf(op: CriterionOp, required: number): number {
  if (op === '>') return required + 1
  return op === '<' ? required - 1 : required
}

function shareOf(op: CriterionOp, current: number, wanted: number): number {
  if (op === '<=' || op === '<') return wanted / current
  return current > wanted ? 0 : current / wanted
}

/** Mean of the criteria's progress, two decimals. */
export function progressPctOf(statuses: readonly CriterionStatus[]): number {
  // Summed in whole hundredths: a half is a half.
  const hundredths = statuses.reduce((sum, { progressPct }) => sum + Math.round(PERCENT * progressPct), 0)
  return statuses.length === 0 ? 0 : Math.round(hundredths / statuses.length) / PERCENT
}
