import { hash, timingSafeEqual } from 'node:crypto'
import type { Role } from '#core/command.ts'
import type { Scope } from '#core/devices/command.ts'
import type { DeviceSheet } from '#core/devices/devices.ts'
import type { DeviceEnded } from '#core/devices/events.ts'
import type { TokenCreated } from '#core/event.ts'
import type { DeviceId, TokenId, UserId } from '#core/kernel/ids.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Recorded, Station } from '#station/station.ts'
import { isLive } from './auth.ts'
import { mintToken, parseToken } from './tokens.ts'

/** Who is behind a token. Another object stands for him once his role changes: an old one is known by not being it. */
export interface Principal {
  readonly tokenId: TokenId
  readonly userId: UserId
  readonly role: Role
  readonly expiresAt: TimestampMs | null
  /** Users a service may act for; contains `*` for everybody. */
  readonly mayActFor: ReadonlySet<string>
  /** What a service may do; null for all of it, and for everybody who is no service. */
  readonly scopes: ReadonlySet<Scope> | null
  /** The device that asks; null for a token that was not made by pairing. */
  readonly deviceId: DeviceId | null
}

/** Why the sockets of a token are closed. */
export type Dismissal =
  | { readonly code: 'unauthenticated' | 'role_changed' }
  | { readonly code: 'session_ended'; readonly reason: DeviceEnded['reason'] }

const UNKNOWN: Dismissal = { code: 'unauthenticated' }

/** Every live token, in memory. Revocation and a change of role take effect with their commit. */
export interface Principals {
  /** The principal of a token, or null for one that is unknown, revoked or expired. */
  find(token: string): Principal | null
  /** Whether a principal that was found earlier is still who he was. */
  stands(principal: Principal): boolean
  /** Tells of a token just made, by whoever made it: the journal never carries its hash. */
  learn(created: Omit<TokenCreated, 'kind'>, secretHash: string): void
  /** The id again where it is that of a token of this desk that opens nothing any more, or whose secret is unknown. */
  ended(tokenId: TokenId | null): TokenId | null
  /** Makes an access token of a device. It is in memory alone: nothing on disk opens the station for its time. */
  admit(device: DeviceSheet): AccessToken
  /** Forgets the access tokens of a device; its session goes on. */
  forgetAccess(deviceId: DeviceId): void
  onDismissed(listener: (tokenId: TokenId, why: Dismissal) => void): void
}

/** An access token of a device, shown once. */
export interface AccessToken {
  readonly token: string
  readonly expiresAt: TimestampMs
}

/** An access token opens the station for so long. */
export const ACCESS_MS = 15 * 60_000
/** Access tokens of one device at a time, one for each of its tabs; the oldest makes room. */
const ACCESS_PER_DEVICE_MAX = 32

/** A token as an event tells of it, or as the tables have it. */
type Kept = Omit<TokenCreated, 'kind' | 'scopes'> & { readonly scopes?: readonly Scope[] | null }

interface Entry {
  readonly digest: Buffer
  readonly principal: Principal
}

/** Reads the station's tokens and follows its commits. */
export function openPrincipals(station: Station): Principals {
  const table = new PrincipalTable(station)
  station.onCommit((recorded) => {
    for (const one of recorded) table.follow(one)
  })
  return table
}

class PrincipalTable implements Principals {
  readonly #station: Station
  readonly #entries = new Map<TokenId, Entry>()
  /** The access tokens of each device, oldest first. */
  readonly #ofDevice = new Map<DeviceId, TokenId[]>()
  /** Made by another part of the station; read from the tables when somebody comes with an unknown token. */
  readonly #unread = new Set<TokenId>()
  readonly #listeners: ((tokenId: TokenId, why: Dismissal) => void)[] = []

  constructor(station: Station) {
    this.#station = station
    this.#readAll()
  }

