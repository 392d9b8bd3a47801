import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Clone, makeClone } from '#tests/support/clone.ts'

let clone: Clone
beforeEach(() => {
  clone = makeClone()
})
afterEach(() => clone.remove())

/** Stands for Electron's installer: counts its runs and unpacks a program, or fails. */
const INSTALLER = `
  const fs = require('node:fs')
  fs.appendFileSync('fetched.txt', 'once\\n')
  if (process.env.FETCH_FAILS) { console.error('HTTPError: 404 Not Found'); process.exit(1) }
  fs.mkdirSync(__dirname + '/dist', { recursive: true })
  fs.writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\n' + (process.env.WINDOW ?? 'echo "window $@"'), { mode: 0o755 })`

const fetches = () =>
  existsSync(`${clone.path}/fetched.txt`) ? clone.read('fetched.txt').split('\n').length - 1 : 0
const withInstaller = async () => {
  expect((await clone.run(['start', '--headless'])).code).toBe(0)
  clone.write('node_modules/electron/install.js', INSTALLER)
}
const DESKTOP = { DISPLAY: ':0', WAYLAND_DISPLAY: '' }

describe.skipIf(process.platform !== 'linux')('a start without --headless', () => {
  let mirror: Server
  let address = ''
  beforeEach(async () => {
    mirror = createServer((_, response) => response.end())
    await new Promise<void>((done) => mirror.listen(0, '127.0.0.1', done))
    address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}/`
    await withInstaller()
  })
  afterEach(() => new Promise((done) => mirror.close(done)))
  const lines = (text: string) =>
    text.split('\n').filter((line) => line !== '' && !line.startsWith('[set-up]'))

  test('[CLI-3] says in one line that there is no display, and serves; nothing is fetched', async () => {
    const { code, stdout, stderr } = await clone.run(['start', '--port', '0'], {
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      ELECTRON_MIRROR: address,
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'served --port 0\n' })
    expect(stderr).toBe(
      'There is no display (DISPLAY and WAYLAND_DISPLAY are empty): start it in a desktop session, or below xvfb-run. Serving to browsers; --headless asks for no window.\n',
    )
    expect(fetches()).toBe(0)
  })

  test('[CLI-3] says in one line that Electron cannot be reached, and serves', async () => {
    await new Promise((done) => mirror.close(done))
    const { code, stdout, stderr } = await clone.run(['start'], { ...DESKTOP, ELECTRON_MIRROR: address })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'served\n' })
    expect(stderr).toBe(
      `Electron's binary is not here and could not be fetched (${new URL(address).host} does not answer): fetch it with npx install-electron. Serving to browsers; --headless asks for no window.\n`,
    )
    expect(fetches()).toBe(0)
  })

  test('[CLI-3] says in one line why Electron could not be fetched, and serves', async () => {
    const { stdout, stderr } = await clone.run(['start'], {
      ...DESKTOP,
      ELECTRON_MIRROR: address,
      FETCH_FAILS: '1',
    })
    expect(stdout).toBe('served\n')
    expect(lines(stderr)).toEqual([
      "Electron's binary is not here and could not be fetched (HTTPError: 404 Not Found): fetch it with npx install-electron. Serving to browsers; --headless asks for no window.",
    ])
  })

  test('[CLI-3] says in one line that Electron could not open a window, and serves', async () => {
    const { code, stdout, stderr } = await clone.run(['start'], {
      ...DESKTOP,
      ELECTRON_MIRROR: address,
      WINDOW: 'kill -TRAP $$',
    })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'served\n' })
    expect(lines(stderr)).toEqual([
      'Electron could not open a window (exit code 133, see above). Serving to browsers; --headless asks for no window.',
    ])
  })

  test('[CLI-25] fetches Electron once and opens the window with all flags; its exit code is ours', async () => {
    const environment = { ...DESKTOP, ELECTRON_MIRROR: address, WINDOW: 'echo "window $@"; exit 4' }
    for (const _ of [1, 2]) {
      const { code, stdout } = await clone.run(['start', '--port', '0'], environment)
      expect(code).toBe(4)
      expect(stdout).toMatch(new RegExp(`^window (--no-sandbox )?${clone.path} --port 0\n$`))
    }
    expect(fetches()).toBe(1)
  })

  test('[CLI-25] with --headless neither a display is looked for nor anything fetched', async () => {
    const { stdout, stderr } = await clone.run(['start', '--headless'], {
      ...DESKTOP,
      ELECTRON_MIRROR: address,
    })
    expect({ stdout, stderr }).toEqual({ stdout: 'served --headless\n', stderr: '' })
    expect(fetches()).toBe(0)
  })
})
