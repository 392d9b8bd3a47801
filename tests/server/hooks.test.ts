import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
beforeAll(async () => {
  desk = await openServing({ logLevel: 'debug', limits: { requestBurst: 10_000 } })
  ada = await desk.addUser('ada')
})
afterAll(() => desk.close())

interface Made {
  readonly id: string
  readonly path: string
  readonly secret: string | null
}

async function makeHook(more: object = {}): Promise<Made> {
  const { body } = await desk.ask('POST', '/api/hooks', {
    body: { name: 'Chart', provider: 'chartist', ...more },
  })
  return { id: body.hook.hook_id, path: body.path, secret: body.signing_secret }
}
const nowS = () => Math.floor(desk.station.now() / 1_000)
const ALERT = {
  symbol: 'FX:EURUSD',
  direction: 'buy',
  entry_price: '1.1',
  stop_loss: 1.09,
  take_profit: 1.115,
}
const deliver = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  desk.ask('POST', path, {
    token: null,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  })
const signature = (secret: string, body: string, at = nowS()) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
const deliveries = async (id: string) =>
  (await desk.ask('GET', `/api/hooks/${id}/deliveries`)).body.deliveries
const resultsOf = async (id: string) => (await deliveries(id)).map(({ result }: { result: string }) => result)

test('[HOOK-1] an operator makes, lists, rotates and revokes hooks; a desk has 25 at once', async () => {
  const made = await makeHook()
  expect(made.path).toMatch(new RegExp(`^/hook/${made.id}/[A-Za-z0-9_-]{43}$`))
  const listed = await desk.ask('GET', '/api/hooks')
  expect(listed.body.hooks[0]).toMatchObject({
    hook_id: made.id,
    provider: 'chartist',
    version: 1,
    revoked: false,
  })
  expect(listed.text).not.toContain(made.path.split('/').at(-1))
  expect((await desk.ask('GET', '/api/hooks', { token: ada })).status).toBe(403)

  const turned = await desk.ask('POST', `/api/hooks/${made.id}/rotate`)
  expect(turned.body).toMatchObject({ hook: { version: 2 } })
  expect((await deliver(made.path, { ...ALERT, time: nowS() })).status).toBe(404)
  expect((await deliver(turned.body.path, { ...ALERT, time: nowS() })).status).toBe(200)
  expect((await desk.ask('DELETE', `/api/hooks/${made.id}`)).status).toBe(204)
  expect((await deliver(turned.body.path, { ...ALERT, time: nowS() + 1 })).status).toBe(404)
  expect((await desk.ask('POST', `/api/hooks/${made.id}/rotate`)).body.error.code).toBe('hook_revoked')
  expect((await desk.ask('POST', '/api/hooks/none/rotate')).body.error.code).toBe('hook_not_found')

  const full: string[] = []
  for (let left = 25; left > 0; left--) full.push((await makeHook()).id)
  const more = await desk.ask('POST', '/api/hooks', { body: { name: 'One more', provider: 'chartist' } })
  expect(more.body.error.code).toBe('too_many_hooks')
  for (const id of full) await desk.ask('DELETE', `/api/hooks/${id}`)
})

test('[HOOK-2] a hook asked for again under its key has the same secrets, and no table holds them', async () => {
  const asked = {
    body: { name: 'Chart', provider: 'chartist', signed: true },
    headers: { 'idempotency-key': 'hook' },
  }
  const [first, again] = [
    await desk.ask('POST', '/api/hooks', asked),
    await desk.ask('POST', '/api/hooks', asked),
  ]
  expect(again.body).toEqual(first.body)
  const kept = JSON.stringify([
    desk.station.queries.hooks(),
    desk.station.queries.eventsAfter('desk', 0, 1_000),
  ])
  expect(kept).toContain(first.body.hook.hook_id)
  expect(kept).not.toContain(first.body.path.split('/').at(-1))
  expect(kept).not.toContain(first.body.signing_secret)
})

