import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { chance } from './support/chance.ts'
import { every, type Harness, mustFind, never, type Row } from './support/harness.ts'
import { checkFolder } from './support/kept-facts.ts'
import { HEADLESS, makeDataFolder, ROOT } from './support/station-child.ts'

const RACES = { full: 200, short: 20 }
const CONTROL_RACES = 5
/** A loser is out within this, counted from the start of its process. */
const LOSER_MS_MAX = 1_000
const EXIT_IN_USE = 3
/**
 * The second contender starts this long after the first, at most, so that every moment of a start is tried. The
 * moments are drawn from the seed; nothing else here waits for time.
 */
const STAGGER_MS_MAX = 400
/** One race in so many is against an owner that is already up; there the folder is compared byte by byte. */
const LATE_EVERY = 4
const RACE_MS_MAX = 30_000
const WATCH_EVERY_MS = 5
/** From the word to the first instant: enough to reach both racers. */
const RACERS_START_MS = 50
const LOCK_RACER = join(import.meta.dirname, 'lock-racer.ts')

/** A station that was started, and how it went. */
interface Contender {
  /** True once it said `ready`; false when it ended before. */
  readonly owner: Promise<boolean>
  /** Exit code and lifetime, less the time it waited for a processor that other programs had. */
  readonly ended: Promise<{ readonly code: number | null; readonly ms: number }>
  readonly pid: number
  /** Settles when it has said the line; with false where it ended before. */
  said(line: string): Promise<boolean>
  /** Sends it a line. */
  tell(line: string): void
  kill(): void
}

interface RaceTally {
  races: number
  oneOwner: number
  losers: number
  losersWithCode: number
  slow: number
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
    slow: 0,
    slowestMs: 0,
    compared: 0,
    touched: [],
  }
  for (let race = 1; race <= races; race++) {
    // Every tenth race is for a folder nobody has owned yet.
    const target = race % 10 === 1 ? makeDataFolder(join(folder, `fresh-${race}`)) : dataFolder
    const stagger = draw.heads(0.3) ? 0 : draw.between(0, STAGGER_MS_MAX)
    await runRace(target, race % LATE_EVERY === 0 ? null : stagger, tally)
    if (race % 20 === 0) note(`${race} races, slowest loser ${Math.round(tally.slowestMs)} ms`)
  }
  const broken = await checkFolder(dataFolder)
  const raced = await raceForLock(join(folder, 'lock'), races)
  for (const trace of tally.touched.slice(0, 5)) note(trace)
  return [
    ...rowsOf(tally),
    every('instances: locks reached for at the same instant, one owner', raced, races),
    { name: 'instances: check', result: broken || 'ok', goal: 'ok', ok: broken === '' },
  ]
}

function rowsOf(tally: RaceTally): readonly Row[] {
  const slowest = Math.round(tally.slowestMs)
  return [
    every('instances: races with exactly one owner', tally.oneOwner, tally.races),
    every(`instances: losers that exit with ${EXIT_IN_USE}`, tally.losersWithCode, tally.losers),
    never(
      `instances: losers slower than ${LOSER_MS_MAX} ms`,
      tally.slow,
      `${tally.losers}, slowest ${slowest} ms`,
    ),
    never(
      'instances: losers that wrote something',
      tally.touched.length,
      `${tally.compared} folders compared`,
    ),
  ]
}

/** One race; the second contender starts `afterMs` after the first, or once the first is ready. */
async function runRace(dataFolder: string, afterMs: number | null, tally: RaceTally): Promise<void> {
  const earlierToken = contentOf(join(dataFolder, 'operator.token'))
  const first = contend(stationOn(dataFolder))
  if (afterMs === null) await first.owner
  else await new Promise((resolve) => setTimeout(resolve, afterMs))
  const before = afterMs === null ? fingerprint(dataFolder) : null
  const contenders = [first, contend(stationOn(dataFolder))]
  const owners = await Promise.all(contenders.map((contender) => contender.owner))
  tally.races += 1
  if (owners.filter(Boolean).length === 1) tally.oneOwner += 1
  const lives = await Promise.all(contenders.filter((_, index) => !owners[index]).map((loser) => loser.ended))
  tally.losers += lives.length
  tally.losersWithCode += lives.filter(({ code }) => code === EXIT_IN_USE).length
  tally.slow += lives.filter(({ ms }) => ms > LOSER_MS_MAX).length
  tally.slowestMs = Math.max(tally.slowestMs, ...lives.map(({ ms }) => ms))
  const owner = contenders[owners.indexOf(true)]
  if (owner) tally.touched.push(...tracesIn(dataFolder, { before, earlierToken, owner }))
  tally.compared += 1
  for (const contender of contenders) contender.kill()
  await Promise.all(contenders.map((contender) => contender.ended))
}

interface Earlier {
  readonly before: string | null
  readonly earlierToken: string | null
  readonly owner: Contender
}

