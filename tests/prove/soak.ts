import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '#tests/bench/support/statistics.ts'
import { addUsers, operatorOf, postSignal, serviceToken, traderToken } from './support/desk.ts'
import { type Harness, mustFind, never, type Row } from './support/harness.ts'
import { type Caller, expectJson, get, post } from './support/http.ts'
import { checkFolder } from './support/kept-facts.ts'
import { driftMb, watchMemory } from './support/memory.ts'
import { openRoom } from './support/room.ts'
import { HEADLESS, makeDataFolder, startStation } from './support/station-child.ts'

const CLIENTS = 200
const FIRES_PER_SECOND = 50
const MINUTES_DEFAULT = 10
const SHORT_SECONDS = 4
const LOOP_P99_MS_MAX = 20
/** What the tables in memory of so many fires may weigh, and what a collector keeps for itself. */
const DRIFT_MB_MAX = 16
const LOOK_EVERY_MS = 500
/** A socket follows 256 missions at most. */
const SIGNALS_MAX = 200

/** Two hundred readers and fifty fires a second: memory stays, and the event loop keeps its time. */
export const proveSoak: Harness = async ({ seed, short, minutes = MINUTES_DEFAULT, folder, note }) => {
  const seconds = short ? SHORT_SECONDS : Math.round(60 * minutes)
  const fires = seconds * FIRES_PER_SECOND
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const logFile = join(folder, 'station.log')
  const station = await startStation({ dataFolder, flags: ['--sim', seed], logFile, program: HEADLESS })
  const operator = operatorOf(station.url, dataFolder)
  const clients = short ? CLIENTS / 5 : CLIENTS
  const users = await addUsers(operator, 'soak', Math.max(clients, Math.ceil(fires / SIGNALS_MAX)))
  const tokens: string[] = []
  for (const user of users.slice(0, clients)) tokens.push(await traderToken(operator, user))
  const signalIds: string[] = []
  while (signalIds.length * users.length < fires) signalIds.push(await postSignal(operator))
  const service = { ...operator, token: await serviceToken(operator) }
  const room = await openRoom({ port: Number(new URL(station.url).port), tokens, signalIds })
  const memory = watchMemory(station.pid, LOOK_EVERY_MS)
  const delays = await load({ service, operator, users, signalIds }, fires, note)
  memory.stop()
  const heard = () => signalIds.reduce((sum, id) => sum + room.heardOf(id), 0)
  const missing = fires - (await settled(heard, fires))
  const lost = room.lost()
  room.close()
  const exit = await station.stop()
  const broken = await checkFolder(dataFolder)
  return [
    never('soak: fires that not every reader heard of', missing, `${fires}`),
    never('soak: readers that were cut off', lost, `${clients}`),
    driftRow(driftMb(memory.looks), memory.looks.length),
    delayRow(delays, short),
    {
      name: 'soak: the station after it',
      result: `exit ${exit}, ${broken || 'check ok'}`,
      goal: 'exit 0, check ok',
      ok: exit === 0 && broken === '',
    },
  ]
}

const LEAK_MS = 5_000

/** A program that keeps what it is given: its memory must be seen to grow. */
export const controlSoak: Harness = async () => {
  const child = fork(join(import.meta.dirname, 'leaking.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const memory = watchMemory(child.pid ?? 0, LOOK_EVERY_MS / 5)
  await wait(LEAK_MS)
  memory.stop()
  child.kill('SIGKILL')
  const isSeen = memory.looks.length === 0 || driftMb(memory.looks) > DRIFT_MB_MAX
  return [mustFind('control soak: memory that is never given back is noticed', isSeen ? 1 : 0, '1')]
}

interface Loaded {
  readonly service: Caller
  readonly operator: Caller
  readonly users: readonly string[]
  readonly signalIds: readonly string[]
}

/** Fires at an even pace, whatever the answers take; the p99 of the loop's delay at each look. */
async function load(
  { service, operator, users, signalIds }: Loaded,
  fires: number,
  note: (line: string) => void,
): Promise<readonly number[]> {
  const delays: number[] = []
  const began = performance.now()
  const answers: Promise<unknown>[] = []
  for (let nth = 0; nth < fires; nth++) {
    const body = { user_id: users[nth % users.length], signal_id: signalIds[Math.floor(nth / users.length)] }
    answers.push(expectJson(200, post(service, '/api/fire', body)))
    if (nth % (10 * FIRES_PER_SECOND) === FIRES_PER_SECOND) {
      delays.push((await loopDelay(operator)) ?? 0)
      await Promise.all(answers.splice(0))
    }
    await wait(Math.max(0, began + (1_000 * (nth + 1)) / FIRES_PER_SECOND - performance.now()))
  }
  await Promise.all(answers)
  delays.push((await loopDelay(operator)) ?? 0)
  note(`${fires} fires in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
  return delays
}

async function loopDelay(operator: Caller): Promise<number | undefined> {
  const health = await expectJson<{ loop_delay_p99_ms?: number }>(200, get(operator, '/health'))
  return health.loop_delay_p99_ms
}

/** The count once it has come to the goal, or once it has stood still for a while. */
async function settled(count: () => number, goal: number): Promise<number> {
  for (let before = -1; count() < goal && count() !== before; ) {
    before = count()
    await wait(2_000)
  }
  return count()
}

function driftRow(drift: number, looks: number): Row {
  return {
    name: 'soak: memory that is not given back',
    result: looks === 0 ? 'not told by this system' : `${drift.toFixed(1)} MB`,
    goal: `<= ${DRIFT_MB_MAX} MB`,
    ok: drift <= DRIFT_MB_MAX,
  }
}

/** The short one runs beside other tests and starts cold: it says the delay and judges none. */
function delayRow(delays: readonly number[], short: boolean): Row {
  const worst = percentile(delays, 1)
  return {
    name: 'soak: delay of the event loop, p99 of the worst minute',
    result: `${worst.toFixed(1)} ms`,
    goal: short ? 'is told' : `<= ${LOOP_P99_MS_MAX} ms`,
    ok: short ? delays.length > 0 : worst <= LOOP_P99_MS_MAX,
  }
}
