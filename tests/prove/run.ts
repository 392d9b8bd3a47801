import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { controlCuts, proveCuts } from './cuts.ts'
import { controlEconomy, proveEconomy } from './economy.ts'
import { proveFusion } from './fusion.ts'
import { controlFuzz, proveFuzz } from './fuzz.ts'
import { controlInstances, proveInstances } from './instances.ts'
import { controlKill, proveKill } from './kill.ts'
import { controlOperations, proveOperations } from './operations.ts'
import { controlPower, provePower } from './power.ts'
import { controlResets, proveResets } from './resets.ts'
import { controlSlow, proveSlow } from './slow.ts'
import { controlSoak, proveSoak } from './soak.ts'
import { controlStalled, proveStalled } from './stalled.ts'
import { controlStreaks, proveStreaks } from './streaks.ts'
import type { Harness, Row } from './support/harness.ts'
import { table } from './support/table.ts'
import { controlTwins, proveTwins } from './twins.ts'

/** What `npm run prove -- NAME` can name. */
const HARNESSES: Readonly<Record<string, readonly Harness[]>> = {
  kill: [proveKill],
  power: [provePower],
  cuts: [proveCuts],
  twins: [proveTwins],
  fuzz: [proveFuzz],
  slow: [proveSlow],
  stalled: [proveStalled],
  soak: [proveSoak],
  instances: [proveInstances],
  fusion: [proveFusion],
  streaks: [proveStreaks],
  resets: [proveResets],
  economy: [proveEconomy],
  operations: [proveOperations],
  controls: [
    controlPower,
    controlKill,
    controlCuts,
    controlTwins,
    controlFuzz,
    controlSlow,
    controlStalled,
    controlSoak,
    controlInstances,
    controlStreaks,
    controlResets,
    controlEconomy,
    controlOperations,
  ],
}
/**
 * Harnesses that share the two cores without harm. `instances` times its losers, `economy` takes both cores, and at full
 * size `slow`, `stalled` and `soak` time what they ask for, so that these run alone.
 */
const SIDE_BY_SIDE: readonly (readonly string[])[] = [
  ['kill', 'fusion', 'streaks', 'resets', 'operations'],
  ['power', 'twins', 'fuzz', 'cuts', 'controls'],
]
/** The short ones judge no time and mostly wait, so that they have a lane of their own beside the two. */
const SIDE_BY_SIDE_SHORT = [...SIDE_BY_SIDE, ['slow', 'stalled', 'soak']]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string' },
  },
})

const minutes = values.minutes === undefined ? undefined : Number(values.minutes)
const note = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<number> {
  const names = positionals.length > 0 ? positionals : Object.keys(HARNESSES)
  if (minutes !== undefined && !(minutes > 0)) {
    note('--minutes is how long the soak takes: a number above 0')
    return 2
  }
  const unknown = names.find((name) => !(name in HARNESSES))
  if (unknown !== undefined) {
    note(`${unknown} is no harness; there are ${Object.keys(HARNESSES).join(', ')}`)
    return 2
  }
  const rows = await runAll(names)
  process.stdout.write(values.json ? `${JSON.stringify(rows)}\n` : `${table(rows)}\n`)
  const broken = rows.filter((row) => !row.ok)
  if (broken.length > 0) note(`${broken.length} promises broken; again with --seed ${values.seed}`)
  return broken.length > 0 ? 1 : 0
}

/** Runs the named harnesses and returns their rows in the order of the list above. */
async function runAll(names: readonly string[]): Promise<readonly Row[]> {
  const rows = new Map<string, readonly Row[]>()
  const lanes = (values.short ? SIDE_BY_SIDE_SHORT : SIDE_BY_SIDE).map((lane) =>
    lane.filter((name) => names.includes(name)),
  )
  await Promise.all(
    lanes.map(async (lane) => {
      for (const name of lane) rows.set(name, await runOne(name))
    }),
  )
  for (const name of names) if (!rows.has(name)) rows.set(name, await runOne(name))
  return names.flatMap((name) => rows.get(name) ?? [])
}

async function runOne(name: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const harness of HARNESSES[name] ?? []) {
    const folder = mkdtempSync(join(tmpdir(), `fusion-prove-${name}-`))
    mkdirSync(folder, { recursive: true })
    const found = await attempt(name, harness, folder)
    rows.push(...found)
    if (found.every((row) => row.ok)) rmSync(folder, { recursive: true, force: true })
    else note(`${name}: what was found is kept in ${folder}; seed ${values.seed}`)
  }
  return rows
}

async function attempt(name: string, harness: Harness, folder: string): Promise<readonly Row[]> {
  const started = performance.now()
  const say = (line: string): void => note(`[${name}] ${line}`)
  say(`begins, seed ${values.seed}`)
  try {
    return await harness({ seed: values.seed, short: values.short, folder, note: say, minutes })
  } catch (failure) {
    const why = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
    say(`could not be run: ${why}`)
    return [{ name: `${name}: could not be run`, result: why.split('\n')[0] ?? '', goal: 'runs', ok: false }]
  } finally {
    say(`took ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  }
}

process.exitCode = await main()
// A station that could not be asked to stop must not keep the runner alive.
process.exit()
