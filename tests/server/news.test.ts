import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isNewer } from '#contracts/versions.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { ownVersion } from '#server/own-version.ts'
import { newsSince, noteRelease, seeNews } from '#server/release.ts'
import { openServing as openProgram } from '#server/serving.ts'
import { readConfig } from '#station/config.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { logInto } from '#station/log.ts'
import { openServing, type Serving } from './serving.ts'

let folder: string
let serving: Serving | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-news-'))
})
afterEach(async () => {
  await serving?.close()
  serving = null
  rmSync(folder, { recursive: true, force: true })
})

const [ada, ben] = ['ada', 'ben'] as [UserId, UserId]
const since = (version: string, userId = ada) => newsSince(folder, version, userId)
const file = () => join(folder, 'release.json')

test.each([
  ['0.2.0', '0.1.0', true],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.1', '0.1.0', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', false],
  ['0.1.0-beta.1', '0.1.0', false],
  ['soon', '0.1.0', false],
])('[NEWS-1] %s after %s: %s', (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer)
})

test('[NEWS-1] the first start of a newer version has news for everybody, a new folder has none', () => {
  noteRelease(folder, '0.2.0', true)
  expect(since('0.2.0')).toBeNull()
  noteRelease(folder, '0.2.0', false)
  expect(since('0.2.0')).toBeNull()
  noteRelease(folder, '0.4.0', false)
  expect([since('0.4.0'), since('0.4.0', ben)]).toEqual(['0.2.0', '0.2.0'])
  expect(statSync(file()).mode & 0o777).toBe(0o600)
})

test('[NEWS-1] an older version has no news, and the newer one has none again that were seen', () => {
  noteRelease(folder, '0.2.0', true)
  noteRelease(folder, '0.3.0', false)
  seeNews(folder, '0.3.0', ada)
  noteRelease(folder, '0.2.0', false)
  expect([since('0.2.0'), since('0.2.0', ben)]).toEqual([null, null])
  noteRelease(folder, '0.3.0', false)
  expect([since('0.3.0'), since('0.3.0', ben)]).toEqual([null, '0.2.0'])
})

test('[NEWS-1] a folder of a version that kept no such file is one of 0.1.0; a file that cannot be read is no start in vain', () => {
  noteRelease(folder, '0.1.0', false)
  expect(existsSync(file())).toBe(false)
  noteRelease(folder, '0.2.0', false)
  expect(since('0.2.0')).toBe('0.1.0')
  writeFileSync(file(), '{"version":')
  expect(since('0.2.0')).toBeNull()
  noteRelease(folder, '0.2.0', false)
  expect(since('0.2.0')).toBe('0.1.0')
})

test('[NEWS-2] each user puts them away once, on every device; another one still has them', () => {
  noteRelease(folder, '0.1.0', true)
  noteRelease(folder, '0.2.0', false)
  seeNews(folder, '0.2.0', ada)
  seeNews(folder, '0.2.0', ada)
  expect([since('0.2.0'), since('0.2.0', ben)]).toEqual([null, '0.1.0'])
  expect(JSON.parse(readFileSync(file(), 'utf8')).seen).toEqual(['ada'])
  noteRelease(folder, '0.3.0', false)
  expect([since('0.3.0'), since('0.3.0', ben)]).toEqual(['0.2.0', '0.2.0'])
})

test('[NEWS-2] a session tells of them until the person behind it has seen them; a service is told nothing', async () => {
  writeFileSync(file(), JSON.stringify({ version: ownVersion(), since: '0.0.9', seen: [] }))
  const desk = await openServing({ folder })
  serving = desk
  const [person, other] = [await desk.addUser('ada'), await desk.addUser('ben', 'viewer')]
  const robot = await desk.addUser('robot', 'service')
  const sessionOf = async (token: string) => (await desk.ask('GET', '/api/session', { token })).body
  expect(await sessionOf(person)).toMatchObject({ news_since: '0.0.9' })
  expect(await sessionOf(robot)).not.toHaveProperty('news_since')
  const said = await desk.ask('POST', '/api/news/seen', { token: person })
  expect([said.status, said.body]).toEqual([200, { version: ownVersion() }])
  expect(await sessionOf(person)).not.toHaveProperty('news_since')
  expect(await sessionOf(other)).toMatchObject({ news_since: '0.0.9' })
  expect((await desk.ask('POST', '/api/news/seen', { token: robot })).status).toBe(403)
})

test('[NEWS-1] the program notes its own version when it starts', async () => {
  const flags = { ...NO_FLAGS, headless: true, values: { data: folder, port: '0', sim: 'test' } }
  const config = {
    ...readConfig({ flags, environment: {}, workFolder: folder }),
    logLevel: 'fatal' as const,
  }
  const start = async () => {
    const logs = logInto(config, { flushSync: () => undefined }, { write: () => undefined })
    await (await openProgram(config, logs)).stop()
    return JSON.parse(readFileSync(file(), 'utf8'))
  }
  expect(await start()).toEqual({ version: ownVersion(), since: null, seen: [] })
  writeFileSync(file(), JSON.stringify({ version: '0.0.9', since: null, seen: ['ada'] }))
  expect(await start()).toEqual({ version: ownVersion(), since: '0.0.9', seen: [] })
})
