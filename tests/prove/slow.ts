import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { percentile } from '#tests/bench/support/statistics.ts'
import { addUsers, operatorOf, traderToken } from './support/desk.ts'
import { type Harness, mustFind, never, type Row } from './support/harness.ts'
import { type Caller, get } from './support/http.ts'
import { openSlowPeers } from './support/slow-peers.ts'
import { HEADLESS, makeDataFolder, startStation } from './support/station-child.ts'

/**
 * The short one has fewer places to take, so that few slow peers take them all as well. It runs beside other tests, and
 * judges no more of time than that nobody waits for a place.
 */
const SIZE = {
  full: { peers: 2_000, places: 1_024, holdMs: 20_000, p99MsMax: 250, freeMsMax: 6_000 },
  short: { peers: 150, places: 64, holdMs: 2_000, p99MsMax: 5_000, freeMsMax: 20_000 },
}
const HONEST = 8
const PAUSE_MS = 20
const SILENCE_MS_MAX = 3_000
const WHY_SHOWN_MAX = 5

interface Honest {
  readonly asked: number
  readonly failed: number
  /** What came instead of an answer, a line each. */
  readonly why: readonly string[]
  readonly p99Ms: number
}

/** Two thousand connections that send a letter every half second, or nothing: those who ask are answered as before. */
export const proveSlow: Harness = async ({ seed, short, folder, note }) => {
  const { peers, places, holdMs, p99MsMax, freeMsMax } = short ? SIZE.short : SIZE.full
  const dataFolder = makeDataFolder(join(folder, 'desk'), { connections: places })
  const logFile = join(folder, 'station.log')
  const station = await startStation({ dataFolder, flags: ['--sim', seed], logFile, program: HEADLESS })
  const operator = operatorOf(station.url, dataFolder)
  const [user = ''] = await addUsers(operator, 'honest', 1)
  const token = await traderToken(operator, user)
  operator.agent?.destroy()
  const found = await attack(
    { url: station.url, token, path: '/api/signals?limit=5' },
    { peers, holdMs, freeMsMax },
  )
  note(`${found.cut} times cut off while ${found.honest.asked} honest requests came`)
  for (const line of found.honest.why.slice(0, WHY_SHOWN_MAX)) note(line)
  const health = await get(operator, '/health').catch(() => null)
  await station.stop()
  return [...rowsOf(found, { peers, p99MsMax, freeMsMax }), stands(health?.status)]
}

/** The same against a server as frameworks leave it, with as many places: it must be shut to those who ask. */
export const controlSlow: Harness = async ({ note }) => {
  const { peers, places, holdMs } = SIZE.short
  const { freeMsMax } = SIZE.full
  const server = createServer({ headersTimeout: 0, requestTimeout: 0 }, (_, response) => response.end('{}'))
  server.maxConnections = places
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const found = await attack({ url, token: 'none', path: '/' }, { peers, holdMs, freeMsMax })
  server.closeAllConnections()
  server.close()
  note(`${found.honest.failed} of ${found.honest.asked} honest requests failed`)
  return [
    mustFind(
      'control slow: honest requests that fail are noticed',
      found.honest.failed,
      `${found.honest.asked}`,
    ),
    mustFind(
      'control slow: places that are never given back are noticed',
      found.freeMs === null ? 1 : 0,
      '1',
    ),
  ]
}

interface Found {
  readonly honest: Honest
  readonly cut: number
  /** Null where some were still open in the end. */
  readonly freeMs: number | null
}

async function attack(
  target: Pick<Caller, 'url' | 'token'> & { readonly path: string },
  { peers, holdMs, freeMsMax }: Pick<(typeof SIZE)['full'], 'peers' | 'holdMs' | 'freeMsMax'>,
): Promise<Found> {
  const slow = await openSlowPeers(Number(new URL(target.url).port), peers)
  const honest = await askHonestly(target, holdMs)
  const cut = slow.cut()
  return { honest, cut, freeMs: await slow.leave(freeMsMax) }
}

/** Half of them keep their connection, half come anew each time, as pages do that were just opened. */
async function askHonestly(
  { path, ...caller }: Pick<Caller, 'url' | 'token'> & { readonly path: string },
  ms: number,
): Promise<Honest> {
  const tookMs: number[] = []
  const why: string[] = []
  const until = performance.now() + ms
  const one = async (index: number): Promise<void> => {
    const agent = new Agent({ keepAlive: index % 2 === 0, maxSockets: 1 })
    while (performance.now() < until) {
      const began = performance.now()
      const failure = await Promise.race([
        get({ ...caller, agent }, path).then(
          (answer) => (answer.status === 200 ? null : `${answer.status} ${answer.text}`),
          (error: Error) => error.message,
        ),
        wait(SILENCE_MS_MAX, 'silence', { ref: false }),
      ])
      tookMs.push(performance.now() - began)
      if (failure !== null) why.push(`${index % 2 === 0 ? 'kept' : 'new'} connection: ${failure}`)
      await wait(PAUSE_MS)
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: HONEST }, (_, index) => one(index)))
  return { asked: tookMs.length, failed: why.length, why, p99Ms: percentile(tookMs, 0.99) }
}

function rowsOf(
  { honest, freeMs }: Found,
  { peers, p99MsMax, freeMsMax }: Pick<(typeof SIZE)['full'], 'peers' | 'p99MsMax' | 'freeMsMax'>,
): readonly Row[] {
  return [
    never(`slow: honest requests that failed beside ${peers} slow peers`, honest.failed, `${honest.asked}`),
    {
      name: 'slow: honest requests, p99',
      result: `${honest.p99Ms.toFixed(1)} ms`,
      goal: `<= ${p99MsMax} ms`,
      ok: honest.p99Ms <= p99MsMax,
    },
    {
      name: 'slow: the last place is free again',
      result: freeMs === null ? 'never' : `${(freeMs / 1_000).toFixed(1)} s`,
      goal: `<= ${freeMsMax / 1_000} s`,
      ok: freeMs !== null && freeMs <= freeMsMax,
    },
  ]
}

function stands(status: number | undefined): Row {
  return {
    name: 'slow: the station after it',
    result: `health ${status ?? 'none'}`,
    goal: 'health 200',
    ok: status === 200,
  }
}
