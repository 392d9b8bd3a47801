import { closeSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { AuditHead } from '#db/audit.ts'
import { type AuditSeal, readSeals, sealHead, sealLine } from '#db/audit-seals.ts'
import { ENTRIES_PER_SEAL_MAX, type KeptSeals } from '#db/audit-verify.ts'
import type { AuditKey } from './audit-key.ts'
import type { Log } from './log.ts'

const HEADS_FILE = 'audit.heads'

/** Seals the head of the audit log, so that nobody can make the log anew unseen. */
export interface Seals {
  /** The newest that was found at the opening. */
  readonly last: AuditSeal | null
  /** Takes note of a new head; seals it where enough entries have come. */
  follow(head: AuditHead): void
  /** Seals the newest head unless that is done. False where the disk did not take it. */
  seal(): boolean
}

export interface SealParts {
  readonly dataFolder: string
  readonly key: AuditKey
  readonly log: Log
  readonly now: () => TimestampMs
  /** The end of the chain as it stands. */
  readonly head: AuditHead
}

/**
 * Seals over the heads that a data folder holds.
 *
 * A seal comes after the commit it speaks of: whatever happens between the two, no seal speaks of what is not on disk.
 */
export function openSeals({ dataFolder, key, log, now, head }: SealParts): Seals {
  const path = join(dataFolder, HEADS_FILE)
  let last = lastSeal(path)
  let newest = head

  function seal(): void {
    if (newest.number === 0 || newest.hash === last?.hash) return
    const made = sealHead(newest, last, now(), key.read() ?? key.make())
    append(path, sealLine(made))
    last = made
    log.info({ seal: made.seal, entry: made.number, hash: made.hash, mac: made.mac }, 'audit_sealed')
  }

  function sealOrTell(): boolean {
    try {
      seal()
      return true
    } catch (failure) {
      // A full disk: the next head covers what this one would have.
      log.error({ err: failure }, 'audit_seal_failed')
      return false
    }
  }

  return {
    last,
    follow(next) {
      newest = next
      if (next.number - (last?.number ?? 0) >= ENTRIES_PER_SEAL_MAX) sealOrTell()
    },
    seal: sealOrTell,
  }
}

/** What is kept beside the database, for whoever looks at the log. */
export function readKeptSeals(dataFolder: string, key: AuditKey): KeptSeals {
  return { text: textOf(join(dataFolder, HEADS_FILE)), key: key.read() }
}

/** The newest seal; a line that was cut off while it was written is taken away, so that the next is a whole one. */
function lastSeal(path: string): AuditSeal | null {
  const text = textOf(path)
  const { seals, torn } = readSeals(text)
  if (torn !== '') truncateSync(path, Buffer.byteLength(text) - Buffer.byteLength(torn))
  return seals.at(-1) ?? null
}

function append(path: string, line: string): void {
  const file = openSync(path, 'a', 0o600)
  try {
    writeSync(file, line)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw failure
  }
}
