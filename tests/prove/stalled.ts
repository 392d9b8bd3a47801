import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { LIMITS } from '#station/limits.ts'
import { percentile } from '#tests/bench/support/statistics.ts'
import { addUsers, operatorOf, postSignal, serviceToken, traderToken } from './support/desk.ts'
import { type Harness, mustFind, never, type Row } from './support/harness.ts'
import { type Caller, expectJson, post } from './support/http.ts'
import { growthMb, type MemoryWatch, watchMemory } from './support/memory.ts'
import { openRoom, type Room } from './support/room.ts'
import { openStalledReaders } from './support/stalled-readers.ts'
import { HEADLESS, makeDataFolder, type StationChild, startStation } from './support/station-child.ts'

const SIZE = {
  full: { stalled: 100, users: 400, readers: 20 },
  // Others are at work on the machine then: of time it asks only that everybody hears.
  short: { stalled: 20, users: 80, readers: 8 },
}
/** What a socket may ask for is on trial, so it is as it comes. */
const ON_TRIAL = {
  messagesPerSecond: LIMITS.messagesPerSecond,
  resumedEventsPerMinute: LIMITS.resumedEventsPerMinute,
}
const GROWTH_MB_MAX = 120
/** A delay may be a fifth longer beside those who do not read, and what a clock of milliseconds cannot tell. */
const SLOWER = 1.2
const GRAIN_MS = 2
const FIRE_EVERY_MS = 20
const LOOK_EVERY_MS = 100
const ASKS_OF_MUCH = 60
const WARM_FIRES = 40

interface Desk {
  readonly station: StationChild
  readonly service: Caller
  readonly users: readonly string[]
  readonly tokens: readonly string[]
  /** Has as many events as there are users, for those who ask for all of them. */
  readonly crowded: string
  readonly calm: string
  readonly beside: string
}

/** A hundred readers who ask for megabytes and read nothing: memory stays bounded, and the others hear as before. */
export const proveStalled: Harness = async ({ seed, short, folder, note }) => {
  const size = short ? SIZE.short : SIZE.full
  const logFile = join(folder, 'station.log')
  const desk = await furnish({ seed, folder, logFile }, size)
  const { station, tokens, calm, beside } = desk
  const port = Number(new URL(station.url).port)
  const room = await openRoom({ port, tokens: tokens.slice(size.stalled), signalIds: [calm, beside] })
  await delays(desk, room, calm, { from: 0, to: WARM_FIRES })
  const before = await delays(desk, room, calm, { from: WARM_FIRES, to: size.users })
  const memory = watchMemory(station.pid, LOOK_EVERY_MS)
  const readers = await openStalledReaders({
    port,
    tokens: tokens.slice(0, size.stalled),
    asks: (index, epoch) => asksOf(desk, index, epoch),
    greeting: /"connection_status".*"epoch":"([^"]+)"/,
  })
  const after = await delays(desk, room, beside, { from: 0, to: size.users })
  memory.stop()
  const lost = room.lost()
  readers.close()
  room.close()
  const exit = await station.stop()
  const dropped =
    readFileSync(logFile, 'utf8').split(/"(?:slow_consumer|flooding_socket)_dropped"/).length - 1
  note(
    `${dropped} of ${size.stalled} were cut off, the station grew by ${growthMb(memory.looks).toFixed(0)} MB`,
  )
  return [
    memoryRow(memory, size.stalled),
    slowerRow(percentile(before, 0.99), percentile(after, 0.99), short),
    never('stalled: readers who read and were cut off', lost, `${size.readers}`),
    { name: 'stalled: the station after it', result: `exit ${exit}`, goal: 'exit 0', ok: exit === 0 },
  ]
}

/** Few: the first of them must not drown the server before the last has come in, on a machine that has other work. */
const CONTROL_READERS = 2
const CONTROL_ASKS = 20
const CONTROL_LOOKS_MAX = 100