  find(token: string): Principal | null {
    const parsed = parseToken(token)
    if (parsed === null || parsed.kind === 'ref') return null
    const id = parsed.id as TokenId
    if (this.#unread.has(id)) this.#readAll()
    const entry = this.#entries.get(id)
    // The same work for a token that is none: an answer tells nobody which ids exist.
    const digest = hash('sha256', token, 'buffer')
    if (entry === undefined || !timingSafeEqual(digest, entry.digest)) return null
    const { expiresAt } = entry.principal
    if (expiresAt === null || this.#station.now() < expiresAt) return entry.principal
    this.#forget(id)
    return null
  }

  stands(principal: Principal): boolean {
    return this.#entries.get(principal.tokenId)?.principal === principal
  }

  learn(created: Omit<TokenCreated, 'kind'>, secretHash: string): void {
    if (this.#unread.has(created.tokenId)) this.#keep(created, secretHash)
  }

  admit({ deviceId, userId, role, endsAt }: DeviceSheet): AccessToken {
    const { tokenId, token, secretHash } = mintToken('acc')
    const expiresAt = Math.min(this.#station.now() + ACCESS_MS, endsAt)
    const principal = {
      tokenId,
      userId,
      role,
      expiresAt,
      mayActFor: new Set<string>(),
      scopes: null,
      deviceId,
    }
    this.#entries.set(tokenId, { digest: Buffer.from(secretHash, 'hex'), principal })
    const held = this.#ofDevice.get(deviceId) ?? []
    held.push(tokenId)
    this.#ofDevice.set(deviceId, held)
    const oldest = held.length > ACCESS_PER_DEVICE_MAX ? held[0] : undefined
    if (oldest !== undefined) this.#dismiss(oldest, UNKNOWN)
    return { token, expiresAt }
  }

  forgetAccess(deviceId: DeviceId): void {
    this.#dismissDevice(deviceId, UNKNOWN)
  }

  onDismissed(listener: (tokenId: TokenId, why: Dismissal) => void): void {
    this.#listeners.push(listener)
  }

  /** Takes over what a commit says. */
  follow({ event }: Recorded): void {
    switch (event.kind) {
      case 'token_created':
        if (!this.#entries.has(event.tokenId)) this.#unread.add(event.tokenId)
        return
      case 'token_revoked':
        this.#dismiss(event.tokenId, UNKNOWN)
        return
      case 'device_ended':
        this.#dismissDevice(event.deviceId, { code: 'session_ended', reason: event.reason })
        return
      case 'device_changed':
        this.#judge(({ deviceId }) => deviceId === event.deviceId, event.role)
        return
      case 'user_role_changed':
        this.#judge(({ userId, role }) => userId === event.userId && role !== 'service', event.role)
        return
      case 'user_erased':
        for (const { principal } of [...this.#entries.values()])
          if (principal.userId === event.userId) this.#dismiss(principal.tokenId, UNKNOWN)
    }
  }

  #readAll(): void {
    this.#unread.clear()
    for (const { token, secretHash } of this.#station.queries.tokens())
      if (isLive(token, this.#station.now()) && !this.#entries.has(token.tokenId))
        this.#keep(token, secretHash)
  }

  #keep(sheet: Kept, secretHash: string): void {
    const { tokenId, userId, role, expiresAt, mayActFor } = sheet
    const scopes = sheet.scopes ?? null
    const principal: Principal = {
      tokenId,
      userId,
      role,
      expiresAt,
      mayActFor: new Set(mayActFor),
      scopes: scopes && new Set(scopes),
      deviceId: null,
    }
    this.#entries.set(tokenId, { digest: Buffer.from(secretHash, 'hex'), principal })
    this.#unread.delete(tokenId)
  }

  /** Somebody else stands behind these tokens from now on; who was let in as he was is sent to ask anew. */
  #judge(meant: (principal: Principal) => boolean, role: Role): void {
    for (const [tokenId, { digest, principal }] of this.#entries) {
      if (!meant(principal) || principal.role === role) continue
      this.#entries.set(tokenId, { digest, principal: { ...principal, role } })
      this.#tell(tokenId, { code: 'role_changed' })
    }
  }

  #dismissDevice(deviceId: DeviceId, why: Dismissal): void {
    for (const tokenId of [...(this.#ofDevice.get(deviceId) ?? [])]) this.#dismiss(tokenId, why)
  }

  #dismiss(tokenId: TokenId, why: Dismissal): void {
    this.#forget(tokenId)
    this.#tell(tokenId, why)
  }

  ended(tokenId: TokenId | null): TokenId | null {
    return tokenId !== null && this.#station.queries.token(tokenId) !== null ? tokenId : null
  }

  #forget(tokenId: TokenId): void {
    const deviceId = this.#entries.get(tokenId)?.principal.deviceId ?? null
    this.#entries.delete(tokenId)
    this.#unread.delete(tokenId)
    if (deviceId === null) return
    const left = (this.#ofDevice.get(deviceId) ?? []).filter((id) => id !== tokenId)
    if (left.length === 0) this.#ofDevice.delete(deviceId)
    else this.#ofDevice.set(deviceId, left)
  }

  #tell(tokenId: TokenId, why: Dismissal): void {
    for (const listener of this.#listeners) listener(tokenId, why)
  }
}
