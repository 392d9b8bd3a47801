import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FirstCode } from '#server/recovery-file.ts'
import { openServing as openProgram } from '#server/serving.ts'
import { readConfig } from '#station/config.ts'
import { readFirstRun } from '#station/first-run.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { logInto } from '#station/log.ts'
import { openServing, type Serving } from './serving.ts'

let folder: string
let serving: Serving | null = null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fd-welcome-'))
})
afterEach(async () => {
  await serving?.close()
  serving = null
  rmSync(folder, { recursive: true, force: true })
})

/** The program itself, started and stopped once. */
async function startOnce(firstCode: FirstCode | null = null): Promise<void> {
  const flags = { ...NO_FLAGS, headless: true, values: { data: folder, port: '0', sim: 'test' } }
  const config = readConfig({ flags, environment: {}, workFolder: folder })
  const silent = { ...config, logLevel: 'fatal' as const }
  const logs = logInto(silent, { flushSync: () => undefined }, { write: () => undefined })
  await (await openProgram(config, logs, { firstCode })).stop()
}

async function serve(): Promise<Serving> {
  serving = await openServing({ folder })
  return serving
}
const sessionOf = async (desk: Serving, token?: string) =>
  (await desk.ask('GET', '/api/session', token === undefined ? {} : { token })).body

test('[FIRST-1] the first run of a new data folder is offered to operators until one has seen it, and never again', async () => {
  await startOnce()
  expect(statSync(join(folder, 'welcome.json')).mode & 0o777).toBe(0o600)
  const desk = await serve()
  const ada = await desk.addUser('ada')
  expect((await sessionOf(desk)).first_run).toBe(true)
  expect(await sessionOf(desk, ada)).not.toHaveProperty('first_run')
  const said = await desk.ask('POST', '/api/welcome', { body: { opened: true } })
  expect(said.body).toMatchObject({ opened: true, finished: false })
  expect(await sessionOf(desk)).not.toHaveProperty('first_run')
  await desk.close()
  serving = null
  await startOnce()
  expect(await sessionOf(await serve())).not.toHaveProperty('first_run')
})

test('[FIRST-1] a data folder that was there before is not set up anew', async () => {
  const desk = await serve()
  await desk.close()
  serving = null
  await startOnce()
  expect(existsSync(join(folder, 'welcome.json'))).toBe(false)
  const again = await serve()
  expect(await sessionOf(again)).not.toHaveProperty('first_run')
  expect((await again.ask('GET', '/api/welcome')).body).toMatchObject({ opened: true, recovery_set: false })
})

test('[FIRST-2] what was done is kept step by step, for whichever device goes on', async () => {
  await startOnce()
  const desk = await serve()
  const tell = async (body: object) => (await desk.ask('POST', '/api/welcome', { body })).body
  await tell({ steps: { look: 'chosen' } })
  const told = await tell({ steps: { feed: 'defaults' } })
  expect(told.steps).toEqual([
    { step: 'look', how: 'chosen' },
    { step: 'operator', how: null },
    { step: 'feed', how: 'defaults' },
    { step: 'risk', how: null },
    { step: 'alerts', how: null },
  ])
  expect(await tell({ finished: true })).toMatchObject({ finished: true, steps: told.steps })
  expect((await desk.ask('GET', '/api/welcome')).body).toMatchObject({ finished: true, opened: false })
  expect(readFirstRun(folder).steps).toEqual({ look: 'chosen', feed: 'defaults' })
  const wrong = await desk.ask('POST', '/api/welcome', { body: { steps: { backups: 'chosen' } } })
  expect(wrong.body.error.code).toBe('bad_request')
})

test('[FIRST-3] it is told what plays, who named it, and what is written for the next start', async () => {
  await startOnce()
  const desk = await serve()
  const feed = async () => (await desk.ask('GET', '/api/welcome')).body.feed
  expect(await feed()).toEqual({
    source: 'sim',
    named_by: 'flags',
    written: { kind: 'sim', exchange: null, symbols: [], timeframe: null },
  })
  const choice = { exchange: 'kraken', symbols: ['BTC/USD'], timeframe: 'm5' }
  await desk.ask('POST', '/api/feed/choice', { body: choice })
  expect((await feed()).written).toEqual({ kind: 'live', ...choice })
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ replay: 'bars' }))
  expect((await feed()).written).toMatchObject({ kind: 'replay', exchange: null })
  writeFileSync(join(folder, 'config.json'), '{"live":')
  expect((await feed()).written).toBeNull()
})

test('[FIRST-4] only operators hear of it, and a file that cannot be read opens nothing', async () => {
  await startOnce()
  writeFileSync(join(folder, 'welcome.json'), '{"opened":"perhaps"}')
  const desk = await serve()
  const ada = await desk.addUser('ada')
  expect((await desk.ask('GET', '/api/welcome', { token: ada })).body.error.code).toBe('forbidden')
  expect(await sessionOf(desk)).not.toHaveProperty('first_run')
  await desk.ask('POST', '/api/welcome', { body: { steps: { risk: 'chosen' } } })
  expect(JSON.parse(readFileSync(join(folder, 'welcome.json'), 'utf8'))).toEqual({
    opened: true,
    finished: false,
    steps: { risk: 'chosen' },
  })
})

test('[FIRST-4] the answer says whether there is a recovery code, and never which', async () => {
  await startOnce()
  const desk = await serve()
  const before = (await desk.ask('GET', '/api/welcome')).body
  expect(before.recovery_set).toBe(false)
  const made = (await desk.ask('POST', '/api/auth/recovery-code')).body.recovery_code
  const after = await desk.ask('GET', '/api/welcome')
  expect(after.body.recovery_set).toBe(true)
  expect(after.text).not.toContain(made)
})

test('[FIRST-13] a code that waits in a file is told of by the name of the file, which goes when its operator has kept it', async () => {
  await startOnce({ to: 'file' })
  const path = join(folder, 'recovery.code')
  const code = readFileSync(path, 'utf8').trim()
  const desk = await serve()
  const before = await desk.ask('GET', '/api/welcome')
  expect(before.body).toMatchObject({ recovery_set: true, recovery_file: 'recovery.code' })
  expect(before.text).not.toContain(code)
  await desk.ask('POST', '/api/welcome', { body: { steps: { operator: 'chosen' } } })
  expect(existsSync(path)).toBe(true)
  const kept = await desk.ask('POST', '/api/welcome', { body: { recovery_kept: true } })
  expect(kept.body).toMatchObject({ recovery_set: true, recovery_file: null })
  expect(existsSync(path)).toBe(false)
  expect((await desk.ask('POST', '/api/auth/recover', { body: { code } })).status).toBe(200)
})
