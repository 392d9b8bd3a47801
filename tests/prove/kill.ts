import { Agent } from 'node:http'
import { join } from 'node:path'
import { type Chance, chance } from './support/chance.ts'
import { addUsers, operatorOf, postSignal, serviceToken } from './support/desk.ts'
import { atLeast, type Harness, mustFind, never, type Row } from './support/harness.ts'
import { type Caller, post } from './support/http.ts'
import { checkFolder, databaseOf, journaledFires, type KeptFire, keptFires } from './support/kept-facts.ts'
import { type Launch, makeDataFolder, type StationChild, startStation } from './support/station-child.ts'

const CLIENTS = 8
const USERS = 400
/** Wall time between the first answered fire of a cycle and the kill. */
const KILL_AFTER_MS = [20, 200] as const
/** Signals kept in stock: enough for the longest cycle, so that every fire is a new one. */
const SIGNALS_AHEAD = 6
const KILLS = { full: 1_000, short: 60 }
const CONTROL_KILLS = 12
const CHECK_EVERY_KILLS = 250

/** A fire a client has decided on. It is sent until it is answered, under one key. */
interface Intent {
  readonly key: string
  readonly userId: string
  readonly signalId: string
}

interface Trial {
  readonly dataFolder: string
  readonly launch: Launch
  readonly draw: Chance
  readonly note: (line: string) => void
  readonly kills: number
}

/** What the clients know at the end, which is what the station has promised. */
interface Knowledge {
  /** Trade ids by key: the answers that clients have in hand. */
  readonly answered: Map<string, KeptFire>
  /** Kills that caught at least one request between being sent and being answered. */
  killsInFlight: number
  caught: number
  /** Retried after a restart and answered from the receipt of the life before. */
  fromReceipt: number
  /** Anything but 200. */
  readonly refused: string[]
  /** Keys that were answered twice, differently. */
  readonly contradicted: string[]
  /** What the station's own check found wrong on the way. */
  readonly broken: string[]
}

/** Kills the station under load again and again, and compares what clients were told with what the disk holds. */
export const proveKill: Harness = async ({ seed, short, folder, note }) => {
  const kills = short ? KILLS.short : KILLS.full
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const launch = {
    dataFolder,
    flags: ['--sim', seed, '--speed', '600'],
    logFile: join(folder, 'station.log'),
  }
  const knowledge = await killUnderLoad({ dataFolder, launch, draw: chance(`${seed}/kill`), note, kills })
  return rowsOf(dataFolder, knowledge, kills)
}

/** The same load against a server that answers before the commit: answers must get lost, or the harness is blind. */
export const controlKill: Harness = async ({ seed, folder, note }) => {
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const victim = join(import.meta.dirname, 'kill-early-victim.ts')
  const launch: Launch = {
    dataFolder,
    flags: ['--sim', seed],
    logFile: join(folder, 'station.log'),
    program: [process.execPath, victim],
  }
  const draw = chance(`${seed}/kill-control`)
  const knowledge = await killUnderLoad({ dataFolder, launch, draw, note, kills: CONTROL_KILLS })
  const lost = lostFires(databaseOf(dataFolder), knowledge).length
  return [mustFind('control kill: reply before commit loses', lost, `${knowledge.answered.size} answered`)]
}

async function rowsOf(dataFolder: string, knowledge: Knowledge, kills: number): Promise<readonly Row[]> {
  const file = databaseOf(dataFolder)
  const kept = keptFires(file)
  const answered = knowledge.answered.size
  const broken = [...knowledge.broken, await checkFolder(dataFolder)].filter((words) => words !== '')
  return [
    { name: 'kill: kill -9 under load', result: `${kills}`, goal: `${kills}`, ok: true },
    atLeast('kill: kills that caught a request in flight', knowledge.killsInFlight, Math.ceil(kills / 2)),
    never('kill: acknowledged fires lost', lostFires(file, knowledge).length, `${answered}`),
    never('kill: fires doubled', doubled(kept) + doubled(journaledFires(file)), `${kept.length}`),
    never('kill: fires nobody was told of', kept.length - answered, `${kept.length}`),
    never(
      'kill: keys answered twice differently',
      knowledge.contradicted.length,
      `${knowledge.fromReceipt} retried`,
    ),
    never('kill: fires refused', knowledge.refused.length, `${answered}${firstOf(knowledge.refused)}`),
    {
      name: 'kill: check',
      result: broken[0] ?? 'tables equal a replay',
      goal: 'ok',
      ok: broken.length === 0,
    },
  ]
}

async function killUnderLoad(trial: Trial): Promise<Knowledge> {
  const knowledge: Knowledge = {
    answered: new Map(),
    killsInFlight: 0,
    caught: 0,
    fromReceipt: 0,
    refused: [],
    contradicted: [],
    broken: [],
  }
  let station = await startStation(trial.launch)
  const desk = await setUp(station, trial.dataFolder)
  const intents = intentsOf(desk.users)
  const open: (Intent | null)[] = Array.from({ length: CLIENTS }, () => null)
  for (let kill = 1; kill <= trial.kills; kill++) {
    await intents.stockUp(operatorOf(station.url, trial.dataFolder))
    await oneLife(station, { trial, knowledge, intents, open, token: desk.token })
    if (kill % CHECK_EVERY_KILLS === 0) knowledge.broken.push(await checkFolder(trial.dataFolder))
    if (kill % 20 === 0)
      trial.note(
        `${kill} kills, ${knowledge.answered.size} fires answered, ${knowledge.caught} caught in flight`,
      )
    station = await startStation(trial.launch)
  }
  await settleOpen(station, { trial, knowledge, intents, open, token: desk.token })
  await station.stop()
  return knowledge
}

