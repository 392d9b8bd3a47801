import type { CreateToken } from '#core/command.ts'
import type { TokenId, UserId } from '#core/kernel/ids.ts'
import { zoneNamed } from '#core/kernel/time.ts'
import type { Station } from '#station/station.ts'
import type { TokenSecrets } from '../idempotency.ts'
import { badField, problemOf } from '../problems.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { type MintedToken, mintToken, tokenOf } from '../tokens.ts'
import { milliseconds, seconds } from '../wire.ts'
import { eventOf } from './decisions.ts'

type AccessRoutes = Pick<
  Handlers,
  'addUser' | 'changeZone' | 'eraseUser' | 'changeRole' | 'createToken' | 'revokeToken'
>

/** Users and tokens, by an operator's hand. */
export function accessRoutes({ station, principals }: Desk, secrets: TokenSecrets): AccessRoutes {
  return {
    ...userRoutes(station),

    async changeRole({ params, body: { role }, principal, receipt }) {
      const userId = params.id as UserId
      const command = { kind: 'change_role', userId, role, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { events, replayed } = executed.value
      return { ok: true, reply: { user_id: userId, role, changed: events.length > 0 }, replayed }
    },

    async createToken({ body, receipt }) {
      if (body.scopes !== undefined && body.role !== 'service')
        return { ok: false, problem: badField('scopes', 'of the role service only') }
      const minted = mintToken('api', receipt && ((tokenId) => secrets.secretOf(tokenId, receipt)))
      const executed = await station.execute(createdBy(body, minted, station.now()), receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { event } = eventOf(executed.value.events, 'token_created')
      const replayed = executed.value.replayed
      if (!replayed) principals.learn(event, minted.secretHash)
      const { token } =
        receipt && replayed ? tokenOf('api', event.tokenId, secrets.secretOf(event.tokenId, receipt)) : minted
      return { ok: true, reply: { token_id: event.tokenId, token }, replayed }
    },

    async revokeToken({ params, receipt }) {
      const executed = await station.execute({ kind: 'revoke_token', tokenId: params.id as TokenId }, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: undefined, replayed: executed.value.replayed }
    },
  }
}

function createdBy(
  { user_id, role, label, expires_in, may_act_for = [], scopes }: Call<'createToken'>['body'],
  { tokenId, secretHash }: MintedToken,
  now: number,
): CreateToken {
  return {
    kind: 'create_token',
    tokenId,
    userId: user_id as UserId,
    role,
    label,
    expiresAt: now + milliseconds(expires_in),
    mayActFor: may_act_for,
    ...(scopes && { scopes }),
    secretHash,
  }
}

function userRoutes(station: Station): Pick<AccessRoutes, 'addUser' | 'changeZone' | 'eraseUser'> {
  return {
    async addUser({ body, receipt }) {
      const executed = await station.execute(
        {
          kind: 'add_user',
          userId: body.user_id as UserId,
          name: body.name ?? null,
          zone: body.timezone,
          memberTier: body.member_tier,
        },
        receipt,
      )
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { event } = eventOf(executed.value.events, 'user_added')
      return {
        ok: true,
        reply: {
          user_id: event.userId,
          name: station.queries.userName(event.userId),
          timezone: event.zone,
          member_tier: event.memberTier,
        },
        replayed: executed.value.replayed,
      }
    },

    async changeZone({ params, body, receipt }) {
      const userId = params.id as UserId
      const command = { kind: 'change_zone', userId, zone: body.timezone } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return {
        ok: true,
        // As it was asked, and not as it is now: a repeat is answered alike.
        reply: { user_id: userId, timezone: zoneNamed(body.timezone) ?? body.timezone },
        replayed: executed.value.replayed,
      }
    },

    async eraseUser({ params, body, principal, receipt }) {
      const userId = params.id as UserId
      const command = { kind: 'erase_user', userId, reason: body.reason, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { events, replayed } = executed.value
      return {
        ok: true,
        replayed,
        reply: {
          user_id: userId,
          changed: events.length > 0,
          log_cleared: station.upkeep.clearLog(),
          server_time: seconds(station.now()),
        },
      }
    },
  }
}
