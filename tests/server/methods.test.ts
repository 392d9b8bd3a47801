import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENDPOINTS } from '#contracts/http.ts'
import { openServing, type Said, type Serving } from './serving.ts'

let serving: Serving
let ada: string
beforeAll(async () => {
  serving = await openServing()
  ada = await serving.addUser('ada')
})
afterAll(() => serving.close())

/** What differs from one answer to the next: its name, the clock, and how many may still come. */
const MOVING = new Set([
  'date',
  'x-correlation-id',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
  'content-length',
])

function still({ status, headers }: Said) {
  return { status, headers: Object.entries(headers).filter(([name]) => !MOVING.has(name)) }
}

test('[HTTP-43] a look at the head of anything says what the whole would, without the body', async () => {
  const id = await serving.postSignal()
  const reads = Object.values(ENDPOINTS)
    .filter(({ method }) => method === 'GET')
    .map(({ path }) =>
      path.replace('/signals/:id', `/signals/${id}`).replace('/missions/:id', `/missions/${id}`),
    )
    .map((path) => path.replace(':id', 'ada').replace(':symbol', 'EURUSD').replace(':metric', 'pnl'))
  expect(reads).toContain('/health')
  for (const path of [
    ...reads,
    '/api/signals?limit=x',
    '/api/signals/nothing',
    '/api/nothing',
    '/',
    '/no/page',
  ]) {
    for (const token of [ada, null]) {
      const asked = { token, headers: { accept: 'text/html' } }
      const whole = await serving.ask('GET', path, asked)
      const head = await serving.ask('HEAD', path, asked)
      expect([path, head.text, still(head)]).toEqual([path, '', still(whole)])
      // The clock moves by a digit at most, and tells of a body there would have been.
      expect(Number(head.headers['content-length'])).toBeGreaterThan(0)
    }
  }
})

test('[HTTP-43] what is no GET has no head either', async () => {
  expect((await serving.ask('HEAD', '/api/fire')).status).toBe(404)
})

test('[HTTP-42] who has nothing to say may say it in any of the usual ways', async () => {
  const nothing = [
    {},
    { text: '' },
    { text: '{}' },
    { text: ' { } ' },
    { headers: { 'content-length': '0' } },
    { headers: { 'transfer-encoding': 'chunked', 'content-type': 'application/json' } },
  ]
  for (const { method, path } of Object.values(ENDPOINTS)) {
    if (method !== 'POST' || !path.startsWith('/api/ops/') || path.includes(':')) continue
    for (const asked of nothing) {
      const said = await serving.ask('POST', path, asked)
      expect([path, asked, said.status]).toEqual([path, asked, 200])
    }
  }
  expect((await serving.ask('DELETE', '/api/tokens/nobody', { text: '{}' })).body.error.code).toBe(
    'not_found',
  )
})
