import type { Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type ConnectionStatus,
  type FireCountUpdate,
  type FusionUpdate,
  type MissionStatusUpdate,
  SERVER_MESSAGES,
  type UserStatsUpdate,
} from '#contracts/live.ts'
import { addCrowd, fireAll } from './crowd.ts'
import { next, openServing, type Serving, welcomeOf } from './serving.ts'

let serving: Serving
let ada: string
let bob: string
beforeEach(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
  bob = await serving.addUser('bob')
})
afterEach(() => serving.close())

/** Everything a socket hears of the journal, in order. */
function hearing(socket: Socket) {
  const heard: { name: string; data: FireCountUpdate | MissionStatusUpdate | UserStatsUpdate }[] = []
  for (const name of [
    'fire_count_update',
    'mission_status_update',
    'user_stats_update',
    'signal_routed',
  ] as const)
    socket.on(name, (data) => {
      expect(SERVER_MESSAGES[name].safeParse(data).error).toBeUndefined()
      heard.push({ name, data })
    })
  return heard
}

const fire = (token: string, signal_id: string) =>
  serving.ask('POST', '/api/fire', { token, body: { signal_id } })

/** A socket's answers come in order: whatever was sent to it before this one has arrived. */
async function heardAll(socket: Socket): Promise<void> {
  await socket.emitWithAck('leave_mission', { signal_id: 'nothing' })
}

/** Market time moves on without a bar. */
async function advance(seconds: number): Promise<void> {
  await serving.execute({
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: Number.MAX_SAFE_INTEGER,
    at: serving.station.market.clock().at + 1_000 * seconds,
    closes: [],
    candidates: [],
    ended: false,
  })
}

/** A run that begins closes what the one before left open. */
async function endRun(): Promise<void> {
  const { market } = serving.station
  await serving.execute({
    kind: 'open_run',
    runId: 'r2' as never,
    source: 'sim',
    fingerprint: 'sim:other',
    timeframe: market.timeframe,
    symbols: market.symbols,
    startsAt: market.clock().at,
  })
}

