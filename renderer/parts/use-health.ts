import { useQuery } from '@tanstack/react-query'
import type { Answer } from '#contracts/client.ts'
import type { Health } from '#contracts/http.ts'
import { Refused, readProblem } from '../link/api.ts'
import { useDesk } from './use-desk.ts'

const HEALTH_EVERY_MS = 10_000
const SERVICE_UNAVAILABLE = 503

/** What the station says of itself. Null is what it does not tell this reader. */
export interface HealthView {
  /** False while it can be read but records nothing. */
  readonly writable: boolean
  /** True once the market has broken its word: no bar and no signal comes any more. */
  readonly marketFailed: boolean
  /** 99th percentile of the event loop's delay, milliseconds. */
  readonly loopDelayMs: number | null
  readonly clients: number | null
  /** Rows of the journal. */
  readonly journalRows: number | null
  /** How long the disk took for the last commits, milliseconds. */
  readonly commitMs: { readonly p50: number; readonly p99: number; readonly of: number } | null
}

/** The station's health, asked every ten seconds; null before the first answer. */
export function useHealth(): HealthView | null {
  const { api } = useDesk()
  const asking = useQuery({
    queryKey: ['health'],
    refetchInterval: HEALTH_EVERY_MS,
    queryFn: async () => readHealth(await api.call('health', {})),
  })
  return asking.data ?? null
}

const UNWRITABLE: HealthView = {
  writable: false,
  marketFailed: false,
  loopDelayMs: null,
  clients: null,
  journalRows: null,
  commitMs: null,
}

/** Reads the answer of `/health`, which is 503 with a body of its own while the station cannot write. */
export function readHealth(answer: Answer<Health>): HealthView {
  if (answer.ok) {
    const { status, db, clients, lan, loop_delay_p99_ms: delay } = answer.value
    // Its own badge says what listens otherwise than it should.
    const elsewhere = lan !== undefined && lan.differences.length > 0
    return {
      writable: true,
      marketFailed: status !== 'ok' && !elsewhere,
      loopDelayMs: delay ?? null,
      clients: clients ?? null,
      journalRows: db?.journal_rows ?? null,
      commitMs: db?.commit_ms ?? null,
    }
  }
  const { status, error } = answer.problem
  // A station that starts or stops says so in an error of the common shape.
  if (status === SERVICE_UNAVAILABLE && (error === null || error.code === 'storage_full')) return UNWRITABLE
  throw new Refused(readProblem(answer.problem))
}
