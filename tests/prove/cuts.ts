import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { type Chance, chance } from './support/chance.ts'
import { CursorClient } from './support/cursor-client.ts'
import { type CutProxy, openCutProxy } from './support/cut-proxy.ts'
import { addUsers, operatorOf, postSignal, serviceToken, traderToken } from './support/desk.ts'
import { type Harness, mustFind, never, type Options, type Row } from './support/harness.ts'
import { type Caller, expectJson, post } from './support/http.ts'
import { compareWithJournal, type StreamFaults } from './support/journal-compare.ts'
import { checkFolder, databaseOf, keptHeads } from './support/kept-facts.ts'
import { makeDataFolder, type StationChild, startStation } from './support/station-child.ts'
import { openTally, type Tally } from './support/tally.ts'

interface Size {
  readonly cuts: number
  readonly kills: number
  readonly crowd: number
}
const FULL: Size = { cuts: 2_000, kills: 20, crowd: 1_500 }
const SHORT: Size = { cuts: 200, kills: 3, crowd: 300 }
const CLIENTS = 20
const MISSIONS_AT_ONCE = 4
/** Decisions answered between two cuts. */
const DECISIONS_PER_CUT = [2, 14] as const
/**
 * The station hears of a cut this much later than the client, as on a network that drops packets: a schedule drawn
 * from the seed, and the one thing here that is a matter of time.
 */
const LATE_MS_MAX = 80
const LOAD_CALLERS = 4
const CATCH_UP_MS_MAX = 20_000
const BY_EVENTS_SHARE = 0.9

/** Cuts wires and kills the station under load; every client must end with exactly the journal's events, in order. */
export const proveCuts: Harness = async (options) => {
  const desk = await openDesk(options)
  const load = startLoad(desk)
  await cutAndKill(desk, options)
  load.stop()
  await load.ended
  await pauseMarket(desk)
  const behind = await catchUp(desk)
  await desk.station.stop()
  for (const { client, proxy } of desk.seats) {
    client.close()
    proxy.close()
  }
  return rowsOf(desk, { behind, sent: load.sent(), options })
}

/** One client on its own wire. */
interface Seat {
  readonly client: CursorClient
  readonly proxy: CutProxy
}

interface Desk {
  readonly size: Size
  readonly dataFolder: string
  readonly draw: Chance
  readonly start: () => Promise<StationChild>
  readonly service: string
  readonly seats: readonly Seat[]
  /** Everybody who fires: the clients' own users among them. */
  readonly crowd: readonly string[]
  /** Decisions answered, whatever the answer. */
  readonly decided: Tally
  /** Steps that clients took. */
  readonly applied: Tally
  station: StationChild
  /** Settles when the station runs that follows a killed one. */
  ready: Promise<unknown>
}

async function openDesk({ seed, short, folder }: Options): Promise<Desk> {
  const size = short ? SHORT : FULL
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const port = await freePort()
  const names = Array.from({ length: CLIENTS }, (_, index) => ['--host', wireAddress(index)])
  const flags = ['--sim', seed, '--speed', '600', ...names.flat()]
  const start = () => startStation({ dataFolder, flags, port, logFile: join(folder, 'station.log') })
  const station = await start()
  const operator = operatorOf(station.url, dataFolder)
  const own = await addUsers(operator, 'seat', CLIENTS)
  const others = await addUsers(operator, 'crowd', size.crowd)
  const service = await serviceToken(operator)
  const seats: Seat[] = []
  const applied = openTally()
  for (const [index, userId] of own.entries()) {
    const proxy = await openCutProxy(port, wireAddress(index), port)
    const client = new CursorClient({
      url: `http://${wireAddress(index)}:${port}`,
      token: await traderToken(operator, userId),
      userId,
      transports: index % 4 === 0 ? ['polling', 'websocket'] : ['websocket'],
      onApplied: applied.add,
    })
    seats.push({ client, proxy })
  }
  operator.agent?.destroy()
  return {
    size,
    dataFolder,
    draw: chance(`${seed}/cuts`),
    start,
    service,
    seats,
    crowd: [...own, ...others],
    decided: openTally(),
    applied,
    station,
    ready: Promise.resolve(),
  }
}

