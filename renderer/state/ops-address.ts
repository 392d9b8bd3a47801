import type { LogLevel } from '#contracts/http/operations.ts'

/** What of operations stands in the address: the frame reads it before the page is fetched. */

/** The tabs of operations, in the order of their keys. */
export const OPS_TABS = ['health', 'logs', 'jobs', 'database'] as const
export type OpsTab = (typeof OPS_TABS)[number]

/** Reads the address; what is no tab is the first. */
export function readOpsTab(word: unknown): OpsTab {
  return OPS_TABS.find((tab) => tab === word) ?? 'health'
}

/** What a reader of the log looks for; null where anything will do. */
export interface LogChoice {
  readonly level: LogLevel | null
  readonly component: string | null
  readonly correlationId: string | null
}

export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** A choice as the address has it. */
export interface LogSearch {
  readonly level?: LogLevel
  readonly component?: string
  readonly correlation?: string
}

const WORD_LENGTH_MAX = 64

/** Reads the address; what is no choice is dropped. */
export function readLogChoice({
  level,
  component,
  correlation,
}: Readonly<Record<string, unknown>>): LogChoice {
  return {
    level: LOG_LEVELS.find((known) => known === level) ?? null,
    component: wordOf(component),
    correlationId: wordOf(correlation),
  }
}

/** Writes the address: only what was chosen. */
export function writeLogChoice({ level, component, correlationId }: LogChoice): LogSearch {
  return {
    ...(level !== null && { level }),
    ...(component !== null && { component }),
    ...(correlationId !== null && { correlation: correlationId }),
  }
}

function wordOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' && text.length <= WORD_LENGTH_MAX ? text : null
}
