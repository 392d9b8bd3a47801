import type { ProblemCode } from '#contracts/problem-codes.ts'
import { FREEZE_REASONS, PROBLEMS } from '#contracts/problems.ts'
import type { TradeId } from '#core/kernel/ids.ts'
import { SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { FreezeReason } from '#core/progress/streak-freeze.ts'
import type { Rejection } from '#core/rejection.ts'
import type { PolicyFault } from '#core/signals/routing/policy.ts'
import type { StorageFailure } from '#station/station.ts'

export interface ProblemField {
  readonly path: string
  readonly message: string
}

/** One "no", before it has words of the wire. */
export interface Problem {
  readonly code: ProblemCode
  /** A sentence more exact than that of the code. Ours, never an exception's text. */
  readonly message?: string
  readonly fields?: readonly ProblemField[]
  readonly retryAfterS?: number
  /** The next port that is free, where the one that was asked for is not. */
  readonly freePort?: number
  readonly firedAt?: TimestampMs
  readonly tradeId?: TradeId
  /** Which of the reasons of a code it was, where it has several. */
  readonly reason?: FreezeReason
}

/** What a socket is answered: what it asked for, or why not. */
export type Said<Reply extends { readonly ok: true }> = Reply | (Problem & { readonly ok?: never })

const FIELDS_MAX = 20

/** The refusal of a rule or of the disk as a problem of the closed list. */
export function problemOf(rejection: Rejection | StorageFailure): Problem {
  switch (rejection.code) {
    case 'already_fired':
      return { code: 'already_fired', firedAt: rejection.firedAt, tradeId: rejection.tradeId }
    case 'source_not_found':
    case 'token_not_found':
    // Its routes are not there; a command of the command line may ask all the same.
    case 'progress_off':
      return { code: 'not_found' }
    case 'freeze_unavailable': {
      const { code, reason } = rejection
      return { code, reason, message: FREEZE_REASONS[reason] }
    }
    case 'bad_window':
      return badField('expires_at', rejection.message)
    case 'bad_zone':
      return badField('timezone', 'not a time zone of the IANA database')
    case 'lan_over':
      return badField('ends_in', 'a time that lies ahead')
    case 'bad_routing':
      return { code: 'bad_routing', fields: rejection.faults.map(fieldOf) }
    case 'bad_campaign':
      return { code: 'bad_campaign', message: rejection.message }
    case 'campaign_overlap':
      return { code: 'campaign_overlap', message: `It would run at the same time as "${rejection.name}".` }
    case 'too_many_friends':
    case 'too_many_friend_requests':
      return rejection.whose === 'own'
        ? { code: rejection.code }
        : { code: rejection.code, message: THEIR_LIST_IS_FULL[rejection.code] }
    case 'experiment_running':
      return { code: 'experiment_running', message: `"${rejection.name}" runs: one at a time.` }
    case 'out_of_step':
      return { code: 'internal' }
    case 'insufficient_points':
      return { code: 'insufficient_points', message: `There are ${rejection.balance} points to take from.` }
    case 'too_many_metrics':
      return rejection.which === 'all'
        ? { code: 'too_many_metrics' }
        : { code: 'too_many_metrics', message: TOO_MANY_ARE_ON }
    case 'refresh_repeated':
      return { code: 'refresh_repeated', retryAfterS: 1 }
    case 'zone_changed_recently':
    case 'friend_asked_recently':
    case 'challenge_proposed_recently':
    case 'anti_abuse':
      return { code: rejection.code, retryAfterS: Math.max(1, Math.ceil(rejection.waitMs / SECOND_MS)) }
    case 'invalid_configuration':
      return { code: 'invalid_configuration', fields: rejection.fields }
    case 'storage_full':
    case 'not_ready':
    case 'overloaded':
      return { code: rejection.code, retryAfterS: 1 }
    default:
      // The compiler lets no code through that is not of the closed list.
      return { code: rejection.code }
  }
}

const TOO_MANY_ARE_ON = 'As many metrics are switched on as a desk counts: switch one off first.'

const THEIR_LIST_IS_FULL = {
  too_many_friends: 'The other has as many friends as anybody can have.',
  too_many_friend_requests: 'As many requests as can wait for one trader are waiting for this one already.',
} as const

/** A fault of a policy, where the body has it; the wire writes tiers in small letters. */
function fieldOf({ path, message }: PolicyFault): ProblemField {
  return { path: ['policy', ...path].join('.').toLowerCase(), message }
}

/** A request that is well-formed but for one field. */
export function badField(path: string, message: string): Problem {
  return { code: 'bad_request', fields: [{ path, message }] }
}

/** What a contract found wrong, at most twenty fields. `where` names the part of the request. */
export function badFields(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Problem {
  const fields = issues
    .slice(0, FIELDS_MAX)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  return { code: 'bad_request', fields }
}

/** The HTTP status of a problem. */
export function statusOf(problem: Problem): number {
  return PROBLEMS[problem.code].status
}

/** The sentence for a person. */
export function sentenceOf(problem: Problem): string {
  return problem.message ?? PROBLEMS[problem.code].message
}
