import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openServing } from '#server/serving.ts'
import { readConfig } from '#station/config.ts'
import { readFlags } from '#station/flags.ts'
import { openLog } from '#station/log.ts'
import {
  COMMAND_LINE,
  type Program,
  runProgram,
  STATION,
  type StationProgram,
  startProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

// S256 of a verifier as RFC 7636 gives it in its appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

let folder = temporaryFolder()
let running: StationProgram | null = null
let pairing: Program | null = null
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  pairing?.child.kill('SIGKILL')
  await running?.stop('SIGKILL')
  running = null
  folder.remove()
})

const words = (line: string) => [...line.split(' '), '--data', folder.path]
const station = (line: string) => runProgram(COMMAND_LINE, words(line))
const post = async (url: string, path: string, body: object) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: await answer.json() }
}
/** What a program writes for people; standard output is for the value alone. */
const told = (program: Program, pattern: RegExp) =>
  expect.poll(() => pattern.exec(program.said().stderr)?.[1] ?? null, { timeout: 20_000 }).not.toBeNull()

test('[PAIR-12] a device is paired from two terminals, with the digits that it shows', async () => {
  running = await startStationProgram(folder.path)
  pairing = startProgram(COMMAND_LINE, words('pair'))
  await told(pairing, /type the code (\S+)/)
  const { stderr } = pairing.said()
  const [, code] = /type the code (\S+)/.exec(stderr) ?? []
  const [, id] = /pairing (\S+) is open for 120 seconds/.exec(stderr) ?? []
  expect(stderr).toContain(`${running.url}/pair#${id}.${code?.replace('-', '')}.`)
  expect(stderr).toMatch(/[█▀▄]{8}/)
  const asked = { code, challenge: CHALLENGE, nonce: 'A'.repeat(22), device_name: 'Phone\u001b[2J' }
  const { body: claim } = await post(running.url, '/api/pairing/claim', asked)
  await told(pairing, /it must show the digits (\d{3} \d{3})/)
  // What a stranger calls his device does not move the cursor.
  expect(pairing.said().stderr).toContain('"Phone?[2J"')
  await station('user add ada')
  const wrong = claim.sas === '000000' ? '000001' : '000000'
  expect((await station(`pair approve ${id} --sas ${wrong} --user ada --role trader`)).code).toBe(1)
  expect((await station(`pair approve ${id} --sas ${claim.sas} --user ada --role trader`)).code).toBe(0)
  const finished = await post(running.url, '/api/pairing/finish', { claim: claim.claim, verifier: VERIFIER })
  expect([finished.status, finished.body.user_id, finished.body.role]).toEqual([200, 'ada', 'trader'])
  const ended = await pairing.ended
  expect([ended.code, ended.stdout]).toEqual([0, `${id}\n`])
})

test('[PAIR-12] no flag approves unseen, and without a running station nothing is paired', async () => {
  expect(await station('pair --yes')).toMatchObject({ code: 2, stderr: '--yes is no flag of this command\n' })
  expect((await station('pair approve x --user ada --role trader')).stderr).toBe('--sas is missing\n')
  await station('user add ada')
  const offline = await station('pair')
  expect(offline).toMatchObject({
    code: 1,
    stderr: 'A device is paired with a running station: start it first.\n',
  })
})

const CODE = /([0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3})/

async function recover(code: string) {
  const program = startProgram(COMMAND_LINE, words('recover'), { stdio: ['pipe', 'pipe', 'pipe'] })
  program.child.stdin?.end(`${code}\n`)
  return program.ended
}

const codeFile = () => join(folder.path, 'recovery.code')
/** Standard error says that it is a terminal, as it does where a person looks. */
const ON_TERMINAL = {
  ...process.env,
  NODE_OPTIONS: '--import=data:text/javascript,process.stderr.isTTY=true',
}

test('[SESS-11] without a terminal the first start writes a recovery code into a file of the owner, and its log names the file', async () => {
  const first = await startStationProgram(folder.path)
  running = first
  const code = readFileSync(codeFile(), 'utf8').trim()
  expect(code).toMatch(new RegExp(`^${CODE.source}$`))
  expect(statSync(codeFile()).mode & 0o777).toBe(0o600)
  writeFileSync(join(folder.path, 'operator.token'), 'lost')
  expect((await recover('AAAAA-AAAAA-AAAAA-AAAAA')).code).toBe(1)
  expect(existsSync(codeFile())).toBe(true)
  expect((await recover(code)).code).toBe(0)
  // A code that was used opens nothing any more.
  expect(existsSync(codeFile())).toBe(false)
  const { stderr } = await first.stop()
  expect(stderr).not.toMatch(CODE)
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'))
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ event: 'recovery_code_in_file', file: codeFile() }),
  )
  running = await startStationProgram(folder.path)
  expect(existsSync(codeFile())).toBe(false)
})