describe('a delivery', () => {
  test('[HOOK-3] in JSON or in pairs becomes a signal of the provider of its hook', async () => {
    const { id, path } = await makeHook({ fields: { direction: 'side', entry_price: 'close' } })
    const text = `symbol=EUR/USD side=short close=1.1 stop_loss=1.11 take_profit=1.085 confidence=72 time=${nowS()}`
    const said = await deliver(path, text)
    expect([said.status, said.body.accepted, said.body.duplicate]).toEqual([200, true, false])
    const { signal } = (await desk.ask('GET', `/api/signals/${said.body.signal_id}`)).body
    expect(signal).toMatchObject({
      symbol: 'EURUSD',
      direction: 'SELL',
      entry_price: 1.1,
      stop_loss: 1.11,
      take_profit: 1.085,
      source: 'chartist',
      claimed: 72,
    })
    const json = await deliver(path, {
      symbol: 'EURUSD',
      side: 'LONG',
      close: 1.1,
      stop_loss: 1.09,
      take_profit: 1.115,
      expires_in: 600,
      time: new Date().toISOString(),
    })
    const listed = (await desk.ask('GET', `/api/signals/${json.body.signal_id}`)).body.signal
    expect(listed.expires_at - listed.created_at).toBe(600)
    expect(await resultsOf(id)).toEqual(['accepted', 'accepted'])
  })

  test('[HOOK-3] without levels it gets those of its hook, in percent of the entry', async () => {
    const { path } = await makeHook({ distances: { stop_pct: 1, target_pct: 2 } })
    const said = await deliver(path, { symbol: 'EURUSD', direction: 'sell', entry_price: 2, time: nowS() })
    const { signal } = (await desk.ask('GET', `/api/signals/${said.body.signal_id}`)).body
    expect([signal.stop_loss, signal.take_profit]).toEqual([2.02, 1.96])
  })

  test('[HOOK-4] that is repeated answers alike and lists nothing again', async () => {
    const { id, path } = await makeHook()
    const alert = { ...ALERT, time: nowS() }
    const [first, again] = [await deliver(path, alert), await deliver(path, alert)]
    expect(again.body).toEqual({ ...first.body, duplicate: true })
    const other = await deliver(path, { ...ALERT, time: nowS() - 60 })
    expect(other.body.signal_id).not.toBe(first.body.signal_id)
    const named = [
      await deliver(path, { ...alert, event_id: 7 }),
      await deliver(path, { ...alert, event_id: 7, note: 'x' }),
    ]
    expect(named.map(({ body }) => body.error?.code ?? body.duplicate)).toEqual([
      false,
      'idempotency_key_reused',
    ])
    expect(await resultsOf(id)).toEqual([
      'idempotency_key_reused',
      'accepted',
      'accepted',
      'duplicate',
      'accepted',
    ])
  })

  test('[HOOK-5] without a signature names its time: six hours back and a minute ahead are taken', async () => {
    const { path } = await makeHook()
    const codeAt = async (time: unknown) => {
      const { status, body } = await deliver(path, { ...ALERT, ...(time !== null && { time }) })
      return body.error?.code ?? status
    }
    expect(await codeAt(null)).toBe('stale_delivery')
    expect(await codeAt(nowS() - 21_590)).toBe(200)
    expect(await codeAt(nowS() - 21_610)).toBe('stale_delivery')
    expect(await codeAt(nowS() + 50)).toBe(200)
    expect(await codeAt(nowS() + 70)).toBe('stale_delivery')
    // Milliseconds, as some platforms write them.
    expect(await codeAt((nowS() - 5) * 1_000)).toBe(200)
  })

  test('[HOOK-6] is signed over its time and its bytes, by one of several secrets, five minutes back and one ahead', async () => {
    const { path, secret } = await makeHook({ signed: true })
    const body = JSON.stringify(ALERT)
    const codeOf = async (header: string | null, text = body) => {
      const said = await deliver(path, text, header === null ? {} : { 'x-fusion-signature': header })
      return said.body.error?.code ?? said.status
    }
    const good = signature(secret as string, body)
    expect(await codeOf(null)).toBe('bad_signature')
    expect(await codeOf('t=1,v1=00')).toBe('bad_signature')
    expect(await codeOf(good, `${body} `)).toBe('bad_signature')
    expect(await codeOf(signature('another secret', body))).toBe('bad_signature')
    expect(await codeOf(good.replace(/^t=([0-9]+)/, (_, at) => `t=${Number(at) - 1}`))).toBe('bad_signature')
    expect(await codeOf(signature(secret as string, body, nowS() - 310))).toBe('stale_delivery')
    expect(await codeOf(signature(secret as string, body, nowS() + 70))).toBe('stale_delivery')
    expect(await codeOf(signature(secret as string, body, nowS() - 290))).toBe(200)
    expect(await codeOf(signature(secret as string, body, nowS() + 50))).toBe(200)
    const [time, mac] = good.split(',')
    expect(await codeOf(`${time},v1=${'0'.repeat(64)},${mac}`)).toBe(200)
  })

  test('[HOOK-7] whose signed bytes come again is the same one', async () => {
    const { path, secret } = await makeHook({ signed: true })
    const body = JSON.stringify(ALERT)
    const header = { 'x-fusion-signature': signature(secret as string, body) }
    const said = [await deliver(path, body, header), await deliver(path, body, header)]
    expect(said.map((one) => one.body.duplicate)).toEqual([false, true])
    const later = { 'x-fusion-signature': signature(secret as string, body, nowS() - 7) }
    expect((await deliver(path, body, later)).body.duplicate).toBe(false)
  })

  test('[HOOK-8] that makes no sense names its fields, to its sender and to the operator', async () => {
    const { id, path } = await makeHook()
    const said = await deliver(path, { ...ALERT, symbol: 5, direction: 'up', time: nowS() })
    expect(said.body.error.fields.map(({ path: field }: { path: string }) => field)).toEqual([
      'symbol',
      'direction',
    ])
    expect((await deliver(path, 'hello')).body.error.fields[0].path).toBe('body')
    expect((await deliver(path, { ...ALERT, stop_loss: 1.2, time: nowS() })).body.error.code).toBe(
      'bad_levels',
    )
    expect((await deliver(path, 'x'.repeat(70_000))).status).toBe(413)
    const [newest] = await deliveries(id)
    expect(newest).toMatchObject({ result: 'bad_levels', signal_id: null })
    expect((await desk.ask('GET', '/api/hooks/none/deliveries')).body.error.code).toBe('hook_not_found')
  })

  test('[HOOK-9] opens nothing else: no other method, no foreign page, no name the station does not have', async () => {
    const { path } = await makeHook()
    expect((await desk.ask('GET', path, { token: null })).status).toBe(404)
    const alert = { ...ALERT, time: nowS() }
    expect((await deliver(path, alert, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await deliver(path, alert, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await deliver(path, alert, { host: 'evil.example' })).status).toBe(421)
    expect((await deliver(`${path}x`, alert)).status).toBe(404)
    expect((await desk.ask('GET', '/api/session', { token: path.split('/').at(-1) as string })).status).toBe(
      401,
    )
  })

  test('[HOOK-9] comes thirty times at once and then slowly', async () => {
    const { path } = await makeHook()
    const began = performance.now()
    const said = await Promise.all(Array.from({ length: 60 }, () => deliver(path, 'no pair')))
    const refilled = Math.ceil((performance.now() - began) / 1_000)
    const taken = said.filter(({ status }) => status === 400).length
    expect(taken).toBeGreaterThanOrEqual(30)
    expect(taken).toBeLessThanOrEqual(30 + refilled)
    expect(said.filter(({ status }) => status === 429)).toHaveLength(60 - taken)
  })
})

test('[HOOK-10] no secret of a hook stands in the log', async () => {
  const { path, secret } = await makeHook({ signed: true })
  await deliver(path, JSON.stringify(ALERT))
  await deliver(path.toUpperCase(), JSON.stringify(ALERT))
  await desk.ask('GET', path, { token: null })
  const lines = desk.logged.join('')
  expect(lines).toContain('/[secret]')
  expect(lines).not.toContain(path.split('/').at(-1))
  expect(lines).not.toContain(secret)
})

test('[HOOK-11] where providers are switched off there is no hook', async () => {
  const off = await openServing({ features: { provider_signals: false } })
  expect((await off.ask('GET', '/api/hooks')).status).toBe(404)
  expect((await off.ask('POST', '/hook/a/b', { text: '{}' })).status).toBe(404)
  await off.close()
})
