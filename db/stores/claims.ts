import type { UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { ClaimsPart } from '#core/progress/claims.ts'
import type { HonourKind, Rarity, Reward } from '#core/progress/reward.ts'
import type { Readable } from '../open.ts'

const USER_NO = '(SELECT user_no FROM traders WHERE user_id = ?)'
/** The order of two lines in one number: a payment has far fewer than a thousand rewards. */
const LINES_PER_CLAIM_MAX = 1_000

/** One reward that was paid. */
export interface ClaimSheet {
  readonly claimNo: number
  readonly reward: Reward
  readonly cause: string
  readonly claimedAt: TimestampMs
}

interface ClaimRow {
  readonly no: number
  readonly claim_no: number
  readonly kind: Reward['kind']
  readonly amount: number | null
  readonly name: string | null
  readonly honour: HonourKind | null
  readonly cause: string
  readonly claimed_at: number
}

/** What was paid to a trader before a number, newest first, with the number to go on from. */
export function readClaims(
  db: Readable,
  userId: UserId,
  { before, limit }: { readonly before: number; readonly limit: number },
): readonly { readonly no: number; readonly claim: ClaimSheet }[] {
  const claimNo = Math.floor(before / LINES_PER_CLAIM_MAX)
  return db
    .all<ClaimRow>(
      `SELECT claim_no * ${LINES_PER_CLAIM_MAX} + line AS no, claim_no, kind, amount, name, honour, cause, claimed_at
       FROM reward_claims WHERE user_no = ${USER_NO} AND (claim_no, line) < (?, ?)
       ORDER BY claim_no DESC, line DESC LIMIT ?`,
      userId,
      claimNo,
      before - claimNo * LINES_PER_CLAIM_MAX,
      limit,
    )
    .map((row) => ({ no: row.no, claim: claimOf(row) }))
}

function claimOf(row: ClaimRow): ClaimSheet {
  return { claimNo: row.claim_no, reward: rewardOf(row), cause: row.cause, claimedAt: row.claimed_at }
}

function rewardOf({ kind, amount, name, honour }: ClaimRow): Reward {
  if (kind === 'box') return { kind, rarity: name as Rarity | 'drawn' }
  if (kind === 'honour') return { kind, honour: honour as HonourKind, name: name as string }
  return { kind, amount: amount as number }
}

/** An honour of a trader, how often he has it and since when. */
export interface HonourSheet {
  readonly honour: HonourKind
  readonly name: string
  readonly count: number
  readonly since: TimestampMs
}

/** Everything a trader may show, by kind and name. */
export function readHonours(db: Readable, userId: UserId): readonly HonourSheet[] {
  return db.all<HonourSheet>(
    `SELECT honour, name, COUNT(*) AS count, MIN(claimed_at) AS since FROM reward_claims
     WHERE user_no = ${USER_NO} AND honour IS NOT NULL GROUP BY honour, name ORDER BY honour, name`,
    userId,
  )
}

/** What the claims engine knows of a trader. */
export function readClaimsPart(db: Readable, userId: UserId): ClaimsPart {
  const row = db.get<{ n: number | null }>(
    `SELECT MAX(claim_no) AS n FROM reward_claims WHERE user_no = ${USER_NO}`,
    userId,
  )
  return { claims: row?.n ?? 0 }
}
