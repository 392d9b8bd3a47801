import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AuditHead } from './audit.ts'

/** An end of the chain at some time, signed with a key that is not in the database. */
export interface AuditSeal extends AuditHead {
  /** From 1, without a gap. */
  readonly seal: number
  readonly at: TimestampMs
  /** Over the seal before and all of this one. */
  readonly mac: string
}

/** What `audit.heads` holds, beside the database. */
export interface SealedHeads {
  readonly seals: readonly AuditSeal[]
  /** A line that was not whole when the power went. */
  readonly torn: string
}

/** Seals a head. */
export function sealHead(
  { number, hash }: AuditHead,
  before: AuditSeal | null,
  at: TimestampMs,
  key: Buffer,
): AuditSeal {
  const unsigned = { seal: (before?.seal ?? 0) + 1, number, hash, at }
  return { ...unsigned, mac: macOf(unsigned, before, key) }
}

/** Whether a seal was made with this key, after that one. */
export function isGenuine(seal: AuditSeal, before: AuditSeal | null, key: Buffer): boolean {
  const found = Buffer.from(String(seal.mac))
  const expected = Buffer.from(macOf(seal, before, key))
  return found.length === expected.length && timingSafeEqual(found, expected)
}

/** A seal as one line. */
export function sealLine({ seal, number, hash, at, mac }: AuditSeal): string {
  return `${JSON.stringify({ seal, number, hash, at, mac })}\n`
}

/** Reads what was sealed. A line that is none is a seal that fails every check. */
export function readSeals(text: string): SealedHeads {
  const lines = text.split('\n')
  const torn = lines.pop() ?? ''
  return { seals: lines.map(sealOf), torn }
}

const NO_SEAL: AuditSeal = { seal: 0, number: 0, hash: '', at: 0, mac: '' }

function sealOf(line: string): AuditSeal {
  try {
    return { ...NO_SEAL, ...(JSON.parse(line) as Partial<AuditSeal>) }
  } catch {
    return NO_SEAL
  }
}

function macOf(
  { seal, number, hash, at }: Omit<AuditSeal, 'mac'>,
  before: AuditSeal | null,
  key: Buffer,
): string {
  const said = `${seal}\n${number}\n${hash}\n${at}\n${before?.mac ?? ''}`
  return createHmac('sha256', key).update(said).digest('hex')
}