test('[SESS-11] on a terminal the first start shows a recovery code, once, and it lets in who lost the token', async () => {
  const first = await startStationProgram(folder.path, [], { env: ON_TERMINAL })
  running = first
  const [, code = ''] = CODE.exec(first.said().stderr) ?? []
  expect(existsSync(codeFile())).toBe(false)
  writeFileSync(join(folder.path, 'operator.token'), 'lost')
  const { code: exit, stdout, stderr } = await recover(code)
  expect({ exit, stderr }).toMatchObject({ exit: 0 })
  const token = readFileSync(join(folder.path, 'operator.token'), 'utf8')
  expect(stdout.trim()).toBe(token)
  const session = await fetch(`${first.url}/api/session`, { headers: { authorization: `Bearer ${token}` } })
  expect(session.status).toBe(200)
  expect(stderr).toMatch(CODE)
  const { stderr: ended } = await first.stop()
  expect(ended.match(new RegExp(CODE, 'g'))).toHaveLength(1)
  running = await startStationProgram(folder.path, [], { env: ON_TERMINAL })
  expect(running.said().stderr).not.toMatch(CODE)
})

test('[SESS-11] the code is shown before the station says that it is ready', async () => {
  const both = join(folder.path, 'said')
  const file = openSync(both, 'w')
  try {
    // One file for both outputs: what stands first in it was written first.
    const program = startProgram(
      STATION,
      ['--headless', '--data', folder.path, '--port', '0', '--sim', 'tests'],
      { stdio: ['ignore', file, file], env: ON_TERMINAL },
    )
    await expect.poll(() => readFileSync(both, 'utf8'), { timeout: 20_000 }).toMatch(/^ready /m)
    program.child.kill('SIGKILL')
    await program.ended
    expect(readFileSync(both, 'utf8')).toMatch(new RegExp(`${CODE.source}[^]*^ready `, 'm'))
  } finally {
    closeSync(file)
  }
})

test('[SESS-11] a start that fails says why, and tells no code that nobody may ever need', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as AddressInfo
  const flags = ['--headless', '--data', folder.path, '--port', String(port), '--sim', 'tests']
  for (const env of [process.env, ON_TERMINAL]) {
    const { code, stderr } = await runProgram(STATION, flags, { env })
    expect([code, stderr]).toEqual([4, expect.stringContaining(`Port ${port} is in use`)])
    expect(stderr).not.toMatch(CODE)
    expect(existsSync(codeFile())).toBe(false)
  }
  other.close()
})

test('[SESS-11] a host that can show no code makes none, and the next one that can shows it', async () => {
  const flags = readFlags(['--data', folder.path, '--port', '0', '--sim', 'tests'])
  const config = readConfig({ flags, environment: { FUSION_LOG_LEVEL: 'silent' }, workFolder: folder.path })
  const codes: string[] = []
  const hosts = [{}, { firstCode: { to: 'person' as const, tell: (code: string) => codes.push(code) } }]
  for (const host of [...hosts, ...hosts]) {
    const serving = await openServing(config, openLog(config), host)
    await serving.stop()
  }
  expect(codes).toEqual([expect.stringMatching(CODE)])
})

test('[SESS-11] a code in a file that a killed start left is not taken for the one that counts', async () => {
  writeFileSync(codeFile(), 'AAAAA-AAAAA-AAAAA-AAAAA\n')
  running = await startStationProgram(folder.path, [], { env: ON_TERMINAL })
  expect(existsSync(codeFile())).toBe(false)
})

test('[SESS-11] another code that is made takes the file of the first one along', async () => {
  running = await startStationProgram(folder.path)
  expect(existsSync(codeFile())).toBe(true)
  expect((await station('recovery')).code).toBe(0)
  expect(existsSync(codeFile())).toBe(false)
})

test('[SESS-11] also where no station runs, with a code that was made later; a wrong one is refused', async () => {
  await station('user add ada')
  const made = await station('recovery')
  expect(made.code).toBe(0)
  expect((await recover('AAAAA-AAAAA-AAAAA-AAAAA')).code).toBe(1)
  expect((await recover('')).code).toBe(2)
  const { code, stdout } = await recover(made.stdout.trim())
  expect([code, readFileSync(join(folder.path, 'operator.token'), 'utf8')]).toEqual([0, stdout.trim()])
})
