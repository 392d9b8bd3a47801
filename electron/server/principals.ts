import type { Role } from '#core/command.ts'
import type { TokenCreated } from '#core/event.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Recorded, Station } from '#station/station.ts'
import { hashToken, isLive } from './auth.ts'

/** Who is behind a token. */
export interface Principal {
  readonly tokenId: TokenId
  readonly userId: UserId
  readonly role: Role
  readonly expiresAt: TimestampMs | null
  /** Users a service may act for; contains `*` for everybody. */
  readonly mayActFor: ReadonlySet<string>
}

/** Every live token, in memory. Revocation takes effect with its commit. */
export interface Principals {
  /** The principal of a token, or null for one that is unknown, revoked or expired. */
  find(token: string): Principal | null
  /** Tells of a token just made, by whoever made it: the journal never carries its hash. */
  learn(created: Omit<TokenCreated, 'kind'>, secretHash: string): void
  /** The id again where it is that of a token of this desk that opens nothing any more, or whose secret is unknown. */
  ended(tokenId: TokenId | null): TokenId | null
  onRevoked(listener: (tokenId: TokenId) => void): void
}

/** Reads the station's tokens and follows its commits. */
export function openPrincipals(station: Station): Principals {
  const byHash = new Map<string, Principal>()
  const hashes = new Map<TokenId, string>()
  /** Made by another part of the station; read from the tables when somebody comes with an unknown token. */
  const unread = new Set<TokenId>()
  const listeners: ((tokenId: TokenId) => void)[] = []

  function learn(sheet: Omit<TokenCreated, 'kind'>, secretHash: string): void {
    const { tokenId, userId, role, expiresAt } = sheet
    byHash.set(secretHash, { tokenId, userId, role, expiresAt, mayActFor: new Set(sheet.mayActFor) })
    hashes.set(tokenId, secretHash)
    unread.delete(tokenId)
  }

  function readAll(): void {
    unread.clear()
    for (const { token, secretHash } of station.queries.tokens()) {
      if (isLive(token, station.now()) && !hashes.has(token.tokenId)) learn(token, secretHash)
    }
  }

  function forget(tokenId: TokenId): void {
    const secretHash = hashes.get(tokenId)
    if (secretHash !== undefined) byHash.delete(secretHash)
    hashes.delete(tokenId)
    unread.delete(tokenId)
  }

  function follow({ event }: Recorded): void {
    if (event.kind === 'token_created' && !hashes.has(event.tokenId)) unread.add(event.tokenId)
    if (event.kind === 'token_revoked') revoke(event.tokenId)
    if (event.kind !== 'user_erased') return
    for (const { tokenId, userId } of [...byHash.values()]) if (userId === event.userId) revoke(tokenId)
  }

  function revoke(tokenId: TokenId): void {
    forget(tokenId)
    for (const listener of listeners) listener(tokenId)
  }

  readAll()
  station.onCommit((recorded) => recorded.forEach(follow))

  return {
    find(token) {
      const secretHash = hashToken(token)
      if (unread.size > 0 && !byHash.has(secretHash)) readAll()
      const principal = byHash.get(secretHash)
      if (principal === undefined) return null
      if (principal.expiresAt === null || station.now() < principal.expiresAt) return principal
      forget(principal.tokenId)
      return null
    },
    learn(created, secretHash) {
      if (unread.has(created.tokenId)) learn(created, secretHash)
    },
    ended: (tokenId) => (tokenId !== null && station.queries.token(tokenId) !== null ? tokenId : null),
    onRevoked(listener) {
      listeners.push(listener)
    },
  }
}
