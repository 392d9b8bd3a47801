import type { LogSink } from '#station/log.ts'

/** Lines that the boot page shows. */
const LINES_MAX = 30
const LINE_LENGTH_MAX = 400

/** The last lines of the log, in memory. */
export interface LogTail extends LogSink {
  /** Oldest first, in words for a person. */
  lines(): readonly string[]
}

/** Keeps the last lines beside another sink. */
export function openLogTail(beside: LogSink): LogTail {
  const kept: string[] = []
  return {
    write(line) {
      kept.push(line)
      if (kept.length > LINES_MAX) kept.shift()
      beside.write(line)
    },
    flush: beside.flush,
    lines: () => kept.map(readableLine),
  }
}

/** What a line of the log says beside its event. */
export type NoteMore = Readonly<Record<string, string>>

/** Writes a line of the program around the station, in the form of the station's own. */
export function noteIn(log: LogSink, event: string, more: NoteMore): void {
  const line = { level: 'info', time: new Date().toISOString(), component: 'shell', event, ...more }
  log.write(`${JSON.stringify(line)}\n`)
}

/** What an error says of itself in the log: its code, and the first line of its words. */
export function saidBy(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = '' } = error as { readonly code?: string; readonly message?: string }
  return { code, message: message.split('\n', 1)[0] ?? '' }
}

/** A line of the log as a person reads it: time of day, level, event, and what came with it. */
export function readableLine(line: string): string {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line)
  } catch {
    return line.trim().slice(0, LINE_LENGTH_MAX)
  }
  const { time, level, event, component, err, ...rest } = entry
  const failed = (err as { readonly message?: string } | undefined)?.message
  const more = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const words = [String(time).slice(11, 19), level, component, event, failed, ...more]
  return words
    .filter((word) => word !== undefined)
    .join(' ')
    .slice(0, LINE_LENGTH_MAX)
}
