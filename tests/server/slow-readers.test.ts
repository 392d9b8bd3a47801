import type { Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FusionUpdate, MissionStatusUpdate, PriceUpdate } from '#contracts/live.ts'
import { BACKLOG_BYTES_MAX } from '#server/live-slow.ts'
import { addCrowd, fireAll } from './crowd.ts'
import { next, openServing, type Serving, SIGNAL } from './serving.ts'

/** Events of one mission: its answer to `resume` is a quarter of a megabyte. */
const USERS = 1_000
/** Missions of which one answer tells nearly as much as it may: a megabyte and more. */
const CROWDED = 4
const MORE_USERS = 200
const ASKS = 8
let serving: Serving
let ada: string
let crowded: string
let crowd: readonly string[]
beforeEach(async () => {
  // How much one may ask for is another test's: here it is what waits.
  serving = await openServing({
    logLevel: 'debug',
    limits: { resumedEventsPerMinute: 60_000_000, messagesPerSecond: 10_000 },
  })
  ada = await serving.addUser('ada')
  crowded = await serving.postSignal()
  crowd = await addCrowd(serving, USERS)
  await fireAll(serving, crowded, crowd)
})
afterEach(() => serving.close())

/** The TCP connection below a socket: paused, it takes nothing off the wire. */
function wireOf(socket: Socket): { pause(): void; resume(): void } {
  const { transport } = socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; resume(): void } } }
  }
  return transport.ws._socket
}

interface Line {
  readonly event: string
  readonly bytes: number
  readonly packets: number
}

/** The lines of the log that tell of an event. */
function told(event: string): Line[] {
  return serving.logged
    .filter((line) => line.includes(`"${event}"`))
    .map((line): Line => JSON.parse(line))
    .filter((line) => line.event === event)
}

const history = () => ({
  cursors: [{ epoch: serving.station.epoch, stream: `mission:${crowded}`, seq: 0 }],
})

/** Lists a signal on a symbol that the feed does not quote: no price can settle it. */
async function listUnpriced(): Promise<string> {
  const expires_at = serving.station.market.clock().at / 1_000 + 86_400
  const body = { ...SIGNAL, symbol: 'NOFEED', expires_at }
  return (await serving.ask('POST', '/api/signals', { body })).body.signal.id
}

const idsOf = ({ active_signals }: FusionUpdate): string[] => active_signals.map(({ id }) => id)

/**
 * Asks for answers that are not read until the station has noticed, and still says so at its next look: what the
 * buffers below take a moment later has not waited. Between two prices it looks at least once.
 */
async function fillUntilBehind(slow: Socket, quick: Socket): Promise<void> {
  const isBehind = () => told('slow_consumer_behind').length > told('slow_consumer_caught_up').length
  for (let looks = 0; looks < 2; looks = isBehind() ? looks + 1 : 0) {
    if (!isBehind()) slow.emit('resume', history(), () => undefined)
    await next(quick, 'price_update')
  }
}