/** The same readers at a server that keeps whatever was asked for: its memory must be seen to grow. */
export const controlStalled: Harness = async ({ note }) => {
  const child = fork(join(import.meta.dirname, 'bare-live.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
    const looks = await looksBeside(child.pid ?? 0, port)
    note(`a server without a bound grew by ${growthMb(looks).toFixed(0)} MB`)
    const isSeen = looks.length === 0 || growthMb(looks) > GROWTH_MB_MAX
    return [mustFind('control stalled: memory without a bound is noticed', isSeen ? 1 : 0, '1')]
  } finally {
    child.kill('SIGKILL')
  }
}

/** Looks at the server's memory until it has grown past the bound; looking ends before the server does, come what may. */
async function looksBeside(pid: number, port: number): Promise<MemoryWatch['looks']> {
  const memory = watchMemory(pid, LOOK_EVERY_MS)
  try {
    const readers = await openStalledReaders({
      port,
      tokens: Array<string>(CONTROL_READERS).fill('none'),
      asks: () => Array<string>(CONTROL_ASKS).fill('420["resume"]'),
      greeting: /"start"/,
    })
    for (let looks = 0; looks < CONTROL_LOOKS_MAX && growthMb(memory.looks) <= GROWTH_MB_MAX; looks++)
      await wait(LOOK_EVERY_MS)
    readers.close()
    return memory.looks
  } finally {
    memory.stop()
  }
}

async function furnish(
  { seed, folder, logFile }: { readonly seed: string; readonly folder: string; readonly logFile: string },
  size: (typeof SIZE)['full' | 'short'],
): Promise<Desk> {
  const dataFolder = makeDataFolder(join(folder, 'desk'), ON_TRIAL)
  const station = await startStation({ dataFolder, flags: ['--sim', seed], logFile, program: HEADLESS })
  const operator = operatorOf(station.url, dataFolder)
  const users = await addUsers(operator, 'reader', size.users)
  const service = { ...operator, token: await serviceToken(operator) }
  const tokens: string[] = []
  for (const user of users.slice(0, size.stalled + size.readers))
    tokens.push(await traderToken(operator, user))
  const [crowded, calm, beside] = [
    await postSignal(operator),
    await postSignal(operator),
    await postSignal(operator),
  ]
  await Promise.all(users.map((user) => fire(service, user, crowded)))
  return { station, service, users, tokens, crowded, calm, beside }
}

function fire(service: Caller, user_id: string, signal_id: string): Promise<unknown> {
  return expectJson(200, post(service, '/api/fire', { user_id, signal_id }))
}

/** Fires one after another at an even pace; how long each took to reach the last reader, milliseconds. */
async function delays(
  { service, users }: Desk,
  room: Room,
  signalId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly number[]> {
  const found: number[] = []
  for (let nth = from; nth < to; nth++) {
    const heard = room.allHeard(signalId, nth + 1)
    const began = performance.now()
    await fire(service, users[nth] ?? '', signalId)
    found.push((await heard) - began)
    await wait(FIRE_EVERY_MS)
  }
  return found
}

/** Every second asks for more than may wait for him, and for more than he may have; the others for nothing, and hold what they are told. */
function asksOf({ crowded }: Desk, index: number, epoch: string): readonly string[] {
  const ask = ['resume', { cursors: [{ epoch, stream: `mission:${crowded}`, seq: 0 }] }]
  const text = JSON.stringify(ask)
  return Array.from({ length: index % 2 === 0 ? ASKS_OF_MUCH : 0 }, (_, nth) => `42${nth}${text}`)
}

function memoryRow({ looks }: MemoryWatch, stalled: number): Row {
  const grown = growthMb(looks)
  return {
    name: `stalled: memory beside ${stalled} readers who do not read`,
    result: looks.length === 0 ? 'not told by this system' : `+${grown.toFixed(0)} MB`,
    goal: `<= +${GROWTH_MB_MAX} MB`,
    ok: grown <= GROWTH_MB_MAX,
  }
}

function slowerRow(before: number, after: number, short: boolean): Row {
  const most = SLOWER * before + GRAIN_MS
  return {
    name: 'stalled: others hear of a fire, p99 beside them and before',
    result: `${after.toFixed(1)} and ${before.toFixed(1)} ms`,
    goal: short ? 'all hear' : `<= ${most.toFixed(1)} ms`,
    ok: short || after <= most,
  }
}
