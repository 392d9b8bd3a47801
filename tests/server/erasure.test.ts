import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
let bob: string

beforeAll(async () => {
  desk = await openServing({ limits: { decisionBurst: 1_000, requestBurst: 10_000 }, logLevel: 'trace' })
  const body = { user_id: 'ada', name: 'Ada Lovelace', timezone: 'UTC' }
  const headers = { 'idempotency-key': 'key-of-Lovelace' }
  await desk.ask('POST', '/api/users', { body, headers })
  ada = await desk.addUser('ada')
  bob = await desk.addUser('bob')
  const signal_id = await desk.postSignal()
  const pressed = { token: ada, body: { signal_id }, headers: { 'idempotency-key': 'Lovelace-fires' } }
  expect((await desk.ask('POST', '/api/fire', pressed)).status).toBe(200)
})
afterAll(() => desk.close())

const erase = (id: string, body: unknown = { reason: 'left' }, token = desk.operator) =>
  desk.ask('POST', `/api/users/${id}/erase`, { token, body })

test('[ERASE-8] only an operator erases, with a reason of the list, and not the station itself', async () => {
  expect((await erase('ada', { reason: 'left' }, bob)).status).toBe(403)
  expect((await erase('ada', { reason: 'left' }, ada)).status).toBe(403)
  expect((await erase('ada', { reason: 'she asked for it' })).status).toBe(400)
  expect((await erase('nobody')).body.error.code).toBe('user_not_found')
  expect(await erase('operator')).toMatchObject({ status: 409, body: { error: { code: 'user_needed' } } })
  expect((await desk.ask('GET', '/api/users/ada/stats', { token: ada })).status).toBe(200)
})

test('[ERASE-8] his tokens open nothing, his sockets are cut, his name is a neutral word everywhere', async () => {
  const befriend = (token: string, user_id: string) =>
    desk.ask('POST', '/api/friends', { token, body: { user_id } })
  await befriend(ada, 'bob')
  await befriend(bob, 'ada')
  const socket = await desk.connect(ada)
  const cut = new Promise((resolve) => socket.once('disconnect', resolve))
  const headers = { 'idempotency-key': 'e1' }
  const done = await desk.ask('POST', '/api/users/ada/erase', { body: { reason: 'own_request' }, headers })
  expect(done).toMatchObject({ status: 200, body: { user_id: 'ada', changed: true, log_cleared: true } })
  await cut
  expect((await desk.ask('GET', '/api/users/ada/stats', { token: ada })).status).toBe(401)
  const again = await desk.ask('POST', '/api/users/ada/erase', { body: { reason: 'own_request' }, headers })
  expect(again).toMatchObject({ status: 200, body: { changed: true } })
  expect((await erase('ada')).body).toMatchObject({ changed: false })

  const token = { body: { user_id: 'ada', role: 'trader', label: 'again' } }
  expect(await desk.ask('POST', '/api/tokens', token)).toMatchObject({
    status: 410,
    body: { error: { code: 'user_erased' } },
  })
  // Who was his friend is told the end, and cannot ask anew.
  const { friends } = (await desk.ask('GET', '/api/friends', { token: bob })).body
  expect(friends).toEqual([])
  expect(await befriend(bob, 'ada')).toMatchObject({ status: 410, body: { error: { code: 'user_erased' } } })
  const exported = await desk.ask('GET', '/api/users/ada/export')
  expect(exported.body.user.name).toBe('Erased user')
  expect(exported.body.fires).toHaveLength(1)
  expect(exported.body.tokens).toMatchObject([{ label: '', revoked: true }])
  const board = await desk.ask('GET', '/api/leaderboards/total_fires', { token: bob })
  expect(board.text).not.toContain('ada')
  expect((await desk.ask('POST', '/api/ops/check')).body.ok).toBe(true)
})

test('[ERASE-8] no file of the data folder and no line of the log holds the name; keys of others last their hours', async () => {
  // The operator's own key names her, and lapses with its receipt.
  desk.station.upkeep.clearLog()
  const holding = readdirSync(desk.folder).filter((name) =>
    readFileSync(join(desk.folder, name)).includes('Ada Lovelace'),
  )
  expect(holding).toEqual([])
  const keys = readdirSync(desk.folder).filter((name) =>
    readFileSync(join(desk.folder, name)).includes('Lovelace-fires'),
  )
  expect(keys).toEqual([])
  expect(desk.logged.join('')).not.toContain('Lovelace')
})
