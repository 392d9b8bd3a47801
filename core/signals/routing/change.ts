import type { ChangeRouting } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { faultsOf } from './policy.ts'

/**
 * Replaces the policy of routing and vetoes. It holds for signals that open from now on.
 *
 * Refuses a change that was made from another version than the one that stands, then a policy that contradicts itself.
 *
 * Rules ROUTE-14 to ROUTE-16.
 */
export function decideChangeRouting(
  { policy, version, by }: ChangeRouting,
  known: { readonly version: number },
): Result<readonly DomainEvent[], Rejection> {
  if (version !== known.version) return reject({ code: 'routing_conflict' })
  const faults = faultsOf(policy)
  if (faults.length > 0) return reject({ code: 'bad_routing', faults })
  return accept([{ kind: 'routing_changed', policy, version: version + 1, by }])
}