/** After a race the folder must look as if the owner had been alone in it. */
function tracesIn(dataFolder: string, { before, earlierToken, owner }: Earlier): readonly string[] {
  const traces: string[] = []
  const after = fingerprint(dataFolder)
  if (before !== null && before !== after) traces.push(`before ${before}\nafter ${after}`)
  const strange = readdirSync(dataFolder).filter((name) => !OWNERS_FILES.has(name))
  if (strange.length > 0) traces.push(`files of nobody: ${strange.join(', ')}`)
  const { pid } = JSON.parse(readFileSync(join(dataFolder, 'station.json'), 'utf8')) as { pid: number }
  if (pid !== owner.pid) traces.push(`station.json names ${pid}, the owner is ${owner.pid}`)
  const token = contentOf(join(dataFolder, 'operator.token'))
  if (earlierToken !== null && token !== earlierToken) traces.push('the operator has another token')
  return traces
}

const OWNERS_FILES: ReadonlySet<string> = new Set([
  'audit.heads',
  'audit.key',
  'config.json',
  'desk.db',
  'desk.db-shm',
  'desk.db-wal',
  'operator.token',
  'recovery.code',
  'release.json',
  'station.json',
  'station.lock',
  'station.lock-journal',
  'station.pid',
  'welcome.json',
])

function contentOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
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
  const child = spawn(command, args, { cwd: ROOT, stdio: ['pipe', 'pipe', 'ignore'] })
  let keptWaitingMs = 0
  const watch = setInterval(() => {
    keptWaitingMs = waitedForProcessorMs(child.pid ?? 0) ?? keptWaitingMs
  }, WATCH_EVERY_MS)
  const ended = new Promise<{ code: number | null; ms: number }>((resolve) =>
    child.once('close', (code) => {
      clearInterval(watch)
      resolve({ code, ms: performance.now() - started - keptWaitingMs })
    }),
  )
  const lines = createInterface({ input: child.stdout as Readable })
  const heard: string[] = []
  lines.on('line', (line) => heard.push(line))
  const said = (start: string) =>
    new Promise<boolean>((resolve) => {
      const look = () => heard.some((line) => line.startsWith(start)) && resolve(true)
      lines.on('line', look)
      look()
      ended.then(() => resolve(false))
    })
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, RACE_MS_MAX, false).unref())
  return {
    owner: Promise.race([said('ready '), late]),
    ended,
    pid: child.pid ?? 0,
    said,
    tell: (line) => void child.stdin?.write(`${line}\n`),
    kill: () => child.kill('SIGKILL'),
  }
}

/** How long a running process was ready to go on and found no processor free; null where nobody tells. */
function waitedForProcessorMs(pid: number): number | null {
  try {
    const [, waitedNs] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
    return Number(waitedNs) / 1e6
  } catch {
    return null
  }
}

/**
 * Two processes reach for one lock within microseconds, where starts of whole stations are rarely that close.
 *
 * A round is good when somebody had the lock and nobody shared it; one of them may have been late for the round.
 */
async function raceForLock(folder: string, rounds: number): Promise<number> {
  mkdirSync(folder)
  const racers = [1, 2].map(() =>
    spawn(process.execPath, [LOCK_RACER, folder, `${rounds}`], { stdio: ['pipe', 'pipe', 'inherit'] }),
  )
  const said = racers.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]())
  await Promise.all(said.map((lines) => lines.next()))
  const startAt = Date.now() + RACERS_START_MS
  for (const { stdin } of racers) stdin.end(`${startAt}\n`)
  const [first = [], second = []] = await Promise.all(said.map(restOf))
  return first.filter((hold, round) => ownedByOne(hold, second[round] ?? 'refused')).length
}

async function restOf(lines: AsyncIterator<string>): Promise<readonly string[]> {
  const rest: string[] = []
  for (let next = await lines.next(); !next.done; next = await lines.next()) rest.push(next.value)
  return rest
}

function ownedByOne(first: string, second: string): boolean {
  if (first === 'refused' || second === 'refused') return first !== second
  const [from = 0, to = 0] = first.split(' ').map(Number)
  const [otherFrom = 0, otherTo = 0] = second.split(' ').map(Number)
  return to <= otherFrom || otherTo <= from
}

/** Races between programs that share a write-ahead log and look for a pid file: both look before either writes. */
export const controlInstances: Harness = async ({ folder }) => {
  const victim = join(import.meta.dirname, 'instances-victim.ts')
  let shared = 0
  for (let race = 0; race < CONTROL_RACES; race++) {
    const target = makeDataFolder(join(folder, `race-${race}`))
    const contenders = [1, 2].map(() => contend([process.execPath, victim, target]))
    await Promise.all(contenders.map((contender) => contender.said('looked')))
    for (const contender of contenders) contender.tell('go on')
    const owners = await Promise.all(contenders.map((contender) => contender.owner))
    if (owners.every(Boolean)) shared += 1
    for (const contender of contenders) contender.kill()
    await Promise.all(contenders.map((contender) => contender.ended))
  }
  return [mustFind('control instances: a pid file lets two in', shared, `${CONTROL_RACES} races`)]
}
