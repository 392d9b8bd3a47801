import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BadInput } from './bad-input.ts'
import type { BarsJob } from './evaluate-bars.ts'
import type { EventsJob } from './evaluate-events.ts'
import type { Geometry } from './event-line.ts'

export type Format = 'md' | 'json'

/** What was asked for. */
export type Job =
  | ({ readonly mode: 'events' } & EventsJob)
  | ({ readonly mode: 'bars' } & BarsJob)
  | { readonly mode: 'planted'; readonly seed: string; readonly format: Format }

const RECORDED = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'market')

const OPTIONS = {
  events: { type: 'string' },
  out: { type: 'string' },
  book: { type: 'string' },
  breakeven: { type: 'string' },
  'snapshot-at': { type: 'string' },
  bars: { type: 'string' },
  tp: { type: 'string' },
  sl: { type: 'string' },
  timeout: { type: 'string' },
  cool: { type: 'string' },
  plots: { type: 'string' },
  planted: { type: 'string' },
  format: { type: 'string' },
} as const

type Flags = Partial<Record<keyof typeof OPTIONS, string>>

const MODES = ['events', 'bars', 'planted'] as const
const BELONGS: Readonly<Record<(typeof MODES)[number], readonly (keyof typeof OPTIONS)[]>> = {
  events: ['events', 'out', 'book', 'breakeven', 'snapshot-at'],
  bars: ['bars', 'tp', 'sl', 'timeout', 'cool', 'plots', 'format'],
  planted: ['planted', 'format'],
}

/**
 * Understands the command line.
 *
 * Without a mode it is `--bars`; `--bars` without a folder takes the recorded prices beside the project.
 *
 * @throws BadInput  with one sentence for a flag or value that makes no sense
 */
export function jobOf(line: readonly string[]): Job {
  const flags = flagsOf(line)
  const modes = MODES.filter((mode) => flags[mode] !== undefined)
  if (modes.length > 1) throw new BadInput(`--${modes.join(' and --')} do not go together`)
  const mode = modes[0] ?? 'bars'
  const stray = Object.keys(flags).find((flag) => !BELONGS[mode].some((known) => known === flag))
  if (stray !== undefined) throw new BadInput(`--${stray} is no flag of --${mode}`)
  switch (mode) {
    case 'events':
      return eventsJob(flags)
    case 'bars':
      return barsJob(flags)
    case 'planted':
      return { mode, seed: flags.planted ?? '', format: formatOf(flags) }
  }
}

function flagsOf(line: readonly string[]): Flags {
  try {
    return parseArgs({ args: withFolder(line), options: OPTIONS, strict: true }).values
  } catch (failure) {
    throw new BadInput(failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : String(failure))
  }
}

/** `--bars` may stand without a folder. */
function withFolder(line: readonly string[]): string[] {
  return line.flatMap((word, index) => {
    const next = line[index + 1]
    return word === '--bars' && (next === undefined || next.startsWith('--')) ? [word, RECORDED] : [word]
  })
}

function eventsJob(flags: Flags): Job {
  return {
    mode: 'events',
    events: flags.events ?? '',
    out: flags.out ?? null,
    only: flags.book === undefined ? null : geometryOf(flags.book),
    breakeven: numberOf(flags, 'breakeven', (value) => value > 0 && value < 1, 'between 0 and 1'),
    snapshotAt: numberOf(flags, 'snapshot-at', isWhole, 'a number of lines from 1'),
  }
}

function barsJob(flags: Flags): Job {
  const tp = numberOf(flags, 'tp', isPositive, 'above 0')
  const sl = numberOf(flags, 'sl', isPositive, 'above 0')
  if ((tp === null) !== (sl === null)) throw new BadInput('--tp and --sl go together')
  return {
    mode: 'bars',
    folder: flags.bars ?? RECORDED,
    geometry: tp === null || sl === null ? null : { targetAtr: tp, stopAtr: sl },
    horizonBars: numberOf(flags, 'timeout', isWhole, 'a number of bars from 1'),
    cooldownBars: numberOf(flags, 'cool', isWhole, 'a number of bars from 1'),
    plots: flags.plots ?? null,
    format: formatOf(flags),
  }
}

function geometryOf(text: string): Geometry {
  const [targetAtr = Number.NaN, stopAtr = Number.NaN, ...more] = text.split(':').map(Number)
  if (more.length > 0 || !isPositive(targetAtr) || !isPositive(stopAtr))
    throw new BadInput('--book must be target:stop in ATR, such as 1.5:1')
  return { targetAtr, stopAtr }
}

function numberOf(
  flags: Flags,
  name: keyof typeof OPTIONS,
  fits: (value: number) => boolean,
  allowed: string,
): number | null {
  const text = flags[name]
  if (text === undefined) return null
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!fits(value)) throw new BadInput(`--${name} must be ${allowed}`)
  return value
}

function isPositive(value: number): boolean {
  return value > 0 && value <= 1_000
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function formatOf({ format = 'md' }: Flags): Format {
  if (format !== 'md' && format !== 'json') throw new BadInput('--format must be md or json')
  return format
}
