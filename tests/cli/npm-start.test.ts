import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { npmProgram, type Program, startProgram, temporaryFolder } from '#tests/support/program.ts'

let folder = temporaryFolder()
let npm: Program | null = null
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  npm?.child.kill('SIGKILL')
  await npm?.ended
  folder.remove()
})

/** `npm start` as a person types it, in a process group of its own. */
function npmStart(): Program {
  const words = ['start', '--silent', '--', '--headless', '--data', folder.path, '--port', '0']
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|FUSION_|VITEST|NODE_)/.test(name))
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`
  const env = { ...Object.fromEntries(kept), PATH: path }
  return startProgram(npmProgram(), words, { env, detached: true })
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
