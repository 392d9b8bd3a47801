import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from '#station/config.ts'
import { readFlags } from '#station/flags.ts'
import { type ExchangeServer, openExchange, until } from '#tests/station/feed/live/exchange-server.ts'
import { acceptances, bookTicker, ticker } from '#tests/station/feed/live/words.ts'
import { openServing, type Serving } from './serving.ts'

/** A station that follows a local exchange, with the machine's own clocks. */
async function liveServing(exchange: 'binance' | 'kraken', symbols: string) {
  const server = await openExchange(exchange)
  server.now = () => Date.now()
  const feed = {
    live: exchange,
    symbols,
    timeframe: 'h1',
    'live-stream': server.urls.stream,
    'live-rest': server.urls.rest,
  }
  const serving = await openServing({ feed })
  onTestFinished(() => serving.close())
  return { server, serving }
}

async function sim(): Promise<Serving> {
  const serving = await openServing()
  onTestFinished(() => serving.close())
  return serving
}

const beginning = (server: ExchangeServer) => {
  server.onConnection = () => {
    for (const message of [...acceptances('BTC/USD'), ticker('BTC/USD', 100, 100.5)]) server.say(message)
  }
}

test('[LIVE-43] health and feed say live with the exchange, and fresh only while it is heard', async () => {
  const { server, serving } = await liveServing('binance', 'BTCUSDT')
  const before = (await serving.ask('GET', '/health')).body
  expect(before).toMatchObject({ status: 'degraded', source: 'live', feed: { live: { fresh: false } } })
  await until(() => server.sockets.length === 1)
  server.say(bookTicker('BTCUSDT', 100, 100.5, 1))
  await until(() => serving.station.market.live()?.fresh === true)
  const { body } = await serving.ask('GET', '/health')
  expect(body).toMatchObject({
    status: 'ok',
    source: 'live',
    feed: {
      live: { exchange: 'binance', fresh: true, connected: true, connections: 1, cuts: 0, trouble: null },
    },
  })
  expect(Math.abs(body.feed.live.clock_offset)).toBeLessThan(1)
  expect((await serving.ask('GET', '/api/feed')).body).toMatchObject({
    source: 'live',
    timeframe: 'h1',
    symbols: ['BTCUSDT'],
    live: { exchange: 'binance', fresh: true },
  })
  server.sockets.at(-1)?.terminate()
  await until(() => serving.station.market.live()?.fresh === false)
  expect((await serving.ask('GET', '/health')).body).toMatchObject({
    status: 'degraded',
    feed: { live: { fresh: false, connected: false, cuts: 1 } },
  })
})

test('[LIVE-44] the world has one speed: another one is refused', async () => {
  const { serving } = await liveServing('binance', 'BTCUSDT')
  const refused = await serving.ask('POST', '/api/feed', { body: { speed: 60 } })
  expect(refused.status).toBe(400)
  expect(refused.body.error.fields).toEqual([
    { path: 'speed', message: 'the speed of the world, which is 1' },
  ])
  expect((await serving.ask('POST', '/api/feed', { body: { speed: 1 } })).status).toBe(200)
})

test('[LIVE-45] a test of a connection tells what was seen, and changes nothing', async () => {
  const { server, serving } = await liveServing('kraken', 'BTC/USD')
  beginning(server)
  server.bars.set('XBTUSD', [])
  const body = { exchange: 'kraken', symbols: ['BTC/USD'] }
  const tested = await serving.ask('POST', '/api/feed/test', { body })
  expect(tested.status).toBe(200)
  expect(tested.body).toMatchObject({
    exchange: 'kraken',
    reachable: true,
    symbols: [{ symbol: 'BTC/USD', known: true }],
    fine: true,
  })
  expect(Math.abs(tested.body.time_offset)).toBeLessThan(1)
  expect(tested.body.first_price_after).toBeGreaterThanOrEqual(0)
  server.answers.push({ body: { error: [], result: { unixtime: 1 } } })
  server.answers.push({ body: { error: ['EQuery:Unknown asset pair'] } })
  const unknown = await serving.ask('POST', '/api/feed/test', { body })
  expect(unknown.body).toMatchObject({ symbols: [{ symbol: 'BTC/USD', known: false }], fine: false })
})

test('[LIVE-45] one test runs at a time, and pairs that are none are refused', async () => {
  const { server, serving } = await liveServing('kraken', 'BTC/USD')
  server.answers.push(null)
  const body = { exchange: 'kraken', symbols: ['BTC/USD'] }
  const asked = server.sockets.length
  const first = serving.ask('POST', '/api/feed/test', { body })
  await until(() => server.sockets.length > asked)
  const second = await serving.ask('POST', '/api/feed/test', { body })
  expect(second.status).toBe(429)
  for (const symbols of [['BTCUSD'], ['BTC/USD', 'btc/usd']]) {
    const refused = await serving.ask('POST', '/api/feed/test', { body: { exchange: 'kraken', symbols } })
    expect(refused.status).toBe(400)
  }
  const elsewhere = { ...body, url: 'http://127.0.0.1:1' }
  expect((await serving.ask('POST', '/api/feed/test', { body: elsewhere })).status).toBe(400)
  beginning(server)
  await first
}, 20_000)

test('[LIVE-46] a choice is written for the next start, beside what else was set', async () => {
  const serving = await sim()
  const path = join(serving.folder, 'config.json')
  writeFileSync(path, JSON.stringify({ port: 0, sim: 'other', speed: 10 }))
  const body = { exchange: 'kraken', symbols: ['BTC/USD', 'ETH/USD'], timeframe: 'm5' }
  const chosen = await serving.ask('POST', '/api/feed/choice', { body })
  expect(chosen.body).toEqual({ ...body, effective: 'next_start', outranked_by: 'flags' })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    port: 0,
    live: 'kraken',
    symbols: ['BTC/USD', 'ETH/USD'],
    timeframe: 'm5',
  })
  const flags = readFlags(['--data', serving.folder])
  const next = readConfig({ flags, environment: {}, workFolder: '/' })
  expect(next).toMatchObject({
    feed: { kind: 'live', exchange: 'kraken', symbols: ['BTC/USD', 'ETH/USD'], timeframe: 'm5' },
    feedNamedBy: 'file',
    speed: 1,
  })
  const back = await serving.ask('POST', '/api/feed/choice', { body: { exchange: null } })
  expect(back.body).toMatchObject({ exchange: null, symbols: [], timeframe: null })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ port: 0 })
})

test('[LIVE-46] a config.json that cannot be read is not replaced', async () => {
  const serving = await sim()
  const path = join(serving.folder, 'config.json')
  writeFileSync(path, '{"port":')
  const refused = await serving.ask('POST', '/api/feed/choice', { body: { exchange: null } })
  expect(refused.status).toBe(503)
  expect(readFileSync(path, 'utf8')).toBe('{"port":')
  const without = await serving.ask('POST', '/api/feed/choice', { body: { exchange: 'binance' } })
  expect(without.body.error.fields).toEqual([{ path: 'symbols', message: 'the pairs to listen to' }])
})
