import { expect, test } from 'vitest'
import { openClient, StationRefused } from '#contracts/client.ts'

// `fetch` is given in: what a station would answer is written out here.

const problem = (code: string, more: object = {}) => ({
  error: { code, message: 'No.', correlation_id: 'c1', server_time: 1, ...more },
})
const SIGNAL_COUNT = { signal_id: 's1', count: 2, timestamp: 1 }
type Step = readonly [status: number, body: unknown] | 'gone'

function clientOf(steps: readonly Step[], retriesMax?: number) {
  const sent: { readonly url: string; readonly init: RequestInit }[] = []
  const waited: number[] = []
  const left = [...steps]
  const client = openClient({
    baseUrl: 'http://desk',
    token: () => 'fd1_x',
    ...(retriesMax !== undefined && { retriesMax }),
    wait: async (ms) => void waited.push(ms),
    fetch: async (url, init) => {
      sent.push({ url: String(url), init: init ?? {} })
      const step = left.shift()
      if (step === undefined || step === 'gone') throw new TypeError('fetch failed')
      return new Response(JSON.stringify(step[1]), {
        status: step[0],
        headers: { 'content-type': 'application/json' },
      })
    },
  })
  return { client, sent, waited }
}
const count = { params: { id: 's1' } }

test('[API-3] a call is its route filled in, with token and key, and its answer is what the contract promises', async () => {
  const { client, sent } = clientOf([
    [200, SIGNAL_COUNT],
    [200, { signal_id: 's1' }],
  ])
  expect(await client.ask('fireCount', count)).toEqual(SIGNAL_COUNT)
  expect(sent[0]).toMatchObject({
    url: 'http://desk/api/signals/s1/fire-count',
    init: { method: 'GET', headers: { authorization: 'Bearer fd1_x' } },
  })
  expect(await client.call('fireCount', count)).toMatchObject({ ok: false, problem: { code: 'bad_reply' } })
})

test('[API-3] a refusal that is thrown has its code, its fields and how long to wait', async () => {
  const fields = [{ path: 'price', message: 'too small' }]
  const { client } = clientOf([[429, problem('rate_limited', { retry_after: 3, fields })]])
  const refused = await client.ask('fireCount', count).catch((error) => error)
  expect(refused).toBeInstanceOf(StationRefused)
  expect([refused.code, refused.fields, refused.retryAfterS, refused.message]).toEqual([
    'rate_limited',
    fields,
    3,
    'No.',
  ])
})

test('[API-4] a GET is made again after "later" and after silence, as often as is allowed, and waits as it was told', async () => {
  const { client, sent, waited } = clientOf(
    [[503, problem('overloaded', { retry_after: 2 })], 'gone', [200, SIGNAL_COUNT]],
    2,
  )
  expect(await client.ask('fireCount', count)).toEqual(SIGNAL_COUNT)
  expect([sent.length, waited]).toEqual([3, [2_000, 500]])
  const few = clientOf(['gone', 'gone', [200, SIGNAL_COUNT]], 1)
  expect(await few.client.call('fireCount', count)).toMatchObject({ problem: { code: 'unreachable' } })
  expect(few.sent).toHaveLength(2)
})

test('[API-4] a request that changes something is made again under its key only, and a refusal never', async () => {
  const body = { signal_id: 's1', reason: 'news' as const }
  const reply = { success: true, signal_id: 's1', passed_at: 1, pass_count: 1 }
  const bare = clientOf(['gone', [200, reply]], 5)
  expect(await bare.client.call('pass', { body })).toMatchObject({ problem: { code: 'unreachable' } })
  expect(bare.sent).toHaveLength(1)
  const keyed = clientOf(['gone', [200, reply]], 5)
  expect(await keyed.client.ask('pass', { body, idempotencyKey: 'k1' })).toEqual(reply)
  expect(keyed.sent.map(({ init }) => (init.headers as Record<string, string>)['idempotency-key'])).toEqual([
    'k1',
    'k1',
  ])
  const refused = clientOf(
    [
      [409, problem('already_passed')],
      [200, reply],
    ],
    5,
  )
  expect(await refused.client.call('pass', { body, idempotencyKey: 'k2' })).toMatchObject({
    problem: { code: 'already_passed' },
  })
  expect(refused.sent).toHaveLength(1)
})