/** Every wire begins at a loopback address of its own, which the station is told to answer to. */
function wireAddress(index: number): string {
  return `127.0.0.${index + 2}`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Decisions on a few missions at once; a mission that everybody has decided on makes room for a new one. */
function startLoad(desk: Desk): { stop(): void; ended: Promise<unknown>; sent(): number } {
  let stopped = false
  const stop = (): void => {
    stopped = true
  }
  let sent = 0
  const worker = async (index: number): Promise<void> => {
    const draw = desk.draw.branch(`load-${index}`)
    while (!stopped) {
      const signalId = await openMission(desk)
      for (let at = 0; at < desk.crowd.length && !stopped; at++) {
        const userId = desk.crowd[at] ?? ''
        if (draw.heads(0.2))
          await decide(desk, '/api/pass', { signal_id: signalId, user_id: userId, reason: 'risk' })
        await decide(desk, '/api/fire', { signal_id: signalId, user_id: userId })
        sent += 1
      }
    }
  }
  const workers = Array.from({ length: Math.min(LOAD_CALLERS, MISSIONS_AT_ONCE) }, (_, index) =>
    worker(index),
  )
  return { stop, ended: Promise.all(workers), sent: () => sent }
}

/** Lists a signal and has all clients enter its room; waits while the station is down. */
async function openMission(desk: Desk): Promise<string> {
  for (;;) {
    const operator = operatorOf(desk.station.url, desk.dataFolder)
    const signalId = await postSignal(operator).catch(() => null)
    operator.agent?.destroy()
    if (signalId !== null) {
      await Promise.all(desk.seats.map(({ client }) => client.join(signalId)))
      return signalId
    }
    await desk.ready
  }
}

/** Sends a decision once. Whether it arrived is the journal's business; here only the clients are on trial. */
async function decide(desk: Desk, path: string, body: unknown): Promise<void> {
  const caller: Caller = { url: desk.station.url, token: desk.service }
  const answer = await post(caller, path, body).catch(() => null)
  if (answer === null) await desk.ready
  else desk.decided.add()
}

async function cutAndKill(desk: Desk, { note }: Options): Promise<void> {
  const { size, draw, seats, decided } = desk
  const killEvery = Math.floor(size.cuts / (size.kills + 1))
  let kills = 0
  for (let cuts = 0; cuts < size.cuts; ) {
    await decided.more(draw.between(...DECISIONS_PER_CUT))
    const { client, proxy } = draw.pick(seats)
    if (!client.upToDate) continue
    proxy.cut(draw.heads(0.3) ? 0 : draw.between(0, LATE_MS_MAX))
    cuts += 1
    if (cuts % killEvery === 0 && kills < size.kills) {
      const next = desk.station.kill().then(desk.start)
      desk.ready = next
      desk.station = await next
      kills += 1
      note(`${cuts} cuts, ${kills} kills`)
    }
  }
}

/** From here on nothing happens any more, so that the journal has an end to compare with. */
async function pauseMarket({ station, dataFolder }: Desk): Promise<void> {
  await expectJson(200, post(operatorOf(station.url, dataFolder), '/api/feed', { paused: true }))
}

/** Waits until every client holds every stream's newest event. Returns how many streams never got there. */
async function catchUp(desk: Desk): Promise<number> {
  const late = Promise.withResolvers<'late'>()
  const deadline = setTimeout(late.resolve, CATCH_UP_MS_MAX, 'late')
  for (;;) {
    const behind = streamsBehind(desk)
    const step = behind === 0 ? 'late' : await Promise.race([desk.applied.more(1), late.promise])
    if (step !== 'late') continue
    clearTimeout(deadline)
    return behind
  }
}

function streamsBehind({ seats, dataFolder }: Desk): number {
  const heads = keptHeads(databaseOf(dataFolder))
  const followed = seats.flatMap(({ client }) => [...client.heads()])
  return followed.filter(([stream, seq]) => seq !== (heads.get(stream) ?? 0)).length
}

async function rowsOf(
  desk: Desk,
  { behind, sent, options }: { behind: number; sent: number; options: Options },
): Promise<readonly Row[]> {
  const clients = desk.seats.map(({ client }) => client)
  const faults = clients.map((client) => compareWithJournal(databaseOf(desk.dataFolder), client.steps))
  const sum = (count: (fault: StreamFaults) => number): number =>
    faults.reduce((total, fault) => total + count(fault), 0)
  const events = sum((fault) => fault.events)
  const byEvents = clients.reduce((total, client) => total + client.resumedByEvents, 0)
  const resumes = byEvents + clients.reduce((total, client) => total + client.resumedBySnapshot, 0)
  const live = (count: (client: CursorClient) => number): number =>
    clients.reduce((total, client) => total + count(client), 0)
  const refused = clients.flatMap((client) => client.refused)
  for (const words of [...faults.flatMap((fault) => fault.examples), ...refused].slice(0, 8))
    options.note(words)
  const broken = await checkFolder(desk.dataFolder)
  const { cuts, kills } = desk.size
  return [
    {
      name: 'cuts: socket cuts and station kills',
      result: `${cuts} + ${kills}, ${sent} fires sent`,
      goal: `${cuts} + ${kills}`,
      ok: true,
    },
    never(
      'cuts: events lost at a client',
      sum((fault) => fault.lost),
      `${events}`,
    ),
    never('cuts: streams that never caught up', behind, `${sum((fault) => fault.streams)}`),
    never(
      'cuts: events repeated at a client',
      sum((fault) => fault.repeated) + live((client) => client.repeated),
      `${events}`,
    ),
    never(
      'cuts: events reordered at a client',
      sum((fault) => fault.reordered) + live((client) => client.gaps),
      `${events}`,
    ),
    never(
      'cuts: messages that say otherwise than the journal',
      sum((fault) => fault.different),
      `${events}`,
    ),
    never('cuts: resumes refused', refused.length, `${resumes}`),
    {
      name: 'cuts: resumes by events',
      result: `${byEvents} of ${resumes}`,
      goal: `>= ${BY_EVENTS_SHARE * 100} % of >= ${cuts}`,
      ok: byEvents >= BY_EVENTS_SHARE * resumes && resumes >= cuts,
    },
    { name: 'cuts: check', result: broken || 'ok', goal: 'ok', ok: broken === '' },
  ]
}

const CONTROL_CUTS = 200
const CONTROL_CLIENTS = 10
/** Events between two cuts. */
const EVENTS_PER_CUT = [1, 8] as const

/** The same cuts with Socket.IO's connection state recovery in place of cursors. */
export const controlCuts: Harness = async ({ seed, note }) => {
  const draw = chance(`${seed}/cuts-control`)
  const child = fork(join(import.meta.dirname, 'csr-server.ts'))
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  // One whose wire is never cut paces the cuts: the others may fall silent, and that is what is looked for.
  const heard = openTally()
  const witness = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true })
  witness.on('event', heard.add)
  const seats = await Promise.all(
    Array.from({ length: CONTROL_CLIENTS }, async () => {
      const proxy = await openCutProxy(port)
      const socket = io(`http://127.0.0.1:${proxy.port}`, {
        transports: ['websocket'],
        reconnectionDelay: 10,
        reconnectionDelayMax: 50,
        forceNew: true,
      })
      const seat = { proxy, socket, first: 0, seen: new Set<number>() }
      socket.on('start', (last: number) => {
        seat.first ||= last + 1
      })
      socket.on('event', (number: number) => seat.seen.add(number))
      await once(socket as never, 'connect')
      return seat
    }),
  )
  for (let cut = 0; cut < CONTROL_CUTS; cut++) {
    await heard.more(draw.between(...EVENTS_PER_CUT))
    draw.pick(seats).proxy.cut(draw.between(0, LATE_MS_MAX))
  }
  child.send('stop')
  const [{ last }] = (await once(child, 'message')) as [{ last: number }]
  await Promise.all(seats.map(({ socket }) => settled(socket)))
  const due = seats.reduce((total, seat) => total + last - seat.first + 1, 0)
  const lost = due - seats.reduce((total, seat) => total + seat.seen.size, 0)
  note(
    `${seats.filter(({ socket, seen }) => socket.connected && !seen.has(last)).length} clients connected and mute`,
  )
  for (const { proxy, socket } of seats) {
    socket.close()
    proxy.close()
  }
  witness.close()
  child.disconnect()
  return [mustFind("control cuts: Socket.IO's own recovery loses", lost, `${due} events`)]
}

/** Settles when the client has everything that was sent to it; asked again on every new connection. */
function settled(socket: Socket): Promise<void> {
  return new Promise((done) => {
    const ask = () => socket.emit('settled', done)
    socket.on('connect', ask)
    if (socket.connected) ask()
  })
}