async function setUp(station: StationChild, dataFolder: string) {
  const operator = operatorOf(station.url, dataFolder)
  const users = await addUsers(operator, 'killed', USERS)
  const token = await serviceToken(operator)
  operator.agent?.destroy()
  return { users, token }
}

interface Life {
  readonly trial: Trial
  readonly knowledge: Knowledge
  readonly intents: Intents
  /** Per client, the fire that was sent and not answered. */
  readonly open: (Intent | null)[]
  readonly token: string
}

/** From a started station to its death: load on all clients, a kill at a random moment, everybody notices. */
async function oneLife(station: StationChild, life: Life): Promise<void> {
  const state = { over: false }
  const flowing = Promise.withResolvers<void>()
  const clients = life.open.map((_, index) =>
    clientLoop(index, { station, life, state, flowing: flowing.resolve }),
  )
  const dead = Promise.all(clients).then(() =>
    Promise.reject(new Error('the station ended before anybody killed it')),
  )
  dead.catch(() => undefined)
  await Promise.race([flowing.promise, dead])
  const [least, most] = KILL_AFTER_MS
  await new Promise((resolve) => setTimeout(resolve, life.trial.draw.between(least, most)))
  await station.kill()
  state.over = true
  await Promise.all(clients)
  const caught = life.open.filter((intent) => intent !== null).length
  life.knowledge.caught += caught
  if (caught > 0) life.knowledge.killsInFlight += 1
}

interface Loop {
  readonly station: StationChild
  readonly life: Life
  readonly state: { over: boolean }
  readonly flowing: () => void
}

/** One client: one request at a time, until the connection dies. What is unanswered then is sent again first. */
async function clientLoop(index: number, { station, life, state, flowing }: Loop): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const caller: Caller = { url: station.url, token: life.token, agent }
  while (!state.over) {
    const retried = life.open[index] ?? null
    const intent = retried ?? life.intents.next()
    life.open[index] = intent
    const answered = await fire(caller, intent, life.knowledge)
    if (!answered) break
    life.open[index] = null
    flowing()
  }
  agent.destroy()
}

/** Sends what is still open to the last station, so that the tables must hold exactly what was answered. */
async function settleOpen(station: StationChild, { knowledge, open, token }: Life): Promise<void> {
  for (const intent of open) if (intent) await fire({ url: station.url, token }, intent, knowledge)
}

/** False when no answer came: nobody knows then whether the fire counts. */
async function fire(caller: Caller, intent: Intent, knowledge: Knowledge): Promise<boolean> {
  const body = { signal_id: intent.signalId, user_id: intent.userId }
  const answer = await post(caller, '/api/fire', body, intent.key).catch(() => null)
  if (answer === null) return false
  if (answer.status !== 200) {
    knowledge.refused.push(`${answer.status} ${answer.text}`)
    return true
  }
  const { trade_id: tradeId } = JSON.parse(answer.text) as { trade_id: string }
  if (answer.headers['idempotency-replayed'] === 'true') knowledge.fromReceipt += 1
  const earlier = knowledge.answered.get(intent.key)
  if (earlier && earlier.tradeId !== tradeId) knowledge.contradicted.push(intent.key)
  knowledge.answered.set(intent.key, { tradeId, userId: intent.userId, signalId: intent.signalId })
  return true
}

interface Intents {
  next(): Intent
  /** Lists signals until there are enough pairs of user and signal for one life. */
  stockUp(operator: Caller): Promise<void>
}

function intentsOf(users: readonly string[]): Intents {
  const signals: string[] = []
  let taken = 0
  return {
    next() {
      const signalId = signals[Math.floor(taken / users.length)]
      const userId = users[taken % users.length]
      if (signalId === undefined || userId === undefined) throw new Error('the harness ran out of signals')
      taken += 1
      return { key: `kill-${taken}`, userId, signalId }
    },
    async stockUp(operator) {
      while (signals.length * users.length - taken < SIGNALS_AHEAD * users.length)
        signals.push(await postSignal(operator))
      operator.agent?.destroy()
    },
  }
}

function lostFires(file: string, { answered }: Knowledge): readonly KeptFire[] {
  const kept = new Map(keptFires(file).map((fire) => [fire.tradeId, fire]))
  return [...answered.values()].filter((fire) => {
    const found = kept.get(fire.tradeId)
    return found?.userId !== fire.userId || found.signalId !== fire.signalId
  })
}

function doubled(fires: readonly KeptFire[]): number {
  return fires.length - new Set(fires.map((fire) => `${fire.userId} ${fire.signalId}`)).size
}

function firstOf(words: readonly string[]): string {
  return words[0] === undefined ? '' : `, first: ${words[0].slice(0, 200)}`
}
