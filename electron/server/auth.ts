import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { TOKEN_LENGTH_MAX } from '#contracts/live.ts'
import type { Asker } from '#core/audit/entry.ts'
import type { Command } from '#core/command.ts'
import type { TokenId } from '#core/kernel/ids.ts'
import type { TokenSheet } from '#core/sheets.ts'
import { STATION_OPERATOR } from '#core/stats/erasure.ts'
import type { Station } from '#station/station.ts'
import { hashToken, mintToken } from './tokens.ts'

export const OPERATOR = STATION_OPERATOR
export const OPERATOR_TOKEN_FILE = 'operator.token'
export const OPERATOR_TOKEN_LABEL = 'operator.token'

/** The token of an `Authorization: Bearer` header, or null. */
export function bearerToken(header: string | undefined): string | null {
  if (header === undefined || header.length > TOKEN_LENGTH_MAX) return null
  const match = /^Bearer ([A-Za-z0-9._:-]+)$/i.exec(header)
  return match?.[1] ?? null
}

/** The id in the token that a request carries, whatever its secret; null where it carries none of our form. */
export function tokenIdIn({ headers }: Pick<IncomingMessage, 'headers'>): TokenId | null {
  return tokenIdOf(bearerToken(headers.authorization))
}

/** The id in a token, whatever its secret. */
export function tokenIdOf(token: string | null): TokenId | null {
  return (/^fd1_(?:[a-z]+_)?([0-9a-f-]{36})_/.exec(token ?? '')?.[1] as TokenId | undefined) ?? null
}

/** Who asks, as the audit log names him. */
export function askerOf({ principal, id, ip }: Pick<FastifyRequest, 'principal' | 'id' | 'ip'>): Asker {
  return {
    place: placeOf(ip),
    userId: principal?.userId ?? null,
    tokenId: principal?.tokenId ?? null,
    role: principal?.role ?? null,
    correlationId: id,
  }
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Which kind of address somebody comes from. The address itself is nobody's business in a year. */
export function placeOf(address: string | undefined): Asker['place'] {
  return address !== undefined && LOOPBACK.has(address) ? 'loopback' : 'lan'
}

/**
 * Sees to it that the user `operator` exists and that `operator.token` in the data folder holds a token of his that
 * works: the same one over restarts, a new one where the file is missing or its token no longer valid.
 *
 * A new one revokes those that stood in the file before: deleting the file is how the token is rotated.
 *
 * @returns  whether the data folder is new: nobody was there before
 */
export async function ensureOperatorToken(station: Station, dataFolder: string): Promise<boolean> {
  const path = join(dataFolder, OPERATOR_TOKEN_FILE)
  const known = station.queries.tokens()
  const current = readToken(path)
  const works =
    current !== null &&
    known.some(
      ({ token, secretHash }) =>
        secretHash === hashToken(current) && token.userId === OPERATOR && isLive(token, station.now()),
    )
  if (works) {
    chmodSync(path, 0o600)
    return false
  }
  const isNew = station.queries.trader(OPERATOR) === null
  if (isNew) await addOperator(station)
  for (const { token, label } of known) {
    if (label === OPERATOR_TOKEN_LABEL && token.userId === OPERATOR && !token.revoked)
      await must(station, { kind: 'revoke_token', tokenId: token.tokenId })
  }
  writeToken(path, await createOperatorToken(station))
  return isNew
}

/** Whether a token opens anything at this moment. */
export function isLive(
  { revoked, expiresAt }: Pick<TokenSheet, 'revoked' | 'expiresAt'>,
  now: number,
): boolean {
  return !revoked && (expiresAt === null || now < expiresAt)
}

async function addOperator(station: Station): Promise<void> {
  await must(station, {
    kind: 'add_user',
    userId: OPERATOR,
    name: 'Operator',
    zone: 'UTC',
    memberTier: 'apex',
  })
}

async function createOperatorToken(station: Station): Promise<string> {
  const { tokenId, token, secretHash } = mintToken()
  await must(station, {
    kind: 'create_token',
    tokenId,
    userId: OPERATOR,
    role: 'operator',
    label: OPERATOR_TOKEN_LABEL,
    expiresAt: null,
    mayActFor: [],
    secretHash,
  })
  return token
}

async function must(station: Station, command: Command): Promise<void> {
  const executed = await station.execute(command)
  if (!executed.ok) throw new Error(`${command.kind} at the start was refused: ${executed.rejection.code}`)
}

function readToken(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Under another name first: whoever reads the file finds a whole token or none. */
export function writeToken(path: string, token: string): void {
  const draft = `${path}.new`
  const file = openSync(draft, 'w', 0o600)
  try {
    writeSync(file, token)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  chmodSync(draft, 0o600)
  renameSync(draft, path)
}
