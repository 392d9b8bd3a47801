import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DeviceId } from '#core/kernel/ids.ts'
import { hashToken, parseToken, secretOf, tokenOf } from './tokens.ts'

/** Refresh tokens of devices: each knows its device, and whether this station made it. */
export interface RefreshTokens {
  first(deviceId: DeviceId): RefreshToken
  /** What stands behind a token that somebody shows; null for a text that is none. */
  read(token: string): PresentedToken | null
}

export interface RefreshToken {
  readonly token: string
  readonly hash: string
}

export interface PresentedToken {
  readonly deviceId: DeviceId
  readonly hash: string
  /** This station made it, at whatever time. */
  readonly genuine: boolean
  /** The one that follows on it: always the same, so that an answer that was lost can be given again. */
  readonly next: RefreshToken
}

/** 160 bits that nobody guesses, then 96 by which the station knows its own. */
const RANDOM_BYTES = 20
const SEAL_BYTES = 12

/**
 * A token carries a seal of the installation's key, so that one that was used up is told from one that somebody made up:
 * the first ends a session, the second must not. Its successor is worked out of it and of that key, so that neither
 * the data folder alone nor an old token alone gives it away.
 *
 * @param installKey  the key of this installation
 */
export function openRefreshTokens(installKey: () => Buffer): RefreshTokens {
  const mac = (word: string, ...parts: readonly string[]) =>
    createHmac('sha256', installKey())
      .update(JSON.stringify([word, ...parts]))
      .digest()
  const sealOf = (deviceId: string, random: Buffer) =>
    mac('refresh seal', deviceId, random.toString('hex')).subarray(0, SEAL_BYTES)

  function made(deviceId: DeviceId, random: Buffer): RefreshToken {
    const { token, secretHash } = tokenOf('ref', deviceId, Buffer.concat([random, sealOf(deviceId, random)]))
    return { token, hash: secretHash }
  }

  return {
    first: (deviceId) => made(deviceId, randomBytes(RANDOM_BYTES)),
    read(token) {
      const parsed = parseToken(token)
      if (parsed?.kind !== 'ref') return null
      const deviceId = parsed.id as DeviceId
      const secret = secretOf(token)
      const seal = sealOf(deviceId, secret.subarray(0, RANDOM_BYTES))
      return {
        deviceId,
        hash: hashToken(token),
        genuine: timingSafeEqual(seal, secret.subarray(RANDOM_BYTES)),
        next: made(deviceId, mac('refresh next', deviceId, token).subarray(0, RANDOM_BYTES)),
      }
    },
  }
}
