import type { UserId } from '#core/kernel/ids.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { armOf, type Experiment } from '#core/stats/experiment.ts'
import type { Readable } from '#db/open.ts'
import type { TraderFacts } from './facts.ts'
import { differs, type Finding, firstOf } from './invariant.ts'
import { levelOf } from './invariants-points.ts'

export const EXPERIMENT_ALONE = 'one experiment runs at a time'
export const EXPERIMENT_PAYS = 'an award follows the policy that held for its trader'

/** Every experiment there was, in the order in which they began. */
export function readTests(db: Readable): readonly Experiment[] {
  return db
    .all<{ definition: string }>('SELECT definition FROM experiments')
    .map(({ definition }) => JSON.parse(definition) as Experiment)
    .toSorted((one, other) => one.startsAt - other.startsAt || one.endsAt - other.endsAt)
}

/** Looks for experiments that ran side by side. */
export function doubled(tests: readonly Experiment[]): readonly Finding[] {
  return tests.flatMap(({ experimentId, startsAt }, index) => {
    const before = tests[index - 1]
    if (before === undefined || startsAt >= before.endsAt) return []
    return [{ invariant: EXPERIMENT_ALONE, detail: `${experimentId} began beside ${before.experimentId}` }]
  })
}

/** An award as its entry tells how it was reached. */
interface Award {
  readonly no: number
  readonly at: number
  readonly amount: number
  readonly calculation: {
    readonly base: number
    readonly callHundredths: number
    readonly vipHundredths: number
    readonly streakHundredths: number
    readonly finalMillionths: number
    readonly bonus: number
    readonly levelBonus: number
  } | null
}

/** Works out again how much more or less than the last look a trader was awarded since the entry of that number. */
export function mispaid(
  db: Readable,
  { userId, entries }: TraderFacts,
  { after, tests }: { readonly after: number; readonly tests: readonly Experiment[] },
): readonly Finding[] {
  const detail = firstOf(
    awardsAfter(db, userId, after).map((award) => {
      const xpBefore = entries.reduce((sum, { no, xp }) => (no < award.no ? sum + xp : sum), 0)
      return wrongAward(award, levelOf(xpBefore), policyAt(tests, userId, award.at))
    }),
  )
  return detail === null ? [] : [{ invariant: EXPERIMENT_PAYS, detail: `${userId}: ${detail}` }]
}

function awardsAfter(db: Readable, userId: string, after: number): readonly Award[] {
  return db
    .all<{ no: number; at: number; amount: number; details: string }>(
      `SELECT tx_no AS no, at, amount, details FROM points_transactions
       WHERE user_no = (SELECT user_no FROM traders WHERE user_id = ?) AND tx_no > ? AND type = 'earned'`,
      userId,
      after,
    )
    .map(({ details, ...award }) => ({ ...award, ...(JSON.parse(details) as Pick<Award, 'calculation'>) }))
}

interface Numbers {
  readonly levelBonusPerLevel: number
  readonly levelBonusMax: number
  readonly combinedHundredthsMax: number
}

/** What begins or ends at an instant came first of all that was asked then. */
function policyAt(tests: readonly Experiment[], userId: string, at: number): Numbers {
  const running = tests.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
  // The draw of the arm is the rule's own: what is looked at is that everything is paid by it.
  return running === undefined || armOf(running, userId as UserId) === 'control'
    ? DEFAULT_PROGRESS_POLICY
    : { ...DEFAULT_PROGRESS_POLICY, ...running.changes }
}

const MILLION = 1_000_000

function wrongAward({ no, amount, calculation }: Award, level: number, numbers: Numbers): string | null {
  if (calculation === null) return `entry ${no} does not say how it was reached`
  const { base, callHundredths, vipHundredths, streakHundredths, finalMillionths, bonus, levelBonus } =
    calculation
  const product = callHundredths * vipHundredths * streakHundredths
  const factor = Math.min(product, numbers.combinedHundredthsMax * 10_000)
  const ofLevel = Math.min(numbers.levelBonusPerLevel * level, numbers.levelBonusMax)
  const full = Math.floor((base * factor) / MILLION) + bonus + ofLevel
  return (
    differs(`the factor of entry ${no}`, finalMillionths, factor) ??
    differs(`the bonus of level ${level} of entry ${no}`, levelBonus, ofLevel) ??
    // A penalty halves.
    (amount === full || amount === Math.floor(full / 2) ? null : `entry ${no} pays ${amount}, not ${full}`)
  )
}
