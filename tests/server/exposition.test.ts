import { afterAll, beforeAll, expect, test } from 'vitest'
import { countEvents, SOURCES_MAX } from '#server/exposition.ts'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
beforeAll(async () => {
  desk = await openServing()
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

async function read(): Promise<ReadonlyMap<string, number>> {
  const { text } = await desk.ask('GET', '/metrics')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  )
}

test('[PROM-1] every line is a sample of a family that was told before, and no sample comes twice', async () => {
  const { status, text, headers } = await desk.ask('GET', '/metrics')
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  expect(headers['content-disposition']).toBeUndefined()
  const told = new Set<string>()
  const seen = new Set<string>()
  for (const line of text.trimEnd().split('\n')) {
    const type = /^# TYPE (fusion_desk_[a-z0-9_]+) (gauge|counter|histogram)$/.exec(line)
    if (type) told.add(type[1] as string)
    if (line.startsWith('#')) continue
    const sample = /^(fusion_desk_[a-z0-9_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+$/.exec(line)
    expect([line, sample === null]).toEqual([line, false])
    const family = sample?.[1] ?? ''
    expect(told.has(family.replace(/_(bucket|sum|count)$/, '')) || told.has(family)).toBe(true)
    const name = line.slice(0, line.lastIndexOf(' '))
    expect([name, seen.has(name)]).toEqual([name, false])
    seen.add(name)
  }
})

test('[PROM-2] an operator and a service read it, nobody else', async () => {
  const robot = await desk.addUser('robot', 'service')
  const statusOf = async (token: string | null) => (await desk.ask('GET', '/metrics', { token })).status
  expect([await statusOf(robot), await statusOf(ada), await statusOf(null)]).toEqual([200, 403, 401])
})

test('[PROM-3] what is done is counted: a fire, its request, a refusal by its code, a signal by its source', async () => {
  const before = await read()
  const signal = await desk.postSignal()
  await desk.ask('POST', '/api/fire', { token: ada, body: { signal_id: signal } })
  await desk.ask('POST', '/api/fire', { token: ada, body: { signal_id: signal } })
  const after = await read()
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(grown('fusion_desk_fires_total')).toBe(1)
  expect(grown('fusion_desk_events_total{kind="signal_fired"}')).toBe(1)
  expect(grown('fusion_desk_signals_total{source="acme"}')).toBe(1)
  expect(grown('fusion_desk_requests_total{route="POST /api/fire",status="200"}')).toBe(1)
  expect(grown('fusion_desk_requests_total{route="POST /api/fire",status="409"}')).toBe(1)
  expect(grown('fusion_desk_refusals_total{code="already_fired"}')).toBe(1)
  // The post, two fires, and the page of measures itself.
  expect(grown('fusion_desk_request_seconds_count')).toBe(4)
  expect(after.get('fusion_desk_database_bytes')).toBe(desk.station.queries.counts().bytes)
  expect(after.get('fusion_desk_request_seconds_bucket{le="+Inf"}')).toBe(
    after.get('fusion_desk_request_seconds_count'),
  )
})

test('[PROM-4] names from outside cannot make it grow: the sources past the fortieth are one, and unknown paths too', async () => {
  const listeners: ((recorded: never) => void)[] = []
  const { sources } = countEvents({
    onCommit: (listener) => {
      listeners.push(listener as never)
      return () => undefined
    },
  })
  for (let at = 0; at < SOURCES_MAX + 7; at++)
    listeners[0]?.([{ event: { kind: 'signal_opened', signal: { source: `s${at}` } } }] as never)
  expect([sources.size, sources.get('other')]).toEqual([SOURCES_MAX + 1, 7])
  const lines = (await read()).size
  for (const path of ['/api/nowhere-1', '/api/nowhere-2', '/nowhere-3']) await desk.ask('GET', path)
  const names = [...(await read()).keys()].filter((name) => name.includes('nowhere'))
  expect(names).toEqual([])
  expect((await read()).size).toBeLessThanOrEqual(lines + 2)
})
