import type { AddUser, CreateToken, RevokeToken } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn, zoneNamed } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { TokenSheet } from '#core/sheets.ts'

/**
 * Takes a person in, with a paper account at its opening balance.
 *
 * Refuses an id that is taken, then a zone this build does not know: every "today" of the person hangs on it.
 *
 * Rules USER-1 and USER-2.
 */
export function decideAddUser(
  command: AddUser,
  { exists }: { readonly exists: boolean },
  { now, policy }: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (exists) return reject({ code: 'user_exists' })
  const zone = zoneNamed(command.zone)
  if (zone === null) return reject({ code: 'bad_zone' })
  return accept([
    {
      kind: 'user_added',
      userId: command.userId,
      zone,
      memberTier: command.memberTier,
      totals: {
        balanceCents: policy.openingBalanceCents,
        fires: 0,
        passes: 0,
        wins: 0,
        losses: 0,
        timeouts: 0,
        pnlCents: 0,
        breakevenMicroSum: 0,
        day: dayIn(zone, now),
        dayFires: 0,
      },
    },
  ])
}

/**
 * Gives a person a token. The event carries neither the secret nor its hash: the journal is read by many.
 *
 * Rule USER-3.
 */
export function decideCreateToken(
  command: CreateToken,
  { userExists }: { readonly userExists: boolean },
): Result<readonly DomainEvent[], Rejection> {
  if (!userExists) return reject({ code: 'user_not_found' })
  const { tokenId, userId, role, expiresAt, mayActFor, scopes } = command
  const token = { tokenId, userId, role, expiresAt, mayActFor, ...(scopes && { scopes }) }
  return accept([{ kind: 'token_created', ...token }])
}

/**
 * Takes a token back. A token that is revoked already stays so, and nothing is told again.
 *
 * Rule USER-4.
 */
export function decideRevokeToken(
  command: RevokeToken,
  { token }: { readonly token: TokenSheet | null },
): Result<readonly DomainEvent[], Rejection> {
  if (token === null) return reject({ code: 'token_not_found' })
  return accept(token.revoked ? [] : [{ kind: 'token_revoked', tokenId: command.tokenId }])
}
