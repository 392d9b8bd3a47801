import type { FailureKind } from '#contracts/bridge.ts'
import { EXIT, type ExitCode, exitCodeOf } from '#server/serving.ts'
import { FeedRefused } from '#station/feed/refusal.ts'
import { SchemaTooNew } from '#station/open.ts'

/** Why there is no station. */
export interface Failure {
  readonly kind: FailureKind
  /** One sentence for a person. */
  readonly message: string
  /** What the program ends with while this stands. */
  readonly exitCode: ExitCode
}

const DISK_FULL =
  'The disk is full: the station needs some room to start. Free some and try again; nothing that was answered is lost.'
const FULL_CODES = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])

/** Says of a start that failed what a person has to know. */
export function failureToStart(error: unknown): Failure {
  const exitCode = exitCodeOf(error)
  if (isDiskFull(error)) return { kind: 'disk_full', message: DISK_FULL, exitCode }
  const message = messageOf(error)
  if (error instanceof SchemaTooNew) return { kind: 'newer_data', message, exitCode }
  if (error instanceof FeedRefused) return { kind: 'feed_refused', message, exitCode }
  if (exitCode === EXIT.refused) return { kind: 'settings_refused', message, exitCode }
  if (exitCode === EXIT.dataFolderInUse) return { kind: 'data_folder_in_use', message, exitCode }
  if (exitCode === EXIT.portInUse) return { kind: 'port_in_use', message, exitCode }
  return { kind: 'not_started', message: `The station could not start: ${message}`, exitCode }
}

/** Says of a station that broke while it ran what a person has to know. */
export function failureOfRunning(error: unknown): Failure {
  return {
    kind: 'broken',
    message: `The station broke and was stopped: ${messageOf(error)}. What was answered is on disk.`,
    exitCode: EXIT.broken,
  }
}

/** After these the program stays as it is: something may still write, or the disk may not take another program. */
const KEPT_AFTER: ReadonlySet<FailureKind> = new Set(['broken', 'disk_full'])

/** Whether the program may be exchanged for a newer one after a failure, which may be what it needs. */
export function mayExchangeAfter({ kind }: Pick<Failure, 'kind'>): boolean {
  return !KEPT_AFTER.has(kind)
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && FULL_CODES.has((error as NodeJS.ErrnoException).code ?? '')
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}
