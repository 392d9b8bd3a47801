import { type Figures, TARGET_PER_DAY, TARGET_UNLOCKS_PER_WEEK, TARGET_WEEK_STREAK_PCT } from './figures.ts'
import type { Finding } from './verdict.ts'

/** A line of the report: what it is, what was found, what the seeds want of it, and whether that is reached. */
export type Line = readonly [what: string, found: string, wanted: string]

const PARTS_SHOWN = 8

/** The figures of an economy as lines for a person. A target that is missed says so. */
export function linesOf(figures: Figures): readonly Line[] {
  const { perDay, weekStreakPct, monthStreakPct, unlocksPerWeek, inPerWeek, outPerWeek } = figures
  const [least, most] = TARGET_PER_DAY
  const met = (holds: boolean, target: string) => `${target}: ${holds ? 'met' : 'missed'}`
  return [
    ['people, days, commands', `${figures.people}, ${figures.days}, ${figures.commands}`, ''],
    [
      'points per day of the honest, median',
      whole(perDay.median),
      met(perDay.median >= least && perDay.median <= most, `${least} to ${most}`),
    ],
    ['the same, first and last tenth', `${whole(perDay.p10)} to ${whole(perDay.p90)}`, ''],
    ['of it earned by doing, mean', whole(figures.earnedPerDay), ''],
    ...figures.parts.slice(0, PARTS_SHOWN).map(([what, amount]): Line => [`  ${what}`, whole(amount), '']),
    ...figures.groups.map(
      ({ name, perDay: amount, level }): Line => [
        `${name}: per day, level`,
        `${whole(amount)}, ${level}`,
        '',
      ],
    ),
    [
      'reached 7 days of login in a row',
      `${whole(weekStreakPct)} %`,
      met(weekStreakPct >= TARGET_WEEK_STREAK_PCT, `${TARGET_WEEK_STREAK_PCT} %`),
    ],
    ['reached 30 days', `${whole(monthStreakPct)} %`, ''],
    [
      'unlocks per honest user and week',
      unlocksPerWeek.toFixed(2),
      met(unlocksPerWeek >= TARGET_UNLOCKS_PER_WEEK, `${TARGET_UNLOCKS_PER_WEEK}`),
    ],
    ['points in, out and kept per user and week', triple(inPerWeek, outPerWeek), ''],
    [
      'inflation: kept per user and week, first and last four weeks',
      `${whole(figures.first)}, ${whole(figures.last)}, ${percentMore(figures)}`,
      '',
    ],
  ]
}

/** What each exploit brought, as lines. */
export function exploitLines(findings: readonly Finding[]): readonly Line[] {
  return findings.map(({ exploit, accounts, perVisit, pctOfHonest, addsPct, judged, pays }) => [
    `exploit ${exploit} (${accounts})`,
    `${whole(perVisit)} a day, ${whole(pctOfHonest)} % of the honest, adds ${addsPct.toFixed(1)} %`,
    judged ? (pays ? 'PAYS' : 'does not pay') : 'comes once: judged over a long run only',
  ])
}

/** Lines under each other with aligned columns. */
export function aligned(lines: readonly Line[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column as 0 | 1].length)))
  return lines.map(([what, found, wanted]) =>
    `${what.padEnd(widths[0] ?? 0)}  ${found.padEnd(widths[1] ?? 0)}  ${wanted}`.trimEnd(),
  )
}

function triple(came: number, went: number): string {
  return `${whole(came)}, ${whole(went)}, ${whole(came - went)}`
}

function percentMore({ first, last }: Figures): string {
  const pct = Math.round((100 * (last - first)) / first)
  return `${pct > 0 ? '+' : ''}${pct} %`
}

/** A number of points, as a person reads it. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