test('[LIVE-30] who stops reading gets no prices and no open signals until he has read what waits, then the latest', async () => {
  const [slow, quick] = [await serving.connect(ada), await serving.connect(ada)]
  const prices: { slow: number[]; quick: number[] } = { slow: [], quick: [] }
  const opened: string[] = []
  const seen: string[][] = []
  slow.on('price_update', ({ server_time }: PriceUpdate) => prices.slow.push(server_time))
  slow.on('mission_status_update', ({ signal_id }: MissionStatusUpdate) => opened.push(signal_id))
  slow.on('fusion_update', (update: FusionUpdate) => seen.push(idsOf(update)))
  serving.station.market.setSpeed(600)
  serving.station.market.resume()
  await next(slow, 'price_update')

  wireOf(slow).pause()
  await fillUntilBehind(slow, quick)
  quick.on('price_update', ({ server_time }: PriceUpdate) => prices.quick.push(server_time))
  const listed: string[] = []
  while (listed.length < 3 || prices.quick.length < 4) {
    const price = next(quick, 'price_update')
    listed.push(await listUnpriced())
    await price
  }
  const left = [...prices.quick]
  const last = listed.at(-1) as string
  const caughtUp = next(slow, 'fusion_update', (update: FusionUpdate) => idsOf(update).includes(last))
  wireOf(slow).resume()
  await caughtUp

  // None of the prices that the other heard meanwhile; the first one after them is newer than all of them.
  expect(prices.slow.filter((at) => left.includes(at))).toEqual([])
  expect(Math.max(...prices.slow)).toBeGreaterThan(Math.max(...left))
  // What the journal tells of waited for him, in order and without a gap.
  expect(opened.filter((id) => listed.includes(id))).toEqual(listed)
  // The first open signals that show one listed meanwhile show them all.
  const first = seen.find((ids) => ids.some((id) => listed.includes(id)))
  expect(first).toEqual(expect.arrayContaining(listed))
  expect(told('slow_consumer_caught_up')).toHaveLength(told('slow_consumer_behind').length)
  expect(told('slow_consumer_dropped')).toEqual([])
  // And from here on he is one of those who hear as it happens.
  const after = await next<PriceUpdate>(quick, 'price_update')
  await next(slow, 'price_update', ({ server_time }: PriceUpdate) => server_time >= after.server_time)
})

test('[LIVE-16] a reader who does not read is cut off with a reason in the log, and the others hear as before', async () => {
  const users = [...(await addCrowd(serving, MORE_USERS, 'more')), ...crowd]
  const signals: string[] = []
  while (signals.length < CROWDED) signals.push(await serving.postSignal())
  for (const id of signals) await fireAll(serving, id, users)
  const much = {
    cursors: signals.map((id) => ({ epoch: serving.station.epoch, stream: `mission:${id}`, seq: 0 })),
  }
  const [slow, quick] = [await serving.connect(ada), await serving.connect(ada)]
  expect(JSON.stringify(await quick.emitWithAck('resume', much)).length).toBeGreaterThan(BACKLOG_BYTES_MAX)
  await quick.emitWithAck('join_mission', { signal_id: crowded })
  const clients = async () => (await serving.ask('GET', '/health')).body.clients
  const before = await clients()
  wireOf(slow).pause()
  const askAndCount = () => {
    slow.emit('resume', much, () => undefined)
    return clients()
  }
  await expect.poll(askAndCount, { timeout: 15_000 }).toBe(before - 1)
  expect(told('slow_consumer_dropped')).toHaveLength(1)
  const live = next(quick, 'fire_count_update')
  await serving.ask('POST', '/api/fire', { token: ada, body: { signal_id: crowded } })
  await live
})

test('[LIVE-31] who has not read what he was given gets no more, and not even a no, however much he asks for', async () => {
  const [slow, quick] = [await serving.connect(ada), await serving.connect(ada)]
  const answer = JSON.stringify(await slow.emitWithAck('resume', history())).length
  serving.station.market.setSpeed(600)
  serving.station.market.resume()
  wireOf(slow).pause()
  await fillUntilBehind(slow, quick)
  const said: { readonly ok: boolean }[] = []
  for (let asked = 0; asked < ASKS; asked++) {
    slow.emit('resume', history(), (reply: { readonly ok: boolean }) => said.push(reply))
    // Told to the other, it was heard from him as well: one at a time, so that each finds the last one answered.
    await quick.emitWithAck('leave_mission', { signal_id: crowded })
    await next(quick, 'price_update')
  }
  wireOf(slow).resume()
  expect(await slow.emitWithAck('leave_mission', { signal_id: crowded })).toEqual({ ok: true })
  // The buffers below may take one more a moment later.
  expect(said.length).toBeLessThanOrEqual(1)
  // At most what was not read of one answer, and the next one; a few prices came meanwhile.
  for (const { bytes } of told('slow_consumer_behind')) expect(bytes).toBeLessThan(1.5 * answer)
  expect(told('slow_consumer_dropped')).toEqual([])
  // Who has read everything is given again what he asks for.
  expect(await slow.emitWithAck('resume', history())).toMatchObject({ ok: true })
})
