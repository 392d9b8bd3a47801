import { expect, onTestFinished, test } from 'vitest'
import { openSimulation, SIMULATED_SYMBOLS } from '#core/market/simulator.ts'
import { journalPages } from '#db/journal.ts'
import { openLive } from '#station/feed/live/live-feed.ts'
import { type ExchangeServer, openExchange, type Row, until } from './feed/live/exchange-server.ts'
import { LiveHandClock, MINUTE, NOON, turns } from './feed/live/stage.ts'
import { kline } from './feed/live/words.ts'
import { openReplay, testFolder, testLog, writeBars } from './feed/support.ts'
import { newDesk, type Playing, playing } from './playing.ts'

const BARS = 260

/** A morning of minutes, from the simulator under a real name. */
function minutes(): readonly Row[] {
  const simulation = openSimulation('live', SIMULATED_SYMBOLS[0]!, NOON)
  return Array.from({ length: BARS }, () => {
    const { openAt, open, high, low, close, volume } = simulation.next()
    return [openAt, open, high, low, close, volume] as const
  })
}

/** What became of the run's own candidates, as the journal has it. */
function told({ desk }: Playing): string[] {
  const events = [...journalPages(desk.db)].flat().map(({ event }) => event)
  return events
    .filter(({ kind }) => ['signal_opened', 'signal_expired', 'signal_settled'].includes(kind))
    .map((event) => JSON.stringify(event))
}

interface LiveRun {
  readonly played: Playing
  readonly server: ExchangeServer
  readonly clock: LiveHandClock
}

async function openLiveRun(rows: readonly Row[]): Promise<LiveRun> {
  const server = await openExchange('binance')
  const clock = new LiveHandClock(NOON)
  server.now = clock.now
  server.bars.set('BTCUSDT', [...rows])
  const feed = openLive(
    {
      kind: 'live',
      exchange: 'binance',
      symbols: ['BTCUSDT'],
      timeframe: 'm1',
      urls: server.urls,
      restart: false,
    },
    { log: testLog().log, goesOnAt: () => NOON, clock, random: () => 0 },
  )
  onTestFinished(() => feed.close())
  let opened: Playing | null = null
  void playing(feed, 1, newDesk(), clock).then((run) => {
    opened = run
  })
  await until(() => server.sockets.at(-1)?.readyState === 1)
  server.say(kline('BTCUSDT', rows[0]!, { closed: false }))
  await until(() => feed.health().live?.connected === true)
  while (opened === null) {
    clock.ring(100)
    await turns()
  }
  return { played: opened, server, clock }
}

/** Time goes on to an instant, in steps in which something is heard. */
async function walkTo({ server, clock, played }: LiveRun, at: number, row: Row): Promise<void> {
  while (clock.now() < at) {
    clock.ring(Math.min(10_000, at - clock.now()))
    server.say(kline('BTCUSDT', row, { closed: false }))
    await until(() => played.market.live()?.heardAt === clock.now(), 'heard')
  }
}

test('[ADAPT-18] an exchange gives the candidates and outcomes that a replay of the same bars gives', async () => {
  const rows = minutes()
  const live = await openLiveRun(rows)
  for (const [index, row] of rows.entries()) {
    await walkTo(live, row[0] + MINUTE, row)
    live.server.say(kline('BTCUSDT', row))
    await closed(live, index + 1)
  }
  const folder = await testFolder()
  const path = await writeBars(
    folder,
    'BTCUSDT_m1.csv',
    rows.map((row) => row.join(',')),
  )
  const replayed = await playing(await openReplay({ path }), 'max')
  await replayed.end()
  expect(told(live.played).length).toBeGreaterThan(4)
  expect(told(replayed)).toEqual(told(live.played))
}, 120_000)

test('[LIVE-49] while nothing is fresh the market stands, and plays on where the exchange is', async () => {
  const rows = minutes()
  const live = await openLiveRun(rows)
  const { played, server, clock } = live
  await walkTo(live, NOON + MINUTE, rows[0]!)
  server.say(kline('BTCUSDT', rows[0]!))
  await closed(live, 1)
  await walkTo(live, NOON + MINUTE + 30_000, rows[1]!)
  await turn(live)
  await turn(live)
  expect(played.market.clock().speed).toBe(1)
  expect(clock.now() - played.market.clock().at).toBeLessThan(200)
  server.sockets.at(-1)?.terminate()
  await until(() => played.market.live()?.fresh === false)
  await turn(live)
  const stood = played.market.clock()
  expect(stood).toMatchObject({ speed: 0, pace: 1 })
  await turn(live)
  expect(played.market.clock()).toEqual(stood)
  // Two bars close meanwhile, and only REST tells of them.
  while (played.market.quotes()[0]?.barsClosed !== 3) {
    clock.ring(1_000)
    server.sockets.at(-1)?.terminate()
    await turns()
    await until(() => server.pending === 0)
  }
  expect(played.market.clock()).toMatchObject({ at: NOON + 3 * MINUTE, speed: 0 })
})

/** One turn of the market. */
async function turn({ clock }: LiveRun): Promise<void> {
  clock.ring(50)
  await turns()
}

/** Turns of the market until so many bars have closed. */
async function closed({ clock, played }: LiveRun, bars: number): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (played.market.quotes()[0]?.barsClosed === bars) return
    clock.ring(50)
    await turns()
  }
  throw new Error(`bar ${bars} was not played`)
}
