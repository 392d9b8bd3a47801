import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { type Chance, chance } from './support/chance.ts'
import { every, type Harness, mustFind, never, type Row } from './support/harness.ts'
import { checkFolder } from './support/kept-facts.ts'
import { HEADLESS, makeDataFolder, ROOT } from './support/station-child.ts'

const RACES = { full: 200, short: 20 }
const CONTROL_RACES = 5
/** A loser is out within this, counted from the start of its process. */
const LOSER_MS_MAX = 1_000
const EXIT_IN_USE = 3
/** The second contender starts this long after the first, at most: the whole of a start is covered. */
const STAGGER_MS_MAX = 400
/** One race in so many is against an owner that is already up; there the folder is compared byte by byte. */
const LATE_EVERY = 4
const RACE_MS_MAX = 30_000

/** A station that was started, and how it went. */
interface Contender {
  /** True once it said `ready`; false when it ended before. */
  readonly owner: Promise<boolean>
  /** Exit code and lifetime. */
  readonly ended: Promise<{ readonly code: number | null; readonly ms: number }>
  readonly pid: number
  kill(): void
}

interface RaceTally {
  races: number
  oneOwner: number
  losers: number
  losersWithCode: number
  slowestMs: number
  compared: number
  readonly touched: string[]
}

/** Starts two stations on one data folder: one owns it, the other leaves at once without a trace. */
export const proveInstances: Harness = async ({ seed, short, folder, note }) => {
  const races = short ? RACES.short : RACES.full
  const draw = chance(`${seed}/instances`)
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const tally: RaceTally = {
    races: 0,
    oneOwner: 0,
    losers: 0,
    losersWithCode: 0,
    slowestMs: 0,
    compared: 0,
    touched: [],
  }
  for (let race = 1; race <= races; race++) {
    // Every tenth race is for a folder nobody has owned yet.
    const target = race % 10 === 1 ? makeDataFolder(join(folder, `fresh-${race}`)) : dataFolder
    await runRace(target, race % LATE_EVERY === 0, draw, tally)
    if (race % 20 === 0) note(`${race} races, slowest loser ${Math.round(tally.slowestMs)} ms`)
  }
  const broken = await checkFolder(dataFolder)
  for (const trace of tally.touched.slice(0, 5)) note(trace)
  return [
    ...rowsOf(tally),
    { name: 'instances: check', result: broken || 'ok', goal: 'ok', ok: broken === '' },
  ]
}

function rowsOf(tally: RaceTally): readonly Row[] {
  const slowest = Math.round(tally.slowestMs)
  return [
    every('instances: races with exactly one owner', tally.oneOwner, tally.races),
    every(`instances: losers that exit with ${EXIT_IN_USE}`, tally.losersWithCode, tally.losers),
    {
      name: 'instances: slowest loser',
      result: `${slowest} ms`,
      goal: `<= ${LOSER_MS_MAX} ms`,
      ok: slowest <= LOSER_MS_MAX,
    },
    never(
      'instances: losers that wrote something',
      tally.touched.length,
      `${tally.compared} folders compared`,
    ),
  ]
}

async function runRace(dataFolder: string, late: boolean, draw: Chance, tally: RaceTally): Promise<void> {
  const first = contend(stationOn(dataFolder))
  if (late) await first.owner
  else
    await new Promise((resolve) => setTimeout(resolve, draw.heads(0.3) ? 0 : draw.between(0, STAGGER_MS_MAX)))
  const before = late ? fingerprint(dataFolder) : null
  const second = contend(stationOn(dataFolder))
  const owners = await Promise.all([first.owner, second.owner])
  tally.races += 1
  if (owners.filter(Boolean).length === 1) tally.oneOwner += 1
  const contenders = [first, second]
  for (const [index, contender] of contenders.entries()) {
    if (owners[index]) continue
    const { code, ms } = await contender.ended
    tally.losers += 1
    if (code === EXIT_IN_USE) tally.losersWithCode += 1
    tally.slowestMs = Math.max(tally.slowestMs, ms)
  }
  const owner = contenders[owners.indexOf(true)]
  if (owner) lookForTraces(dataFolder, { before, owner, tally })
  for (const contender of contenders) contender.kill()
  await Promise.all(contenders.map((contender) => contender.ended))
}

/** After a race the folder must look as if the owner had been alone in it. */
function lookForTraces(
  dataFolder: string,
  { before, owner, tally }: { before: string | null; owner: Contender; tally: RaceTally },
): void {
  tally.compared += 1
  const after = fingerprint(dataFolder)
  if (before !== null && before !== after) tally.touched.push(`before ${before}\nafter ${after}`)
  const { pid } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { pid: number }
  if (pid !== owner.pid) tally.touched.push(`station.json names ${pid}, the owner is ${owner.pid}`)
}

/** Names, sizes, times and contents of everything in the folder. */
function fingerprint(dataFolder: string): string {
  return readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(dataFolder, name)
      const { size, mtimeMs, mode } = statSync(path)
      const content = statSync(path).isFile() ? readFileSync(path) : ''
      return `${name} ${size} ${mtimeMs} ${mode} ${createHash('sha256').update(content).digest('hex').slice(0, 12)}`
    })
    .join('\n')
}

type Program = readonly [string, ...string[]]

function stationOn(dataFolder: string): Program {
  // Market time stands nearly still beside the seconds of a race, so an owner that waits writes nothing.
  return [...HEADLESS, '--data', dataFolder, '--port', '0', '--sim', 'race']
}

function contend([command, ...args]: Program): Contender {
  const started = performance.now()
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
  const ended = new Promise<{ code: number | null; ms: number }>((resolve) =>
    child.once('close', (code) => resolve({ code, ms: performance.now() - started })),
  )
  const lines = createInterface({ input: child.stdout as Readable })
  const ready = new Promise<boolean>((resolve) =>
    lines.on('line', (line) => line.startsWith('ready ') && resolve(true)),
  )
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, RACE_MS_MAX, false).unref())
  return {
    owner: Promise.race([ready, ended.then(() => false), late]),
    ended,
    pid: child.pid ?? 0,
    kill: () => child.kill('SIGKILL'),
  }
}

/** The same races between programs that share a write-ahead log and look for a pid file first. */
export const controlInstances: Harness = async ({ folder }) => {
  const victim = join(import.meta.dirname, 'instances-victim.ts')
  let shared = 0
  for (let race = 0; race < CONTROL_RACES; race++) {
    const target = makeDataFolder(join(folder, `race-${race}`))
    const contenders = [1, 2].map(() => contend([process.execPath, victim, target]))
    const owners = await Promise.all(contenders.map((contender) => contender.owner))
    if (owners.every(Boolean)) shared += 1
    for (const contender of contenders) contender.kill()
    await Promise.all(contenders.map((contender) => contender.ended))
  }
  return [mustFind('control instances: a pid file lets two in', shared, `${CONTROL_RACES} races`)]
}
