// Clients in a mission's room, and the one who fires: together, because the time between them needs one clock.
import { setTimeout as wait } from 'node:timers/promises'
import { serveJobs } from '../support/child.ts'
import { fireBody, fireHead } from '../support/fire-request.ts'
import { type HttpLine, openHttpLine } from '../support/http-line.ts'
import { type Listener, openListener } from '../support/listener.ts'
import { percentile } from '../support/statistics.ts'

export interface AudienceJob {
  readonly port: number
  readonly clients: number
  /** The listeners' own, and those who fire. */
  readonly tokens: readonly string[]
  /** Every client is in the room of each. */
  readonly signalIds: readonly string[]
  /** Fires of the tokens, signal after signal, that earlier jobs have sent. */
  readonly firesBefore: number
  /** `closed`: the next fire when the last was answered; else so many a second. */
  readonly pace: 'closed' | number
  readonly ms: number
}

export interface AudienceResult {
  readonly fires: number
  readonly firesPerSecond: number
  readonly deliveriesPerSecond: number
  /** From the request to the last client; null at the closed pace. */
  readonly lastClientP99Ms: number | null
}

/** Connections are opened so many at a time. */
const OPENING = 50
const SETTLE_MS = 300

async function perform(job: AudienceJob): Promise<AudienceResult> {
  const room = new Room(job)
  const line = await openHttpLine(job.port, (why) => {
    room.failure = why
  })
  try {
    await room.fill()
    await wait(SETTLE_MS)
    return job.pace === 'closed' ? await fireClosed(job, room, line) : await firePaced(job, room, line)
  } finally {
    line.close()
    room.empty()
  }
}

/** The listeners, and how far each has seen each mission's count. */
class Room {
  failure: Error | null = null
  deliveries = 0
  /** Told of each update while somebody wants to know: which listener, and its packet. */
  watch: ((index: number, packet: Buffer) => void) | null = null
  readonly #job: AudienceJob
  readonly #listeners: Listener[] = []

  constructor(job: AudienceJob) {
    this.#job = job
  }

  async fill(): Promise<void> {
    const { clients, port, tokens, signalIds } = this.#job
    for (let from = 0; from < clients; from += OPENING) {
      const some = Array.from({ length: Math.min(OPENING, clients - from) }, (_, offset) => {
        const index = from + offset
        const token = tokens[index % tokens.length] ?? ''
        return openListener({ port, token, signalIds, onUpdate: (packet) => this.#hear(index, packet) })
      })
      this.#listeners.push(...some)
      await Promise.all(some.map(({ joined }) => joined))
    }
  }

  empty(): void {
    for (const listener of this.#listeners) listener.close()
  }

  #hear(index: number, packet: Buffer): void {
    this.deliveries += 1
    this.watch?.(index, packet)
  }
}

/** Sends the n-th fire of all and settles with its answer. Throws when it was refused. */
function fire({ port, tokens, signalIds }: AudienceJob, line: HttpLine, nth: number): Promise<void> {
  const signalId = signalIds[Math.floor(nth / tokens.length)]
  if (signalId === undefined) throw new Error('more fires than traders and signals')
  const body = fireBody(signalId)
  return new Promise((resolve, reject) =>
    line.send(fireHead({ port }, tokens[nth % tokens.length] ?? '', body.length) + body, (status) =>
      status === 200 ? resolve() : reject(new Error(`a fire was answered ${status}`)),
    ),
  )
}

async function fireClosed(job: AudienceJob, room: Room, line: HttpLine): Promise<AudienceResult> {
  const began = performance.now()
  const before = room.deliveries
  let fires = 0
  while (performance.now() - began < job.ms) {
    await fire(job, line, job.firesBefore + fires)
    fires += 1
    if (room.failure !== null) throw room.failure
  }
  const seconds = (performance.now() - began) / 1_000
  const deliveriesPerSecond = (room.deliveries - before) / seconds
  return { fires, firesPerSecond: fires / seconds, deliveriesPerSecond, lastClientP99Ms: null }
}

async function firePaced(job: AudienceJob, room: Room, line: HttpLine): Promise<AudienceResult> {
  const everyMs = 1_000 / Number(job.pace)
  const delays: number[] = []
  const began = performance.now()
  const before = room.deliveries
  let fires = 0
  while (performance.now() - began < job.ms) {
    const nth = job.firesBefore + fires
    const started = performance.now()
    // A fire is the mission's next: the mission's count says when a listener has heard of it.
    const heard = allHeard(job, room, (nth % job.tokens.length) + 1)
    await fire(job, line, nth)
    delays.push((await heard) - started)
    fires += 1
    if (room.failure !== null) throw room.failure
    await wait(Math.max(0, began + fires * everyMs - performance.now()))
  }
  const seconds = (performance.now() - began) / 1_000
  return {
    fires,
    firesPerSecond: fires / seconds,
    deliveriesPerSecond: (room.deliveries - before) / seconds,
    lastClientP99Ms: percentile(delays, 0.99),
  }
}

/** When the last listener has heard of this count. */
function allHeard({ clients }: AudienceJob, room: Room, count: number): Promise<number> {
  const heard = new Uint8Array(clients)
  let missing = clients
  return new Promise((resolve) => {
    room.watch = (index, packet) => {
      if (heard[index] === 1 || countOf(packet) < count) return
      heard[index] = 1
      missing -= 1
      if (missing > 0) return
      room.watch = null
      resolve(performance.now())
    }
  })
}

function countOf(packet: Buffer): number {
  return Number(/"count":(\d+)/.exec(packet.toString())?.[1] ?? 0)
}

serveJobs('ready', perform)
