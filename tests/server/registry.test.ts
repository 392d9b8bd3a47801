import Fastify from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { ENDPOINTS } from '#contracts/http.ts'
import { checkDeclared, declaredEndpoints, endpointsOf, Undeclared, watchRoutes } from '#server/registry.ts'
import type { Feature } from '#station/config.ts'
import { openServing, type Serving } from './serving.ts'

const ALL = { leaderboards: true, provider_signals: true, candles: true, desk_stats: true, progress: true }
const declared = { name: 'GET /a', roles: ['operator'], ownership: 'any', handled: true }

describe('the start-up check', () => {
  test('[HTTP-8] a route that nobody declared keeps the station from starting', async () => {
    const app = Fastify({ exposeHeadRoutes: false })
    const open = watchRoutes(app)
    app.get('/a', () => 'a')
    app.post('/planted', () => 'b')
    await app.ready()
    expect(() => checkDeclared([declared], open)).toThrow('POST /planted is open and not in the registry')
    await app.close()
  })

  test('[HTTP-8] so does a declaration without role, without ownership or without handler', () => {
    const cases = [
      [{ ...declared, roles: undefined }, 'GET /a declares no role'],
      [{ ...declared, roles: [] }, 'GET /a declares no role'],
      [{ ...declared, ownership: undefined }, 'GET /a declares no ownership'],
      [{ ...declared, handled: false }, 'GET /a has no handler'],
    ] as const
    for (const [planted, sentence] of cases) {
      expect(() => checkDeclared([planted], ['GET /a'])).toThrow(Undeclared)
      expect(() => checkDeclared([planted], ['GET /a'])).toThrow(sentence)
    }
    expect(() => checkDeclared([declared], ['GET /a'])).not.toThrow()
  })

  test('[HTTP-8] a handler that is missing is found', () => {
    const endpoints = endpointsOf({ features: ALL, demo: true })
    const handlers = Object.fromEntries(
      endpoints.filter(([name]) => name !== 'fire').map(([name]) => [name, () => null]),
    )
    const names = endpoints.map(([, { method, path }]) => `${method} ${path}`)
    expect(() => checkDeclared(declaredEndpoints(endpoints, handlers as never), names)).toThrow(
      'POST /api/fire has no handler',
    )
  })

  test('[HTTP-8] every endpoint of the contract is served while all features are on', () => {
    expect(endpointsOf({ features: ALL, demo: true })).toHaveLength(Object.keys(ENDPOINTS).length)
  })
})

describe('features', () => {
  let serving: Serving
  afterEach(() => serving.close())

  test.each([
    ['leaderboards', 'GET', '/api/leaderboards/pnl'],
    ['provider_signals', 'POST', '/api/signals'],
    ['candles', 'GET', '/api/candles/EURUSD'],
    ['desk_stats', 'GET', '/api/stats'],
  ] as const)(
    '[HTTP-9] %s switched off is as if it had never been there',
    async (feature: Feature, method, path) => {
      serving = await openServing({ features: { [feature]: false } })
      const said = await serving.ask(method, path, { body: method === 'POST' ? {} : undefined })
      expect([said.status, said.body.error.code]).toEqual([404, 'not_found'])
      const unknown = await serving.ask(method, '/api/nothing', { body: method === 'POST' ? {} : undefined })
      expect(said.body.error.message).toBe(unknown.body.error.message)
      const session = await serving.ask('GET', '/api/session')
      expect(session.body.features).toEqual(Object.keys(ALL).filter((name) => name !== feature))
    },
  )
})
