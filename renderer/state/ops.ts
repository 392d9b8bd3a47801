import type { HealthCheck, LogLine, LogPage } from '#contracts/http/operations.ts'
import type { Say, WordKey } from '../words/words.ts'
import { amount, UNKNOWN } from './format.ts'

const NARROW = '\u202f'
const KB = 1_000
const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** 1234567 -> `1.2 MB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= KB && unit < BYTE_UNITS.length - 1) {
    value /= KB
    unit += 1
  }
  return `${amount(value, unit === 0 ? 0 : 1)}${NARROW}${BYTE_UNITS[unit]}`
}

/** What was measured, in its unit; a dash where nothing was. */
export function measureText(value: number | null, unit: HealthCheck['unit']): string {
  if (value === null) return UNKNOWN
  switch (unit) {
    case 'bytes':
      return bytesText(value)
    case 'ms':
      return `${amount(value, value < 10 ? 2 : 0)}${NARROW}ms`
    case 's':
      return `${amount(value, 0)}${NARROW}s`
    case 'per_minute':
      return `${amount(value, 0)}/min`
    default:
      return amount(value, 0)
  }
}

/** How long something took: `0.84 ms`, `12 ms`, `3.2 s`. */
export function tookText(ms: number): string {
  return ms < KB ? measureText(ms, 'ms') : `${amount(ms / KB, 1)}${NARROW}s`
}

/** How often something is: `1 s`, `5 min`, `1 h`. */
export function everyText(seconds: number): string {
  if (seconds < 60) return `${amount(seconds, 0)}${NARROW}s`
  if (seconds < 3_600) return `${amount(seconds / 60, 0)}${NARROW}min`
  return `${amount(seconds / 3_600, 0)}${NARROW}h`
}

const GRAVITY: Readonly<Record<HealthCheck['state'], number>> = { failed: 0, warn: 1, unknown: 2, ok: 3 }

/** What does not hold first, each kind in the order in which the station looks. */
export function gravest(checks: readonly HealthCheck[]): readonly HealthCheck[] {
  return checks.toSorted((a, b) => GRAVITY[a.state] - GRAVITY[b.state])
}

/** Lines that a page keeps: as many as the station does. */
export const LOG_LINES_SHOWN_MAX = 2_000

/** What a page knows of the log. */
export interface LogView {
  /** When the run of the station began that wrote the lines. */
  readonly startedAt: number
  readonly lines: readonly LogLine[]
  /** Where to go on. */
  readonly next: number
  readonly components: readonly string[]
  /** Lines that gave way before they were read. */
  readonly missed: number
}

/**
 * What is known with a newer answer added.
 *
 * Null where the answer is of another run of the station: its numbers begin anew, and so has the reading, also where it
 * has written more lines by now than were known of the one before.
 */
export function addLines(known: LogView | null, page: LogPage): LogView | null {
  const { started_at: startedAt, next, components } = page
  if (known === null) return { startedAt, lines: page.lines, next, components, missed: 0 }
  if (startedAt !== known.startedAt) return null
  const missed = known.missed + Math.max(0, page.oldest - known.next - 1)
  const lines = [...known.lines, ...page.lines].slice(-LOG_LINES_SHOWN_MAX)
  return { startedAt, lines, next, components, missed }
}

/** A line as a file has it: one JSON object. */
export function lineText({ at, level, event, component, correlation_id: id, facts }: LogLine): string {
  const time = new Date(Math.round(at * KB)).toISOString()
  const told = facts === '' ? {} : (JSON.parse(facts) as object)
  return JSON.stringify({
    time,
    level,
    event,
    ...(component !== null && { component }),
    ...(id !== null && { correlationId: id }),
    ...told,
  })
}

/** What a line says beside its name, on one line: `method POST, path /api/fire, status 404`. */
export function saidText(facts: string): string {
  if (facts === '') return ''
  return Object.entries(JSON.parse(facts) as Readonly<Record<string, unknown>>)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}

/** What a job did, on one line: `receipts dropped 12, size 41 kB`; a fact that this page does not know by its name. */
export function factsLine(facts: Readonly<Record<string, string | number>>, say: Say<'ops'>): string {
  return Object.entries(facts)
    .map(([name, value]) => {
      const key = `fact_${name}`
      const words = say(key as WordKey<'ops'>)
      const shown = name === 'bytes' && typeof value === 'number' ? bytesText(value) : value
      return `${words === key ? name : words} ${shown}`
    })
    .join(', ')
}
