import { hash } from 'node:crypto'
import { join } from 'node:path'
import { REFRESH_COOKIE } from '#contracts/http/sessions.ts'
import type { RefreshSession } from '#core/devices/command.ts'
import { OPERATOR_TOKEN_FILE, OPERATOR_TOKEN_LABEL, writeToken } from '../auth.ts'
import { type Problem, problemOf } from '../problems.ts'
import { openRateLimiter, type Rate } from '../rate-limit.ts'
import { newRecoveryCode, sealCode } from '../recovery.ts'
import { dropRecoveryFile } from '../recovery-file.ts'
import type { PresentedToken, RefreshTokens } from '../refresh-tokens.ts'
import type { Answer, Call, Desk, Handlers } from '../registry.ts'
import { noCookie, refreshCookie } from '../session-cookie.ts'
import { mintToken } from '../tokens.ts'
import type { Visit } from '../visit.ts'
import { wireGrant } from '../wire-devices.ts'

type SessionRoutes = Pick<Handlers, 'refreshSession' | 'signOut' | 'recoverOperator' | 'makeRecoveryCode'>
type Grant = Answer<ReturnType<typeof wireGrant>>

/** Refreshes of one device, or of one address where the token names none: 10 a minute. */
export const REFRESHES: Rate = { perSecond: 10 / 60, burst: 10 }
/** Recovery codes tried from this machine, and from everywhere else together: 5 an hour each. */
export const RECOVERIES: Rate = { perSecond: 5 / 3_600, burst: 5 }

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Sessions of paired devices, and the way back in. */
export function sessionRoutes(desk: Desk, tokens: RefreshTokens): SessionRoutes {
  return { ...refreshRoute(desk, tokens), ...signOutRoute(desk), ...recoveryRoutes(desk) }
}

function refreshRoute(desk: Desk, tokens: RefreshTokens): Pick<SessionRoutes, 'refreshSession'> {
  const { station } = desk
  const refreshes = openRateLimiter(REFRESHES)
  const servingSince = station.now()
  return {
    async refreshSession({ visit }): Promise<Grant> {
      const asked = visit()
      // A cookie goes along by itself: only a page of our own may make use of it.
      if (!asked.byPage) return { ok: false, problem: { code: 'forbidden' } }
      const presented = tokens.read(asked.cookie(REFRESH_COOKIE) ?? '')
      const { waitS } = refreshes.take(presented?.deviceId ?? asked.address)
      if (waitS > 0) return { ok: false, problem: { code: 'rate_limited', retryAfterS: Math.ceil(waitS) } }
      if (presented === null) return ended(asked, { code: 'unauthenticated' })
      const executed = await station.execute(exchangeOf(presented, asked, servingSince))
      if (!executed.ok) return refused(asked, problemOf(executed.rejection))
      // The only thing that a refresh can tell is that the token was used before.
      const used = executed.value.events.length > 0
      return used ? ended(asked, { code: 'session_ended' }) : granted(desk, presented, asked)
    },
  }
}

function exchangeOf(
  { deviceId, hash: presentedHash, genuine, next }: PresentedToken,
  { browser, address }: Visit,
  servingSince: number,
): RefreshSession {
  return {
    kind: 'refresh_session',
    deviceId,
    presentedHash,
    nextHash: next.hash,
    genuine,
    from: hash('sha256', JSON.stringify([browser, address]), 'hex'),
    servingSince,
    place: { browser, address },
  }
}

/** A session that is over takes its cookie along; after anything else the device tries again. */
function refused(asked: Visit, problem: Problem): Grant {
  return problem.code === 'session_ended' ? ended(asked, problem) : { ok: false, problem }
}

function granted(
  { station, principals }: Desk,
  { deviceId, next }: PresentedToken,
  { secure }: Visit,
): Grant {
  const device = station.queries.devices.device(deviceId)
  // Another command of the same moment may have ended it.
  if (device === null || device.revoked) return { ok: false, problem: { code: 'session_ended' } }
  const now = station.now()
  return {
    ok: true,
    reply: wireGrant(device, principals.admit(device), now),
    headers: refreshCookie(next.token, { device, secure, now }),
  }
}

function ended({ secure }: Visit, problem: Problem): Grant {
  return { ok: false, problem, headers: noCookie(secure) }
}

function signOutRoute({ station }: Desk): Pick<SessionRoutes, 'signOut'> {
  return {
    async signOut({ principal, visit, receipt }) {
      const { deviceId, userId } = principal
      if (deviceId === null) return { ok: true, reply: { ended: false } }
      const { secure } = visit()
      const command = { kind: 'end_device', deviceId, reason: 'signed_out', by: userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: { ended: true }, headers: noCookie(secure) }
    },
  }
}

/** Routes that need no server around them: the command line answers them over a data folder, too. */
export function recoveryRoutes({
  station,
  principals,
}: Pick<Desk, 'station' | 'principals'>): Pick<SessionRoutes, 'recoverOperator' | 'makeRecoveryCode'> {
  const recoveries = openRateLimiter(RECOVERIES)
  return {
    async makeRecoveryCode() {
      const { code, sealed } = await newRecoveryCode()
      const executed = await station.execute({ kind: 'set_recovery', recovery: sealed })
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      dropRecoveryFile(station.dataFolder)
      return { ok: true, reply: { recovery_code: code } }
    },

    async recoverOperator({ body, visit }: Call<'recoverOperator'>) {
      const { waitS } = recoveries.take(LOOPBACK.has(visit().address) ? 'here' : 'elsewhere')
      if (waitS > 0) return { ok: false, problem: { code: 'rate_limited', retryAfterS: Math.ceil(waitS) } }
      const kept = station.queries.devices.recovery()
      const presentedHash = await sealCode(body.code, kept?.salt ?? '')
      // The new code is made before the old one is judged: the rule does both at once, or neither.
      const fresh = await newRecoveryCode()
      const { tokenId, token, secretHash } = mintToken()
      const executed = await station.execute({
        kind: 'recover_operator',
        presentedHash,
        tokenId,
        label: OPERATOR_TOKEN_LABEL,
        secretHash,
        recovery: fresh.sealed,
      })
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      for (const { event } of executed.value.events)
        if (event.kind === 'token_created') principals.learn(event, secretHash)
      writeToken(join(station.dataFolder, OPERATOR_TOKEN_FILE), token)
      dropRecoveryFile(station.dataFolder)
      return { ok: true, reply: { token_id: tokenId, token, recovery_code: fresh.code } }
    },
  }
}
