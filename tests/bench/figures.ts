/** What a figure has to reach. */
export interface Goal {
  readonly unit: string
  readonly goal: number
  readonly better: 'higher' | 'lower'
}

/** A figure that was taken, as it is printed. */
export interface Figure extends Goal {
  readonly name: FigureName
  readonly value: number
  readonly met: boolean
}

/** Every figure by the name under which it can be asked for. Ratios are product to baseline, measured in one run. */
export const GOALS = {
  fire: { unit: 'x echo', goal: 0.25, better: 'higher' },
  fire_p99: { unit: 'x echo', goal: 5, better: 'lower' },
  award: { unit: 'x bare fire', goal: 0.6, better: 'lower' },
  door: { unit: 'x bare route', goal: 0.75, better: 'higher' },
  /** The same by the processor time of a fire, which other work on the machine changes less. */
  door_processor: { unit: 'x bare route', goal: 0.75, better: 'higher' },
  progress_page: { unit: 'ms p99', goal: 5, better: 'lower' },
  rank_look_up: { unit: 'us', goal: 1, better: 'lower' },
  rank_update: { unit: 'us', goal: 1.5, better: 'lower' },
  rank_top: { unit: 'us', goal: 2, better: 'lower' },
  rank_bytes: { unit: 'B', goal: 64, better: 'lower' },
  rank_rebuild: { unit: 's', goal: 1, better: 'lower' },
  fanout_1000: { unit: 'x broadcast', goal: 0.9, better: 'higher' },
  fanout_100_p99: { unit: 'ms', goal: 50, better: 'lower' },
  start_100k: { unit: 'x bare stack', goal: 2, better: 'lower' },
  rss_start: { unit: 'MB', goal: 160, better: 'lower' },
  replay_max: { unit: 'bars/s', goal: 100_000, better: 'higher' },
  replay_journaled: { unit: 'bars/s', goal: 10_000, better: 'higher' },
  page_long_task: { unit: 'ms', goal: 50, better: 'lower' },
  page_price_paints: { unit: 'in 10 s', goal: 60, better: 'lower' },
  page_chart_updates: { unit: 'a second', goal: 5, better: 'lower' },
  page_heap: { unit: 'MB', goal: 5, better: 'lower' },
  /** A minute with 50 ticks and 20 fires a second. */
  minute_long_task: { unit: 'ms', goal: 50, better: 'lower' },
  minute_heap: { unit: 'MB', goal: 10, better: 'lower' },
  queue_scroll: { unit: 'ms', goal: 50, better: 'lower' },
  /** The audit log with 10,000 entries, its older pages fetched on the way. */
  table_scroll: { unit: 'ms', goal: 50, better: 'lower' },
  post_to_paint: { unit: 'ms p95', goal: 250, better: 'lower' },
  first_paint: { unit: 'ms', goal: 1_000, better: 'lower' },
  interactive: { unit: 'ms', goal: 1_500, better: 'lower' },
  theme_switch: { unit: 'ms', goal: 100, better: 'lower' },
  fusion_ops: { unit: 'ops/s', goal: 50_000, better: 'higher' },
  fusion_replay: { unit: 's', goal: 20, better: 'lower' },
  first_load: { unit: 'kB gz', goal: 300, better: 'lower' },
} as const satisfies Readonly<Record<string, Goal>>

export type FigureName = keyof typeof GOALS
export type Values = Partial<Record<FigureName, number>>

/** What a measurement is given. */
export interface Bench {
  /** An empty folder of its own. */
  readonly folder: string
  /** Progress for the person who waits; goes to stderr. */
  readonly note: (line: string) => void
}

/** Takes one figure or several that come out of the same rounds. Throws when it cannot. */
export type Measurement = (bench: Bench) => Promise<Values>

/** Digits that are worth printing: three. */
const SIGNIFICANT_DIGITS = 3

/** The figure of a name: rounded once, and judged as it is printed. */
export function figureOf(name: FigureName, measured: number): Figure {
  const value = measured >= 1_000 ? Math.round(measured) : Number(measured.toPrecision(SIGNIFICANT_DIGITS))
  const { unit, goal, better } = GOALS[name]
  return { name, value, unit, goal, better, met: better === 'higher' ? value >= goal : value <= goal }
}

/** The figures under each other with aligned columns. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = figures.map(({ name, value, unit, goal, better, met }) => [
    name,
    String(value),
    unit,
    `${better === 'higher' ? '>=' : '<='} ${goal}`,
    met ? 'met' : 'MISSED',
  ])
  const cells = [['name', 'value', 'unit', 'goal', ''], ...lines]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  return cells
    .map((line) => line.map((cell, column) => padded(cell, column, widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n')
}

function padded(cell: string, column: number, width: number): string {
  return column === 1 ? cell.padStart(width) : cell.padEnd(width)
}
