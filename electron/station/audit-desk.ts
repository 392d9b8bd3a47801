import { hash } from 'node:crypto'
import { dirname } from 'node:path'
import { done } from '#core/audit/entry.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { type AuditHead, readAuditHead, readHashAt, readNewestAudit } from '#db/audit.ts'
import { SEAL_EVERY_MS } from '#db/audit-verify.ts'
import type { Readable } from '#db/open.ts'
import { type Askers, openAskers } from './askers.ts'
import { fileKey } from './audit-key.ts'
import { openSeals, type Seals } from './audit-seals.ts'
import type { Config } from './config.ts'
import type { Jobs } from './jobs.ts'
import type { Log } from './log.ts'
import type { Execute } from './station.ts'
import type { Storage } from './storage.ts'

/** Who asks, and the seals over what was put on record of it. */
export interface AuditDesk {
  readonly askers: Askers
  readonly seals: Seals
  readonly audited: (head: AuditHead) => void
  /** Seals what is not sealed yet; to be called when nothing is written any more. */
  stop(): void
}

export interface AuditParts {
  readonly now: () => TimestampMs
  readonly log: Log
  readonly jobs: Jobs
}

/**
 * Opens the audit log's surroundings over an open storage, and seals what a station that was killed left unsealed.
 *
 * A log that was changed beneath its seals does not keep the station from starting: its last seals stay, every check
 * finds it, and the log of the station says so now.
 */
export function openAudit({ db, file }: Storage, { now, log, jobs }: AuditParts): AuditDesk {
  const dataFolder = dirname(file)
  const seals = openSeals({ dataFolder, key: fileKey(dataFolder), log, now, head: readAuditHead(db) })
  const { last } = seals
  if (last !== null && readHashAt(db, last.number) !== last.hash)
    log.error({ seal: last.seal, entry: last.number }, 'audit_log_changed')
  seals.seal()
  const sealing = jobs.every({
    name: 'audit_seal',
    everyMs: SEAL_EVERY_MS,
    work: async () => (seals.seal() ? { entry: readAuditHead(db).number } : null),
    onDemand: true,
  })
  return {
    askers: openAskers(),
    seals,
    audited: seals.follow,
    stop() {
      sealing.stop()
      seals.seal()
    },
  }
}

/** Puts on record that the station runs with other settings than before; which, the file of the settings says. */
export async function noteSettings(db: Readable, execute: Execute, config: Config): Promise<void> {
  const { features, limits, hosts, deskZone, feed } = config
  const digest = hash('sha256', JSON.stringify({ features, limits, hosts, deskZone, feed }), 'hex')
  if (readNewestAudit(db, 'settings_read')?.facts.digest === digest) return
  await execute({ kind: 'note_audit', note: done('settings_read', null, { digest }) })
}
