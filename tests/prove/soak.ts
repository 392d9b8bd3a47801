import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Health } from '#contracts/http/ops.ts'
import { percentile } from '#tests/bench/support/statistics.ts'
import { addUsers, operatorOf, postSignal, serviceToken, traderToken } from './support/desk.ts'
import { type Harness, never, type Row } from './support/harness.ts'
import { type Caller, expectJson, get, post } from './support/http.ts'
import { checkFolder } from './support/kept-facts.ts'
import { openRoom } from './support/room.ts'
import { makeDataFolder } from './support/station-child.ts'
import {
  type Held,
  heldRow,
  inWords,
  leakRows,
  outsideRow,
  startTelling,
  type TellingStation,
} from './support/told-memory.ts'

const CLIENTS = 200
const FIRES_PER_SECOND = 50
const MINUTES_DEFAULT = 10
const SHORT_SECONDS = 4
const LOOP_P99_MS_MAX = 20
/** What the tables in memory of so many fires may weigh. */
const GROWTH_MB_MAX = 16
/** The database keeps 16 MB of its pages; the rest is what allocators keep for later. */
const OUTSIDE_MB_MAX = 32
/** What the station tells of its loop goes back this far at most: before, its start and the filling of the desk are in it. */
const TOLD_BACK_S = 120
/** The share of a run after which the station counts as warm. */
const WARM = 1 / 3
/** A socket follows 256 missions at most. */
const SIGNALS_MAX = 200

/** Two hundred readers and fifty fires a second: memory stays, and the event loop keeps its time. */
export const proveSoak: Harness = async ({ seed, short, minutes = MINUTES_DEFAULT, folder, note }) => {
  const seconds = short ? SHORT_SECONDS : Math.round(60 * minutes)
  const fires = seconds * FIRES_PER_SECOND
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const logFile = join(folder, 'station.log')
  const station = await startTelling({ dataFolder, flags: ['--sim', seed], logFile })
  const operator = operatorOf(station.url, dataFolder)
  const clients = short ? CLIENTS / 5 : CLIENTS
  const users = await addUsers(operator, 'soak', Math.max(clients, Math.ceil(fires / SIGNALS_MAX)))
  const tokens: string[] = []
  for (const user of users.slice(0, clients)) tokens.push(await traderToken(operator, user))
  const signalIds: string[] = []
  while (signalIds.length * users.length < fires) signalIds.push(await postSignal(operator))
  const service = { ...operator, token: await serviceToken(operator) }
  const room = await openRoom({ port: Number(new URL(station.url).port), tokens, signalIds })
  const { delays, held } = await load({ service, operator, station, users, signalIds }, fires, note)
  const heard = () => signalIds.reduce((sum, id) => sum + room.heardOf(id), 0)
  const missing = fires - (await settled(heard, fires))
  const lost = room.lost()
  room.close()
  const exit = await station.stop()
  const broken = await checkFolder(dataFolder)
  return [
    never('soak: fires that not every reader heard of', missing, `${fires}`),
    never('soak: readers that were cut off', lost, `${clients}`),
    heldRow('soak', held, GROWTH_MB_MAX),
    outsideRow('soak', held, OUTSIDE_MB_MAX),
    delayRow(delays),
    {
      name: 'soak: the station after it',
      result: `exit ${exit}, ${broken || 'check ok'}`,
      goal: 'exit 0, check ok',
      ok: exit === 0 && broken === '',
    },
  ]
}

/** A program that keeps what it is given: its memory must be seen to grow. */
export const controlSoak: Harness = ({ folder }) => leakRows('soak', folder, OUTSIDE_MB_MAX)

interface Loaded {
  readonly service: Caller
  readonly operator: Caller
  readonly station: TellingStation
  readonly users: readonly string[]
  readonly signalIds: readonly string[]
}

interface Measured {
  /** The loop's delay at each look. */
  readonly delays: readonly Look[]
  /** When the station was warm, and at the end. */
  readonly held: readonly (Held | null)[]
}

/** The p99 of the loop's delay, milliseconds, and how long the load had gone on. */
interface Look {
  readonly afterS: number
  readonly p99Ms: number
}

/** Fires at an even pace, whatever the answers take. */
async function load(
  { service, operator, station, users, signalIds }: Loaded,
  fires: number,
  note: (line: string) => void,
): Promise<Measured> {
  const delays: Look[] = []
  const held: (Held | null)[] = []
  const began = performance.now()
  const look = async () => {
    const afterS = (performance.now() - began) / 1_000
    delays.push({ afterS, p99Ms: await loopDelay(operator, afterS, note) })
  }
  const answers: Promise<unknown>[] = []
  for (let nth = 0; nth < fires; nth++) {
    const body = { user_id: users[nth % users.length], signal_id: signalIds[Math.floor(nth / users.length)] }
    answers.push(expectJson(200, post(service, '/api/fire', body)))
    if (nth % (10 * FIRES_PER_SECOND) === FIRES_PER_SECOND) {
      await look()
      await Promise.all(answers.splice(0))
    }
    if (nth === Math.floor(WARM * fires)) held.push(await station.held())
    await wait(Math.max(0, began + (1_000 * (nth + 1)) / FIRES_PER_SECOND - performance.now()))
  }
  await Promise.all(answers)
  await look()
  note(`${fires} fires in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
  held.push(await station.held())
  note(`held after a collection, warm and at the end: ${held.map(inWords).join('; ')}`)
  return { delays, held }
}

/** The delay now, told with what the disk took then, for which the loop waits. */
async function loopDelay(operator: Caller, afterS: number, note: (line: string) => void): Promise<number> {
  const { loop_delay_p99_ms: delay, db } = await expectJson<Health>(200, get(operator, '/health'))
  if (delay === undefined) throw new Error('the station does not tell how late its loop is')
  const commits = `commits ${db?.commit_ms?.p50.toFixed(1)} ms and ${db?.commit_ms?.p99.toFixed(1)} ms p99`
  note(`after ${afterS.toFixed(0)} s: loop ${delay.toFixed(1)} ms, ${commits}`)
  return delay
}

/** The count once it has come to the goal, or once it has stood still for a while. */
async function settled(count: () => number, goal: number): Promise<number> {
  for (let before = -1; count() < goal && count() !== before; ) {
    before = count()
    await wait(2_000)
  }
  return count()
}

/** A run that is shorter than what the station tells of says the delay and judges none. */
function delayRow(delays: readonly Look[]): Row {
  const name = 'soak: delay of the event loop, p99 of the worst one to two minutes'
  const worstOf = (looks: readonly Look[]) =>
    percentile(
      looks.map(({ p99Ms }) => p99Ms),
      1,
    )
  const underLoad = delays.filter(({ afterS }) => afterS >= TOLD_BACK_S)
  if (underLoad.length === 0)
    return {
      name,
      result: `${worstOf(delays).toFixed(1)} ms, the start in it`,
      goal: 'is told',
      ok: delays.length > 0,
    }
  const [worst, cold] = [worstOf(underLoad), worstOf(delays)]
  return {
    name,
    result: `${worst.toFixed(1)} ms; with the start ${cold.toFixed(1)} ms`,
    goal: `<= ${LOOP_P99_MS_MAX} ms`,
    ok: worst <= LOOP_P99_MS_MAX,
  }
}