describe('connecting', () => {
  test('[LIVE-1] the first words are the heartbeat, the prices and the open signals', async () => {
    const socket = await serving.connect(ada)
    const welcome = welcomeOf(socket)
    expect(Object.keys(welcome)).toEqual(['connection_status', 'price_update', 'fusion_update'])
    for (const name of ['connection_status', 'price_update', 'fusion_update'] as const)
      expect(SERVER_MESSAGES[name].safeParse(welcome[name]).error).toBeUndefined()
    const beat = await next<{ epoch: string; source: string; timestamp: number }>(socket, 'connection_status')
    expect(beat).toMatchObject({ connected: true, epoch: serving.station.epoch, source: 'sim' })
  })

  test('[FOOT-3] the heartbeat tells the last event of the desk, and of a pass no name', async () => {
    const lastOf = async () => {
      const socket = await serving.connect(ada)
      const { last_event } = await next<ConnectionStatus>(socket, 'connection_status')
      return last_event
    }
    expect(await lastOf()).toBeNull()
    const id = await serving.postSignal()
    const told = { signal_id: id, symbol: 'EURUSD', direction: 'BUY', outcome: null }
    expect(await lastOf()).toMatchObject({ ...told, kind: 'opened', user_id: null, name: null })
    await fire(ada, id)
    expect(await lastOf()).toMatchObject({ ...told, kind: 'fired', user_id: 'ada', name: 'ada' })
    await serving.ask('POST', '/api/pass', { token: bob, body: { signal_id: id, reason: 'risk' } })
    expect(await lastOf()).toMatchObject({ ...told, kind: 'passed', user_id: null, name: null })
    await endRun()
    expect(await lastOf()).toMatchObject({ ...told, kind: 'settled', outcome: 'TIMEOUT' })
  })

  test('[LIVE-33] whoever comes later hears what has changed since the one before him came', async () => {
    const openOf = async () => {
      const update = welcomeOf(await serving.connect(ada)).fusion_update as FusionUpdate
      return update.active_signals.map(({ id, fire_count }) => [id, fire_count])
    }
    expect(await openOf()).toEqual([])
    expect(await openOf()).toEqual([])
    const id = await serving.postSignal()
    expect(await openOf()).toEqual([[id, 0]])
    await fire(ada, id)
    expect(await openOf()).toEqual([[id, 1]])
    await advance(3_601)
    expect(await openOf()).toEqual([])
  })

  test('[LIVE-1] a feed that is sped or paused is told at once', async () => {
    const socket = await serving.connect(ada)
    serving.station.market.resume()
    const told = next(socket, 'connection_status', ({ speed }: { speed: number }) => speed === 7)
    await serving.ask('POST', '/api/feed', { body: { speed: 7 } })
    await told
  })

  test('[LIVE-2] who does not sign in is disconnected', async () => {
    const socket = new WebSocket(`${serving.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    await new Promise((resolve) => socket.addEventListener('close', resolve))
  })
})

describe('after a commit', () => {
  test('[LIVE-3] a fire is told to its mission and to its trader, and to nobody else', async () => {
    const id = await serving.postSignal()
    const [own, watcher, stranger] = [
      await serving.connect(ada),
      await serving.connect(bob),
      await serving.connect(bob),
    ]
    await watcher.emitWithAck('join_mission', { signal_id: id })
    const [ownHeard, watcherHeard, strangerHeard] = [hearing(own), hearing(watcher), hearing(stranger)]
    await fire(ada, id)
    await Promise.all([own, watcher, stranger].map(heardAll))
    expect(watcherHeard.map(({ name, data }) => [name, data.stream, data.since, data.seq])).toEqual([
      ['fire_count_update', `mission:${id}`, 1, 2],
    ])
    expect(watcherHeard[0]!.data).toMatchObject({ signal_id: id, count: 1, pass_count: 0, executed_count: 0 })
    // user_added was the first event of the stream.
    expect(ownHeard.map(({ name, data }) => [name, data.stream, data.since, data.seq])).toEqual([
      ['user_stats_update', 'user:ada', 1, 2],
    ])
    expect(ownHeard[0]!.data).toMatchObject({
      user_id: 'ada',
      balance: 10_000,
      stats: { trades_today: 1, win_rate: null },
    })
    expect(strangerHeard).toEqual([])
  })

  test('[LIVE-4] the fires of one commit are one message with the total after them', async () => {
    const id = await serving.postSignal()
    const socket = await serving.connect(ada)
    const joined = await socket.emitWithAck('join_mission', { signal_id: id })
    const heard = hearing(socket)
    // One turn of the event loop: one commit.
    await fireAll(serving, id, await addCrowd(serving, 30))
    await heardAll(socket)
    expect(joined.cursor.seq).toBe(1)
    expect(heard.map(({ data }) => [data.since, data.seq])).toEqual([[1, 31]])
    expect(heard[0]!.data).toMatchObject({ count: 30 })
  })

  test('[LIVE-5] a mission opens, is taken, is filled, expires and settles: everybody at the desk hears of its state, in order and without a gap', async () => {
    const follower = await serving.connect(ada)
    const heard = hearing(follower)
    const opened = next<MissionStatusUpdate>(follower, 'mission_status_update')
    const id = await serving.postSignal(600)
    expect(await opened).toMatchObject({
      signal_id: id,
      status: 'opened',
      time_remaining: 600,
      since: 0,
      seq: 1,
      source: 'acme',
    })
    await follower.emitWithAck('join_mission', { signal_id: id })
    await fire(ada, id)
    await serving.ask('POST', '/api/pass', { token: bob, body: { signal_id: id, reason: 'risk' } })
    await serving.execute({ kind: 'execute_fires', signalId: id as never, price: 1.1 })
    const expired = next(
      follower,
      'mission_status_update',
      ({ status }: MissionStatusUpdate) => status === 'expired',
    )
    await advance(601)
    await expired
    const closed = next(follower, 'user_stats_update', (data: UserStatsUpdate) => data.closed !== null)
    await endRun()
    const { closed: trade } = await closed

    const mission = heard.filter(({ data }) => data.stream === `mission:${id}`)
    expect(mission.map(({ name, data }) => ('status' in data ? data.status : name))).toEqual([
      'opened',
      'fire_count_update',
      'fire_count_update',
      'fire_count_update',
      'expired',
      'settled',
    ])
    mission.forEach(({ data }, index) => {
      expect([data.since, data.seq]).toEqual([index, index + 1])
      expect(data.epoch).toBe(serving.station.epoch)
    })
    expect(mission[3]!.data).toMatchObject({ count: 1, pass_count: 1, executed_count: 1 })
    expect(mission[4]!.data).toMatchObject({ status: 'expired', time_remaining: 0, outcome: null })
    expect(mission[5]!.data).toMatchObject({ status: 'settled', outcome: 'TIMEOUT' })
    expect(trade).toMatchObject({ signal_id: id, outcome: 'TIMEOUT' })
    const user = heard.filter(({ data }) => data.stream === 'user:ada')
    user.forEach(({ data }, index) => {
      expect(data.since).toBe(index === 0 ? 1 : user[index - 1]!.data.seq)
    })
  })

  test('[LIVE-5] a window about to close is told while there is time', async () => {
    serving.station.market.resume()
    const socket = await serving.connect(ada)
    const told = next<MissionStatusUpdate>(
      socket,
      'mission_status_update',
      ({ status }) => status === 'expiring',
    )
    // Twenty seconds at speed 1: less than the thirty of wall time at which a person is warned.
    const id = await serving.postSignal(20)
    const expiring = await told
    expect(expiring).toMatchObject({ signal_id: id, outcome: null })
    expect(expiring.time_remaining).toBeGreaterThan(0)
    expect(expiring.time_remaining).toBeLessThanOrEqual(20)
  })

  test('[LIVE-18] a window that is extended is told to everybody, live and in what was missed', async () => {
    const id = await serving.postSignal()
    const socket = await serving.connect(bob)
    const { cursor } = await socket.emitWithAck('join_mission', { signal_id: id })
    const heard = hearing(socket)
    const at = serving.station.market.clock().at / 1_000
    // An hour at speed 1 is six seconds at speed 600: it becomes a minute, and two seconds for the telling.
    await serving.ask('POST', '/api/feed', { body: { speed: 600 } })
    await heardAll(socket)
    expect(heard).toMatchObject([
      {
        name: 'mission_status_update',
        data: {
          signal_id: id,
          status: 'extended',
          expires_at: at + 37_200,
          time_remaining: 37_200,
          since: 1,
          seq: 2,
        },
      },
    ])
    const { body } = await serving.ask('GET', '/api/signals/active')
    expect(body.signals).toMatchObject([{ id, expires_at: at + 37_200 }])
    const again = await serving.connect(ada)
    const resumed = await again.emitWithAck('resume', { cursors: [cursor] })
    expect(resumed.events).toMatchObject([{ data: { status: 'extended', expires_at: at + 37_200 } }])
  })

  test('[LIVE-6] a mission that was left is silent', async () => {
    const id = await serving.postSignal()
    const socket = await serving.connect(ada)
    await socket.emitWithAck('join_mission', { signal_id: id })
    expect(await socket.emitWithAck('leave_mission', { signal_id: id })).toEqual({ ok: true })
    const heard = hearing(socket)
    await fire(bob, id)
    await heardAll(socket)
    expect(heard).toEqual([])
  })

  test('[LIVE-7] prices and open signals come at most four times a second, and only the latest', async () => {
    const socket = await serving.connect(ada)
    const times: Record<string, number[]> = { price_update: [], fusion_update: [] }
    for (const name of Object.keys(times))
      socket.on(name, ({ server_time }) => times[name]!.push(server_time))
    await serving.station.market.setSpeed(600)
    serving.station.market.resume()
    for (let _round = 0; times.price_update!.length < 5 || times.fusion_update!.length < 5; _round++) {
      await Promise.all([next(socket, 'fusion_update'), serving.postSignal()])
    }
    for (const seen of Object.values(times))
      for (let index = 4; index < seen.length; index++)
        expect(seen[index]! - seen[index - 4]!).toBeGreaterThanOrEqual(1)
  })

  test('[LIVE-7] where nothing moves nothing is sent', async () => {
    const socket = await serving.connect(ada)
    const heard: string[] = []
    for (const name of ['price_update', 'fusion_update']) socket.on(name, () => heard.push(name))
    // The market stands: two heartbeats pass, four seconds and more.
    await next(socket, 'connection_status')
    await next(socket, 'connection_status')
    expect(heard).toEqual([])
  })
})

describe('what a client says', () => {
  test('[LIVE-8] joining answers with the state and the cursor to go on from', async () => {
    const id = await serving.postSignal()
    await fire(bob, id)
    const socket = await serving.connect(ada)
    const joined = await socket.emitWithAck('join_mission', { signal_id: id })
    expect(joined).toMatchObject({
      ok: true,
      signal_id: id,
      cursor: { epoch: serving.station.epoch, stream: `mission:${id}`, seq: 2 },
      signal: { id, fire_count: 1, status: 'active' },
      executed_count: 0,
    })
  })

  test('[LIVE-9] every malformed packet that asks is answered no, in the shape of HTTP, and the station lives on', async () => {
    const id = await serving.postSignal()
    const socket = await serving.connect(ada)
    const cases: [code: string, name: string, args: unknown[]][] = [
      ['signal_not_found', 'join_mission', [{ signal_id: 'nothing' }]],
      ['signal_not_found', 'join_mission', [{ signal_id: 'active' }]],
      ['bad_request', 'join_mission', [{ signal_id: id, user_id: 'bob' }]],
      ['bad_request', 'join_mission', []],
      ['bad_request', 'join_mission', [null]],
      ['bad_request', 'join_mission', ['x', 'y']],
      ['bad_request', 'join_mission', [{ signal_id: Buffer.from('x') }]],
      ['bad_request', 'leave_mission', [{}]],
      ['bad_request', 'resume', [{ cursors: [] }]],
      ['bad_request', 'resume', [{ cursors: [{ epoch: 'e', stream: 'desk', seq: 0 }] }]],
      ['bad_request', 'resume', [{ cursors: [{ epoch: 'e', stream: 'mission:a', seq: -1 }] }]],
      ['bad_request', 'resume', [{ cursors: Array(65).fill({ epoch: 'e', stream: 'mission:a', seq: 0 }) }]],
      [
        'bad_request',
        'resume',
        [{ cursors: Array(2).fill({ epoch: 'e', stream: `mission:${id}`, seq: 0 }) }],
      ],
      ['forbidden', 'resume', [{ cursors: [{ epoch: 'e', stream: 'user:bob', seq: 0 }] }]],
      ['not_found', 'fire', [{ signal_id: id }]],
      ['not_found', '__proto__', [{}]],
      ['not_found', 'constructor', [{}]],
    ]
    for (const [code, name, args] of cases) {
      const said = await socket.emitWithAck(name, ...args)
      expect([name, args, said.ok, said.error?.code]).toEqual([name, args, false, code])
      expect(Object.keys(said.error)).toEqual(
        expect.arrayContaining(['message', 'correlation_id', 'server_time']),
      )
    }
    // Without a function to answer with, and with one where the object should be.
    socket.emit('join_mission')
    socket.emit('resume', 5)
    expect(await socket.emitWithAck('join_mission', { signal_id: id })).toMatchObject({ ok: true })
  })

  test('[LIVE-10] who speaks too fast is told to wait', async () => {
    const socket = await serving.connect(ada)
    const id = await serving.postSignal()
    const said = await Promise.all(
      Array.from({ length: 400 }, () => socket.emitWithAck('leave_mission', { signal_id: id })),
    )
    const refused = said.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0].error).toMatchObject({ code: 'rate_limited', retry_after: 1 })
  })

  test('[LIVE-36] who goes on speaking much too fast is cut off with a line in the log, and comes back', async () => {
    const [loud, quiet] = [await serving.connect(ada), await serving.connect(ada)]
    const gone = new Promise((resolve) => loud.once('disconnect', resolve))
    // Thirty seconds of its rate at once, and a little that comes back meanwhile.
    const flood = setInterval(() => {
      for (let said = 0; said < 200; said++) loud.emit('leave_mission', { signal_id: 'x' })
    }, 1)
    await gone
    clearInterval(flood)
    expect(serving.logged.filter((line) => line.includes('flooding_socket_dropped'))).toHaveLength(1)
    expect(await quiet.emitWithAck('leave_mission', { signal_id: 'x' })).toEqual({ ok: true })
    const again = await serving.connect(ada)
    expect(await again.emitWithAck('leave_mission', { signal_id: 'x' })).toEqual({ ok: true })
  })

  test('[LIVE-11] a packet of more than 16 KiB ends the connection that sent it, and only that', async () => {
    const [loud, quiet] = [await serving.connect(ada), await serving.connect(ada)]
    const gone = new Promise((resolve) => loud.once('disconnect', resolve))
    loud.emit('join_mission', { signal_id: 'x'.repeat(17_000) })
    await gone
    expect(await quiet.emitWithAck('leave_mission', { signal_id: 'x' })).toEqual({ ok: true })
  })
})
