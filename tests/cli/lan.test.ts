import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  COMMAND_LINE,
  type Ended,
  runProgram,
  STATION,
  type StationProgram,
  startProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

let folder = temporaryFolder()
let running: StationProgram | null = null
beforeEach(() => {
  folder = temporaryFolder()
  writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ profile: 'testing' }))
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = null
  folder.remove()
})

const lan = (line: string): Promise<Ended> =>
  runProgram(COMMAND_LINE, ['lan', ...line.split(' '), '--data', folder.path])

test('[LAN-16] the command line opens, tells and closes', async () => {
  running = await startStationProgram(folder.path)
  const { port } = new URL(running.url)
  expect(await lan('status')).toMatchObject({ code: 0, stdout: 'off\n' })
  const opened = await lan('on --address 127.0.0.2 --for 30m --quiet')
  expect(opened).toMatchObject({ code: 0, stdout: `https://127.0.0.2:${port}\n` })
  expect(opened.stderr).toMatch(/^the LAN is on \(TLS\) until \d{4}-/)
  expect(opened.stderr).toMatch(/authority to trust: SHA-256 [0-9a-f]{64}\n/)
  const told = JSON.parse((await lan('status --json')).stdout)
  expect(told.until - told.server_time).toBeGreaterThan(1_700)
  expect(told.until - told.server_time).toBeLessThanOrEqual(1_800)
  const plain = await lan('on --address=127.0.0.2 --plain --quiet --for ever')
  expect(plain.stderr).toMatch(/^the LAN is on \(plain HTTP: .*\) until it is switched off\n/)
  expect(await lan('off')).toMatchObject({ code: 0, stdout: 'off\n' })
  const refused = await lan('on --address 0.0.0.0')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/never listens on every address at once/)
})

test('[LAN-16] without a running station it can be told to stay closed, and opens nothing', async () => {
  running = await startStationProgram(folder.path)
  await lan('on --address 127.0.0.2 --quiet')
  await running.stop('SIGKILL')
  running = null
  const refused = await lan('on --address 127.0.0.2')
  expect([refused.code, refused.stderr]).toEqual([
    1,
    'Start the station first: whether its doors can open is seen where they are.\n',
  ])
  expect((await lan('off')).code).toBe(0)
  running = await startStationProgram(folder.path)
  expect((await lan('status')).stdout).toBe('off\n')
})

test('[TLS-9] a key file that cannot be used ends the start with 2', async () => {
  const key = join(folder.path, 'inside.key')
  writeFileSync(key, Buffer.alloc(32, 1), { mode: 0o600 })
  const words = ['--headless', '--data', folder.path, '--port', '0']
  const program = startProgram(STATION, words, { env: { ...process.env, FD_KEY_FILE: key } })
  const { code, stderr } = await program.ended
  expect([code, stderr]).toEqual([
    2,
    `FD_KEY_FILE: ${key} lies in the data folder, where every copy of the data takes it along\n`,
  ])
})

test.each([
  ['on', '--address is missing'],
  ['on --address 127.0.0.2 --for soon', '--for is a time such as 8h, 30m or 7d, or ever, not soon'],
  ['on --address 127.0.0.2 --plain=yes', '--plain takes no value'],
  ['on --address 127.0.0.2 --port http', '--port is a number, not http'],
])('[LAN-16] bad usage ends with 2: lan %s', async (line, sentence) => {
  running = await startStationProgram(folder.path)
  expect(await lan(line)).toMatchObject({ code: 2, stderr: `${sentence}\n` })
})
