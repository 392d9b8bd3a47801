import { expect, test } from 'vitest'
import { ENDPOINTS } from '#contracts/http.ts'
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '#contracts/live.ts'
import { openApiDocument } from '#contracts/openapi/document.ts'
import {
  type OperationView,
  prepare,
  readDocument,
  searchOperations,
} from '../../renderer/state/api-document.ts'

const shown = readDocument(JSON.parse(JSON.stringify(openApiDocument('1.2.3'))))
const operation = (id: string): OperationView => {
  const found = shown.operations.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

test('[API-1] the page shows every route and every socket event of the contracts', () => {
  const ids = shown.operations.map(({ id }) => id)
  expect(new Set(ids)).toEqual(new Set([...Object.keys(ENDPOINTS), 'deliverHook']))
  expect(shown.events).toHaveLength(Object.keys(CLIENT_MESSAGES).length + Object.keys(SERVER_MESSAGES).length)
  expect(operation('fire')).toMatchObject({
    method: 'POST',
    path: '/api/fire',
    topic: 'Decisions',
    needsToken: true,
    answer: { status: '200' },
  })
  expect(operation('health').needsToken).toBe(false)
  expect(operation('fire').refusals).toContainEqual({ status: '409', code: 'already_fired' })
  expect(operation('fire').samples.map(({ label }) => label)).toEqual(['curl', 'TypeScript', 'Python'])
})

test('[API-1] a search finds the routes in which all its words stand', () => {
  const found = searchOperations(shown.operations, '  post CLOSE ')
  expect(found.map(({ id }) => id)).toContain('closeTrade')
  expect(found.every(({ method }) => method === 'POST')).toBe(true)
  expect(searchOperations(shown.operations, '')).toHaveLength(shown.operations.length)
  expect(searchOperations(shown.operations, 'no such route')).toEqual([])
})

test('[API-2] a request is put together from what is filled in; what is missing is named and nothing is sent', () => {
  expect(prepare(operation('signal'), { values: {}, body: '' })).toEqual({
    ok: false,
    message: 'id is needed.',
  })
  expect(prepare(operation('fire'), { values: {}, body: '{' })).toEqual({
    ok: false,
    message: 'The body is no JSON.',
  })
  expect(prepare(operation('signal'), { values: { id: 'a/b' }, body: '' })).toEqual({
    ok: true,
    path: '/api/signals/a%2Fb',
    body: null,
  })
  expect(
    prepare(operation('candles'), { values: { symbol: 'EURUSD', limit: '5', tf: '' }, body: '' }),
  ).toMatchObject({ path: '/api/candles/EURUSD?limit=5' })
  expect(prepare(operation('fire'), { values: {}, body: '{"signal_id":"s"}' })).toEqual({
    ok: true,
    path: '/api/fire',
    body: '{"signal_id":"s"}',
  })
})
