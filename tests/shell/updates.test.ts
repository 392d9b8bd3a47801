import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppImageUpdater } from 'electron-updater'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openUpdateServer, type UpdateServer } from '#tests/support/update-server.ts'
import { mayWrite, whyNoUpdates } from '../../electron/shell/updater.ts'
import {
  LOOK_AGAIN_MS_MIN,
  LOOK_EVERY_MS,
  NOTES_LENGTH_MAX,
  type Updater,
  Updates,
} from '../../electron/shell/updates.ts'

describe('which program looks for a newer one', () => {
  const url = 'https://updates.example'
  const linux = { packed: true, url, platform: 'linux', appImage: '/home/ada/Desk.AppImage' }
  const hers = ['/home/ada/Desk.AppImage', '/home/ada']
  test.each([
    [linux, null],
    [{ ...linux, platform: 'win32', appImage: undefined }, null],
    [{ ...linux, packed: false }, 'development'],
    [{ ...linux, packed: false, url: null }, 'development'],
    [{ ...linux, url: null }, 'no_place'],
    // Installed by the system's package manager, or unpacked by hand.
    [{ ...linux, appImage: undefined }, 'other_package'],
    [{ ...linux, platform: 'darwin', appImage: undefined }, 'other_package'],
  ])('[UPD-2] %j: %s keeps it from looking', (plan, why) => {
    expect(whyNoUpdates({ ...plan, mayWrite: (path) => hers.includes(path) })).toBe(why)
  })

  test.each([
    ['both', ['/opt/desk/Desk.AppImage', '/opt/desk'], null],
    ['the file alone', ['/opt/desk/Desk.AppImage'], 'not_writable'],
    ['the folder alone', ['/opt/desk'], 'not_writable'],
    ['neither', [], 'not_writable'],
  ])('[UPD-12] an AppImage is exchanged by who may write it and its folder: %s', (_what, writable, why) => {
    const plan = { ...linux, appImage: '/opt/desk/Desk.AppImage' }
    expect(whyNoUpdates({ ...plan, mayWrite: (path) => writable.includes(path) })).toBe(why)
    // Elsewhere than on Linux nothing is asked of a file.
    expect(whyNoUpdates({ ...plan, platform: 'win32', mayWrite: () => false })).toBe(null)
  })

  test('[UPD-12] what is there and may be written is told from what is not there', () => {
    const own = mkdtempSync(join(tmpdir(), 'fd-writable-'))
    expect([mayWrite(own), mayWrite(join(own, 'gone.AppImage'))]).toEqual([true, false])
    rmSync(own, { recursive: true })
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    '[UPD-12] a folder without the right to write is not written',
    () => {
      const other = mkdtempSync(join(tmpdir(), 'fd-writable-'))
      chmodSync(other, 0o500)
      expect(mayWrite(other)).toBe(false)
      rmSync(other, { recursive: true })
    },
  )
})

/** Requests of Node in the place of those of Electron. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: object, answer: (response: never) => void): Electron.ClientRequest {
    return request(options, answer as never) as never
  }
}

let folder: string
let server: UpdateServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fd-updates-'))
  process.env.APPIMAGE = join(folder, 'Desk.AppImage')
  writeFileSync(process.env.APPIMAGE, 'old', { mode: 0o755 })
  server = await openUpdateServer()
})
afterEach(async () => {
  delete process.env.APPIMAGE
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** electron-updater's own, in a program that is none of Electron's. */
function openReal(): AppImageUpdater {
  const place = join(folder, 'update.json')
  writeFileSync(place, JSON.stringify({ provider: 'generic', url: server.url, updaterCacheDirName: 'desk' }))
  const program = {
    version: '0.1.0',
    name: 'desk',
    isPackaged: true,
    appUpdateConfigPath: place,
    userDataPath: folder,
    baseCachePath: join(folder, 'cache'),
    whenReady: async () => undefined,
    quit: () => undefined,
    relaunch: () => undefined,
    onQuit: () => undefined,
  }
  const updater = new AppImageUpdater(null, program)
  Object.assign(updater, { httpExecutor: new NodeExecutor(), logger: null, autoInstallOnAppQuit: false })
  return updater
}

/** Updates whose clocks are turned by hand. */
function open(opened: () => Promise<Updater> = async () => openReal()) {
  let now = 1_000_000
  let nowMs = 500
  const told: string[] = []
  const noted: string[] = []
  const said: Readonly<Record<string, string>>[] = []
  const again: { ms: number; act: () => void }[] = []
  const updates: Updates = new Updates({
    version: '0.1.0',
    off: null,
    open: opened,
    now: () => now,
    nowMs: () => nowMs,
    every: (ms, act) => again.push({ ms, act }),
    onChange: () => told.push(updates.report().state.kind),
    note: (event, more) => {
      noted.push(event)
      said.push(more)
    },
  })
  const looks = () => server.asked.filter(({ path }) => path.endsWith('.yml')).length
  const wait = (ms: number) => {
    now += ms
    nowMs += ms
  }
  const setClock = (at: number) => {
    now = at
  }
  return { updates, told, noted, said, again, looks, wait, setClock }
}

const NEW = '#!/bin/sh\n'

test('[UPD-3] it looks at the start and every six hours, and tells what it is doing', async () => {
  const { updates, told, again, looks, wait } = open()
  server.serve({ version: '0.1.0', file: NEW })
  expect(updates.report()).toEqual({ version: '0.1.0', lookedAt: null, state: { kind: 'none' } })
  updates.start()
  await updates.look()
  expect([looks(), told]).toEqual([1, ['looking', 'none']])
  expect(updates.report().lookedAt).toBe(1_000_000)
  // 6 h = 21,600,000 ms.
  expect(again.map(({ ms }) => ms)).toEqual([21_600_000])
  server.serve({ version: '0.2.0', file: NEW, notes: 'x'.repeat(NOTES_LENGTH_MAX + 1) })
  wait(LOOK_EVERY_MS)
  again[0]?.act()
  await updates.look()
  expect([...new Set(told.slice(2))]).toEqual(['looking', 'loading', 'ready'])
  const { state } = updates.report()
  expect(state).toMatchObject({ kind: 'ready', version: '0.2.0' })
  expect(state.kind === 'ready' && state.notes).toHaveLength(NOTES_LENGTH_MAX)
})

test('[UPD-4] one look at a time, none right after another, and none while a newer program waits', async () => {
  const { updates, looks, wait } = open()
  server.serve({ version: '0.1.0', file: NEW })
  await Promise.all([updates.look(), updates.look(), updates.look()])
  expect(looks()).toBe(1)
  wait(LOOK_AGAIN_MS_MIN - 1)
  await updates.look()
  expect(looks()).toBe(1)
  wait(1)
  server.serve({ version: '0.2.0', file: NEW })
  await updates.look()
  expect(looks()).toBe(2)
  wait(LOOK_EVERY_MS)
  await updates.look()
  expect(looks()).toBe(2)
})

test('[UPD-13] a clock that is set back a month holds no look back', async () => {
  const { updates, looks, wait, setClock } = open()
  server.serve({ version: '0.1.0', file: NEW })
  await updates.look()
  wait(LOOK_AGAIN_MS_MIN)
  // 30 days, which are 2,592,000,000 ms, before the first look.
  setClock(-2_591_000_000)
  await updates.look()
  expect(looks()).toBe(2)
  expect(updates.report().lookedAt).toBe(-2_591_000_000)
})

test('[UPD-13] a clock that is set ahead allows no look right after another', async () => {
  const { updates, looks, setClock } = open()
  server.serve({ version: '0.1.0', file: NEW })
  await updates.look()
  setClock(2_593_000_000)
  await updates.look()
  expect(looks()).toBe(1)
})

test('[UPD-12] the log says why a newer program was not put in place', async () => {
  const { updates, noted, said } = open()
  server.serve({ version: '0.2.0', file: NEW })
  await updates.look()
  // Somebody moved the program away while it ran.
  rmSync(join(folder, 'Desk.AppImage'))
  updates.putInPlace()
  expect(noted).toEqual(['update_not_placed'])
  expect(said).toEqual([
    { version: '0.2.0', code: 'ENOENT', message: expect.stringMatching(/^ENOENT: .*Desk\.AppImage/) },
  ])
})

test('[UPD-5] what is ready is put in place when it is asked for, and nothing else ever', async () => {
  const { updates, noted } = open()
  const image = join(folder, 'Desk.AppImage')
  server.serve({ version: '0.2.0', file: NEW })
  updates.putInPlace()
  expect(readFileSync(image, 'utf8')).toBe('old')
  await updates.look()
  expect(updates.report().state).toEqual({ kind: 'ready', version: '0.2.0', notes: null })
  expect(readFileSync(image, 'utf8')).toBe('old')
  updates.putInPlace()
  expect(readFileSync(image, 'utf8')).toBe(NEW)
  expect(noted).toEqual(['update_placed'])
})

test('[UPD-6] a file with another checksum than its release is never ready', async () => {
  const { updates, noted } = open()
  server.serve({ version: '0.2.0', file: NEW, sha512: Buffer.alloc(64).toString('base64') })
  await updates.look()
  expect(updates.report().state).toEqual({ kind: 'failed', why: 'tampered' })
  updates.putInPlace()
  expect(readFileSync(join(folder, 'Desk.AppImage'), 'utf8')).toBe('old')
  expect(noted).toEqual(['update_failed'])
})

test.each([
  ['no release at all', null, 'no_release'],
  ['what is no YAML', 'version: [', 'unreadable'],
  ['a release without a version', '{}', 'unreadable'],
] as const)('[UPD-7] of %s it says what is wrong, and goes on', async (_what, served, why) => {
  const { updates, wait } = open()
  server.serve(served)
  await updates.look()
  expect(updates.report().state).toEqual({ kind: 'failed', why })
  server.serve({ version: '0.1.0', file: NEW })
  wait(LOOK_AGAIN_MS_MIN)
  await updates.look()
  expect(updates.report().state).toEqual({ kind: 'none' })
})

test('[UPD-7] a place that does not answer is unreachable', async () => {
  const { updates } = open()
  await server.close()
  await updates.look()
  expect(updates.report()).toMatchObject({
    lookedAt: 1_000_000,
    state: { kind: 'failed', why: 'unreachable' },
  })
})

test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS'])(
  '[UPD-14] a disk that keeps nothing is told as this machine, not as a server: %s',
  async (code) => {
    const { updates, said } = open(async () => {
      throw Object.assign(new Error(`${code}: no file was written`), { code })
    })
    await updates.look()
    expect(updates.report().state).toEqual({ kind: 'failed', why: 'not_kept' })
    expect(said).toEqual([{ code, message: `${code}: no file was written` }])
  },
)
