import { Worker } from 'node:worker_threads'
import type { Policy } from '#core/context.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { figuresOf } from '#tests/simulation/figures.ts'
import { aligned, exploitLines, type Line, linesOf, whole } from '#tests/simulation/report.ts'
import { VARIANTS } from '#tests/simulation/variants.ts'
import { findingsOf, overCap } from '#tests/simulation/verdict.ts'
import type { Lived, WorldOptions, WorldSize } from '#tests/simulation/world.ts'
import { atLeast, type Harness, mustFind, never } from './support/harness.ts'

/** Desks that are lived by themselves: what grows with a desk is forgotten with it. */
interface Size extends WorldSize {
  readonly worlds: number
}

/** 2,000 people who mean well for 180 days, and 20 for each way of cheating: some 20 minutes on two free cores. */
const FULL: Size = { worlds: 20, people: 100, cheatsEach: 1, days: 180 }
const SHORT: Size = { worlds: 1, people: 40, cheatsEach: 4, days: 8 }
const CONTROL: Size = { worlds: 1, people: 30, cheatsEach: 2, days: 6 }
/** As many as a small machine has cores. */
const THREADS = 2
/** Nobody cheats here. */
const VARIANT: WorldSize = { people: 60, cheatsEach: 0, days: 180 }
/** Four who cheat have luck with their missions, or not: short runs live the same days each time, long ones any. */
const SHORT_SEED = 'short'

/** Lets a desk's people live for half a year through the station's writer, and looks for whoever gets more than he should. */
export const proveEconomy: Harness = async ({ seed, short, note }) => {
  const size = short ? SHORT : FULL
  const worlds = await live(size, short ? SHORT_SEED : seed, {}, note)
  const figures = figuresOf(worlds)
  const findings = findingsOf(worlds)
  const judged = findings.filter((finding) => finding.judged)
  const caps = overCap(worlds, DEFAULT_PROGRESS_POLICY)
  const twice = worlds.flatMap(({ paidTwice }) => paidTwice)
  const accounts = worlds.reduce((sum, { standings }) => sum + standings.length, 0)
  for (const line of aligned([...linesOf(figures), ...exploitLines(findings)])) note(line)
  if (!short) for (const line of aligned(await variants(seed, note))) note(line)
  for (const found of [...caps, ...twice.slice(0, SHOWN_MAX)]) note(found)
  return [
    atLeast('economy: people who mean well and came', figures.people, size.worlds * size.people * CAME_SHARE),
    never(
      'economy: exploits that pay',
      findings.filter(({ pays }) => pays).length,
      `${judged.length} exploits`,
    ),
    never('economy: actions that earned beyond their cap', caps.length, `${accounts} accounts`),
    never('economy: things paid twice', twice.length, `${figures.commands} commands`),
    never(
      'economy: balances other than what was told',
      worlds.flatMap(({ wrongBalances }) => wrongBalances).length,
      `${accounts} accounts`,
    ),
    never('economy: honest people who broke a rule', figures.honestViolations, `${figures.people} people`),
    never('economy: honest requests refused', figures.honestRefusals, `${figures.commands} commands`),
  ]
}

/** A desk without allowances, on which it pays to click and to pass on everything: it must be found. */
export const controlEconomy: Harness = async ({ note }) => {
  const abuse = { ...DEFAULT_PROGRESS_POLICY.abuse, dayAllowances: new Map() }
  const worlds = await live(CONTROL, SHORT_SEED, { progress: { ...DEFAULT_PROGRESS_POLICY, abuse } }, note)
  const findings = findingsOf(worlds)
  return [
    mustFind(
      'control economy: exploits that pay without allowances are noticed',
      findings.filter(({ pays }) => pays).length,
      `${findings.length} exploits`,
    ),
  ]
}

/** What the honest would have under policies that are not shipped: said, and judged by nobody. */
async function variants(seed: string, note: (line: string) => void): Promise<readonly Line[]> {
  const worlds = VARIANTS.map(({ policy }) => ({ ...VARIANT, seed, policy: { progress: policy } }))
  const lived = await inThreads(worlds, note)
  return lived.map((world, index) => {
    const { perDay, earnedPerDay } = figuresOf([world])
    const name = VARIANTS[index]?.name ?? ''
    return [`variant: ${name}`, whole(perDay.median), `of it earned by doing ${whole(earnedPerDay)}`]
  })
}

const SHOWN_MAX = 10
/** Of those who come seldom some never do in a short time. */
const CAME_SHARE = 0.9

function live(
  { worlds, ...size }: Size,
  seed: string,
  policy: Partial<Policy>,
  note: (line: string) => void,
): Promise<readonly Lived[]> {
  const some = Array.from({ length: worlds }, (_, world) => ({ ...size, seed: `${seed}/${world}`, policy }))
  return inThreads(some, note)
}

/** Lives worlds in threads of their own, so many at a time; the answers are in the order of the worlds. */
async function inThreads(
  worlds: readonly WorldOptions[],
  note: (line: string) => void,
): Promise<readonly Lived[]> {
  const waiting = [...worlds.entries()]
  const lived: Lived[] = []
  let done = 0
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, options] = next
      lived[index] = await inThread(options)
      done += 1
      if (worlds.length > 1) note(`${done} of ${worlds.length} desks were lived`)
    }
  }
  await Promise.all(Array.from({ length: THREADS }, lane))
  return lived
}

function inThread(options: WorldOptions): Promise<Lived> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./economy-worker.ts', import.meta.url), { workerData: options })
    worker.once('message', done)
    worker.once('error', failed)
  })
}
