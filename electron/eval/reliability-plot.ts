import type { Bin } from '#core/signals/fusion/evaluation/scores.ts'

const SIZE = 360
const MARGIN = 48
const TICKS = 5
/** Half width of the 90 % interval of a share, in standard errors. */
const INTERVAL_SE = 1.645
const PADDING = 0.02

/**
 * A reliability diagram as SVG text: what was predicted against what came true, bin by bin.
 *
 * The bars are 90 % intervals; a calibrated forecast lies on the diagonal. Axes cover what there is, so that a narrow
 * range of predictions can be read at all. Readable on light and dark ground.
 */
export function reliabilityPlot(title: string, bins: readonly Bin[]): string {
  const points = bins.map(({ n, predicted, realised }) => ({
    predicted,
    realised,
    reach: INTERVAL_SE * Math.sqrt((realised * (1 - realised)) / n),
  }))
  const values = points.flatMap(({ predicted, realised, reach }) => [
    predicted,
    realised - reach,
    realised + reach,
  ])
  const low = Math.max(0, Math.min(...values) - PADDING)
  const high = Math.min(1, Math.max(...values) + PADDING)
  const span = SIZE - 2 * MARGIN
  const across = (value: number): number => round(MARGIN + ((value - low) / (high - low)) * span)
  const up = (value: number): number => SIZE - across(value)
  const ticks = Array.from({ length: TICKS }, (_, index) => low + ((high - low) * index) / (TICKS - 1))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="Reliability ${title}">`,
    '<style>text{font:11px sans-serif;fill:#888}.grid{stroke:#888;stroke-opacity:.2}.even{stroke:#888;stroke-dasharray:4 3}.mark{fill:#2f7ed8}.reach{stroke:#2f7ed8}</style>',
    `<text x="${SIZE / 2}" y="20" text-anchor="middle">${title}</text>`,
    ...ticks.flatMap((tick) => [
      `<line class="grid" x1="${across(tick)}" y1="${up(low)}" x2="${across(tick)}" y2="${up(high)}"/>`,
      `<line class="grid" x1="${across(low)}" y1="${up(tick)}" x2="${across(high)}" y2="${up(tick)}"/>`,
      `<text x="${across(tick)}" y="${up(low) + 16}" text-anchor="middle">${percent(tick)}</text>`,
      `<text x="${across(low) - 6}" y="${up(tick) + 4}" text-anchor="end">${percent(tick)}</text>`,
    ]),
    `<line class="even" x1="${across(low)}" y1="${up(low)}" x2="${across(high)}" y2="${up(high)}"/>`,
    ...points.flatMap(({ predicted, realised, reach }) => [
      `<line class="reach" x1="${across(predicted)}" y1="${up(realised - reach)}" x2="${across(predicted)}" y2="${up(realised + reach)}"/>`,
      `<circle class="mark" cx="${across(predicted)}" cy="${up(realised)}" r="4"/>`,
    ]),
    `<text x="${SIZE / 2}" y="${SIZE - 8}" text-anchor="middle">predicted, %</text>`,
    `<text x="14" y="${SIZE / 2}" text-anchor="middle" transform="rotate(-90 14 ${SIZE / 2})">came true, %</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function percent(share: number): string {
  return (100 * share).toFixed(1)
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
