import type { LogLevel } from './settings.ts'

/** Lines of the log that are kept in memory; the oldest gives way. */
export const LOG_LINES_KEPT_MAX = 2_000
/** A longer line is kept without what it says beside its own name and place. */
export const LOG_LINE_CHARACTERS_KEPT_MAX = 4_000

/** Levels that a line can have, from the quietest. */
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const satisfies readonly LogLevel[]
export type LineLevel = (typeof LEVELS)[number]

/** One line of the log as it is kept. */
export interface KeptLine {
  /** Counts from 1 with the start of the station, without a gap. */
  readonly number: number
  /** ISO time, as it was written. */
  readonly time: string
  readonly level: LineLevel
  readonly event: string
  readonly component: string | null
  readonly correlationId: string | null
  /** What else it says, as JSON. */
  readonly facts: string
}

/** What is looked for. Null where anything will do. */
export interface LineChoice {
  /** This level and louder. */
  readonly level: LineLevel | null
  readonly component: string | null
  readonly correlationId: string | null
}

/** Some lines, oldest first, and where to go on. */
export interface LinePage {
  readonly lines: readonly KeptLine[]
  /** Every line up to this number was looked at. */
  readonly next: number
  /** The oldest line that is still kept; 0 where there is none. */
  readonly oldest: number
  /** Every component that a kept line is of, by name. */
  readonly components: readonly string[]
}

/** The newest lines of the log. */
export interface LogRing {
  /** Takes a line as it was written: after everything secret was blotted out. */
  add(line: string): void
  /**
   * The lines after a number, oldest first, at most `limit`; without a number, the newest.
   *
   * Lines that gave way meanwhile are gone: `oldest` says so.
   */
  page(after: number | null, choice: LineChoice, limit: number): LinePage
}

/** Opens an empty ring. A line is read only when somebody asks: every request may write one. */
export function openLogRing(keptMax = LOG_LINES_KEPT_MAX): LogRing {
  /** Text until it is asked for. */
  const slots: (string | KeptLine)[] = []
  let added = 0

  function at(number: number): KeptLine {
    const slot = (number - 1) % keptMax
    const kept = slots[slot] as string | KeptLine
    if (typeof kept !== 'string') return kept
    const line = readLine(number, kept)
    slots[slot] = line
    return line
  }

  return {
    add(line) {
      slots[added % keptMax] = line.length > LOG_LINE_CHARACTERS_KEPT_MAX ? shortened(line) : line
      added += 1
    },
    page(after, choice, limit) {
      const oldest = added === 0 ? 0 : Math.max(1, added - keptMax + 1)
      const all = Array.from({ length: added === 0 ? 0 : added - oldest + 1 }, (_, place) =>
        at(oldest + place),
      )
      const components = [...new Set(all.flatMap(({ component }) => component ?? []))].sort()
      const fitting = all.filter((line) => line.number > (after ?? 0) && fits(line, choice))
      const lines = after === null ? fitting.slice(-limit) : fitting.slice(0, limit)
      const cut = after !== null && fitting.length > limit
      return { lines, next: cut ? (lines.at(-1)?.number ?? added) : added, oldest, components }
    },
  }
}

function fits(line: KeptLine, { level, component, correlationId }: LineChoice): boolean {
  return (
    (level === null || LEVELS.indexOf(line.level) >= LEVELS.indexOf(level)) &&
    (component === null || line.component === component) &&
    (correlationId === null || line.correlationId === correlationId)
  )
}

function readLine(number: number, text: string): KeptLine {
  const { time, level, event, component, correlationId, ...rest } = JSON.parse(text) as Record<
    string,
    unknown
  >
  return {
    number,
    time: String(time),
    level: LEVELS.find((known) => known === level) ?? 'info',
    event: typeof event === 'string' ? event : '',
    component: typeof component === 'string' ? component : null,
    correlationId: typeof correlationId === 'string' ? correlationId : null,
    facts: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest),
  }
}

function shortened(line: string): string {
  const { time, level, event, component, correlationId } = JSON.parse(line) as Record<string, unknown>
  return JSON.stringify({ time, level, event, component, correlationId, cut: true, characters: line.length })
}
