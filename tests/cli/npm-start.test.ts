import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ROOT } from '#tests/support/borders.ts'
import { type Clone, makeClone } from '#tests/support/clone.ts'
import { npmProgram, type Program, STATION, startProgram, temporaryFolder } from '#tests/support/program.ts'

// In a clone of our scripts, whose set-up touches nobody else's folder; what it starts is the station itself.
const PROGRAM = `await import(${JSON.stringify(pathToFileURL(join(ROOT, STATION)).href)})`

let clone: Clone
let folder = temporaryFolder()
let npm: Program | null = null
beforeEach(async () => {
  folder = temporaryFolder()
  clone = makeClone()
  expect((await clone.run(['start', '--headless'])).code).toBe(0)
  clone.write('dist/main/headless.js', PROGRAM)
})
afterEach(async () => {
  npm?.child.kill('SIGKILL')
  await npm?.ended
  npm = null
  clone.remove()
  folder.remove()
})

/** `npm start` as a person types it, in a process group of its own. */
function npmStart(): Program {
  const words = ['start', '--silent', '--', '--headless', '--data', folder.path, '--port', '0']
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|FUSION_|VITEST|NODE_)/.test(name))
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`
  const env = { ...Object.fromEntries(kept), PATH: path }
  return startProgram(npmProgram(), words, { cwd: clone.path, env, detached: true })
}

// The station shares the pipe that is read here: npm has ended only when the station has.
test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  '[CLI-41] %s to npm alone stops the station in order, and npm ends with 0',
  async (signal) => {
    npm = npmStart()
    const [, said] = await npm.until(/^ready (http\S+) /m)
    expect((await fetch(`${said}/health`)).status).toBe(200)
    npm.child.kill(signal)
    const { code, signal: endedBy } = await npm.ended
    expect({ code, endedBy }).toEqual({ code: 0, endedBy: null })
    expect(existsSync(join(folder.path, 'station.json'))).toBe(false)
  },
)
