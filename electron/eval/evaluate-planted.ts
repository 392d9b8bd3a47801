import { METHODS, type Method } from '#core/signals/fusion/evaluation/contest.ts'
import { plantedStreams } from '#core/signals/fusion/evaluation/planted.ts'
import { type Regret, regretOn } from '#core/signals/fusion/evaluation/planted-contest.ts'
import { decimals, markdownTable } from './markdown.ts'
import type { Format } from './words.ts'

export interface PlantedJob {
  readonly seed: string
  readonly format: Format
}

/** The regret of everybody on the ten streams of a seed, and their sums, as text. */
export function evaluatePlanted({ seed, format }: PlantedJob, note: (line: string) => void): string {
  const regrets = plantedStreams(seed).map((stream) => {
    note(stream.name)
    return regretOn(stream)
  })
  const sum = Object.fromEntries(METHODS.map((method) => [method, total(regrets, method)]))
  if (format === 'json') return `${JSON.stringify({ seed, streams: regrets, sum })}\n`
  const row = (name: string, regret: Readonly<Record<string, number>>): readonly string[] => [
    name,
    ...METHODS.map((method) => decimals(regret[method] ?? null, 4)),
  ]
  const rows = regrets.map(({ stream, regret }) => row(stream, regret))
  const n = regrets[0]?.n ?? 0
  return [
    `# Fusion engine on planted streams, seed ${seed}`,
    '',
    `Nats above the oracle for each of ${n} scored events.`,
    '',
    ...markdownTable(['stream', ...METHODS], [...rows, row('**sum**', sum)]),
    '',
  ].join('\n')
}

function total(regrets: readonly Regret[], method: Method): number {
  return regrets.reduce((sum, { regret }) => sum + regret[method], 0)
}
