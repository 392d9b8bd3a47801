import type { Policy } from '#core/context.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import { figuresOf } from '#tests/simulation/figures.ts'
import { aligned, exploitLines, type Line, linesOf, whole } from '#tests/simulation/report.ts'
import { VARIANTS } from '#tests/simulation/variants.ts'
import { findingsOf, overCap } from '#tests/simulation/verdict.ts'
import { type Lived, liveWorld, type WorldSize } from '#tests/simulation/world.ts'
import { atLeast, type Harness, mustFind, never } from './support/harness.ts'

/** Desks that are lived one after another: what grows with a desk is forgotten with it. */
interface Size extends WorldSize {
  readonly worlds: number
}

/** 2,000 people who mean well for 180 days, and 20 for each way of cheating. */
const FULL: Size = { worlds: 10, people: 200, cheatsEach: 2, days: 180 }
const SHORT: Size = { worlds: 1, people: 60, cheatsEach: 2, days: 14 }
const CONTROL: Size = { worlds: 1, people: 30, cheatsEach: 2, days: 6 }
/** Nobody cheats here. */
const VARIANT: WorldSize = { people: 60, cheatsEach: 0, days: 180 }
/** Three who cheat have luck with a box, or not: short runs live the same days each time, long ones any. */
const SHORT_SEED = 'three weeks'

/** Lets a desk's people live for half a year through the station's writer, and looks for whoever gets more than he should. */
export const proveEconomy: Harness = async ({ seed, short, note }) => {
  const size = short ? SHORT : FULL
  const worlds = await live(size, short ? SHORT_SEED : seed, {}, note)
  const figures = figuresOf(worlds)
  const findings = findingsOf(worlds)
  const judged = findings.filter((finding) => finding.judged)
  const caps = overCap(worlds, DEFAULT_PROGRESS_POLICY)
  const twice = worlds.flatMap(({ ledger }) => ledger.paidTwice)
  const accounts = worlds.reduce((sum, world) => sum + world.accounts.length, 0)
  for (const line of aligned([...linesOf(figures), ...exploitLines(findings)])) note(line)
  if (!short) for (const line of aligned(await variants(seed))) note(line)
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
async function variants(seed: string): Promise<readonly Line[]> {
  const lines: Line[] = []
  for (const { name, policy } of VARIANTS) {
    const figures = figuresOf([await liveWorld({ ...VARIANT, seed, policy: { progress: policy } })])
    const { perDay, earnedPerDay } = figures
    lines.push([`variant: ${name}`, whole(perDay.median), `of it earned by doing ${whole(earnedPerDay)}`])
  }
  return lines
}

const SHOWN_MAX = 10
/** Of those who come seldom some never do in a short time. */
const CAME_SHARE = 0.9

async function live(
  { worlds, ...size }: Size,
  seed: string,
  policy: Partial<Policy>,
  note: (line: string) => void,
): Promise<readonly Lived[]> {
  const lived: Lived[] = []
  for (let world = 0; world < worlds; world++) {
    lived.push(await liveWorld({ ...size, seed: `${seed}/${world}`, policy }))
    if (worlds > 1) note(`desk ${world + 1} of ${worlds} was lived`)
  }
  return lived
}
