import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  COMMAND_LINE,
  type Ended,
  runProgram,
  type StationProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

let folder = temporaryFolder()
let running: StationProgram | null = null
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = null
  folder.remove()
})

const start = async () => {
  running = await startStationProgram(folder.path)
  return running
}
const station = (line: string): Promise<Ended> =>
  runProgram(COMMAND_LINE, [...line.split(' ').filter((word) => word !== ''), '--data', folder.path])

/** Runs a command that must succeed, and gives its value. */
async function must(line: string): Promise<string> {
  const { code, stdout, stderr } = await station(line)
  expect({ line, code, stderr }).toMatchObject({ code: 0 })
  return stdout.trimEnd()
}

const statusWith = async (url: string, token: string) => {
  const answer = await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${token}` } })
  return answer.status
}

/** The commands of one day, in the same words with and without a running station. */
async function aDay() {
  const added = await station('user add ada --name Ada --timezone Europe/Berlin --member-tier fang')
  const token = await must('token create --user ada --role trader --label desk')
  const service = await must('token create --user ada --role service --may-act-for ada --expires-in 60')
  const user = JSON.parse(await must('export --user ada')).user
  const stats = JSON.parse(await must('stats'))
  return {
    added,
    token,
    service,
    user,
    stats,
    checked: await must('check'),
    replayed: await must('replay'),
  }
}

describe.each(['a running station', 'no running station'])('with %s', (kind) => {
  beforeEach(async () => {
    writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ deskZone: 'Asia/Tokyo' }))
    if (kind === 'a running station') await start()
  })

  test('[CLI-40] who is added without a time zone has the desk’s', async () => {
    expect((await station('user add ada')).stderr).toBe('user ada added (Asia/Tokyo, nibbler)\n')
    expect(JSON.parse(await must('export --user ada')).user.timezone).toBe('Asia/Tokyo')
  })

  test('[CLI-11] the value alone is on standard output, words are on standard error', async () => {
    const day = await aDay()
    expect(day.added).toMatchObject({ code: 0, stdout: 'ada\n' })
    expect(day.added.stderr).toBe('user ada added (Europe/Berlin, fang)\n')
    expect(day.token).toMatch(/^fd1_[A-Za-z0-9_-]+$/)
    expect(day.service).not.toBe(day.token)
    expect(day.user).toMatchObject({
      user_id: 'ada',
      name: 'Ada',
      timezone: 'Europe/Berlin',
      member_tier: 'fang',
    })
    expect(day.stats).toMatchObject({ engagement: { total_fires_today: 0 } })
    expect([day.checked, day.replayed]).toEqual(['ok', 'ok'])
  })

  test('[CLI-12] what the station refuses ends with 1 and its sentence, and with --json in its own words', async () => {
    await must('user add ada')
    const again = await station('user add ada')
    expect(again).toMatchObject({ code: 1, stdout: '', stderr: 'A user with this id exists already.\n' })
    const unknown = await station('export --user nobody --json')
    expect(unknown.code).toBe(1)
    expect(JSON.parse(unknown.stdout)).toEqual({
      error: {
        code: 'user_not_found',
        message: 'There is no such user.',
        correlation_id: expect.any(String),
        server_time: expect.any(Number),
      },
    })
    expect((await station('token revoke nothing')).code).toBe(1)
  })

  test('[EXPORT-7] a user is exported as a table and erased', async () => {
    await must('user add ada --name Ada')
    const table = await must('export --user ada --format csv --section user')
    expect(table.startsWith('\uFEFFuser_id,name,')).toBe(true)
    expect(table).toContain('ada,Ada,Asia/Tokyo')
    const erased = await station('user erase ada --reason left')
    expect(erased).toMatchObject({ code: 0, stdout: 'ada\n' })
    expect(erased.stderr).toBe('user ada erased; his numbers stay under the id\n')
    expect(JSON.parse(await must('export --user ada')).user.name).toBe('Erased user')
    expect((await station('user erase ada --reason left')).stderr).toBe('user ada was erased before\n')
    expect((await station('user erase ada --reason because')).code).toBe(2)
    expect((await station('user erase operator --reason left')).code).toBe(1)
    expect(await must('check')).toBe('ok')
  })

  test('[CLI-13] a value that no command knows is bad usage and ends with 2', async () => {
    await must('user add ada')
    const { code, stdout } = await station('token create --user ada --role boss --json')
    expect(code).toBe(2)
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'bad_request', fields: [{ path: 'role' }] })
  })

  test('[CLI-14] maintenance and migration say what they did', async () => {
    await must('user add ada')
    expect(Number(await must('maintain'))).toBeGreaterThan(0)
    const { version, applied } = JSON.parse(await must('migrate --json'))
    expect({ version: version > 0, applied }).toEqual({ version: true, applied: [] })
    expect(await must('migrate')).toBe(String(version))
  })
})

const idOf = (token: string) => /^fd1_[a-z]+_([^_]+)_/.exec(token)?.[1]

test('[CLI-15] tokens made without a station work in it, and one revoked through it works no more', async () => {
  await must('user add ada')
  const token = await must('token create --user ada --role trader')
  const { url } = await start()
  expect(await statusWith(url, token)).toBe(200)
  const spare = await must('token create --user ada --role viewer')
  expect(await statusWith(url, spare)).toBe(200)
  expect(await must(`token revoke ${spare}`)).toBe(idOf(spare))
  expect(await statusWith(url, spare)).toBe(401)
  const tokenId = idOf(token)
  expect(await must(`token revoke ${tokenId}`)).toBe(tokenId)
  expect(await statusWith(url, token)).toBe(401)
})

test('[CLI-24] a folder without a database is not taken for an empty desk, and nothing is written there', async () => {
  for (const line of ['check', 'replay', 'stats', 'maintain', 'export --user ada', 'token revoke x']) {
    const { code, stdout, stderr } = await station(line)
    expect({ line, code, stdout, lines: stderr.split('\n').length }).toEqual({
      line,
      code: 1,
      stdout: '',
      lines: 2,
    })
  }
  expect(readdirSync(folder.path)).toEqual([])
})

test('[CLI-14] a first migration says which versions it applied', async () => {
  expect(JSON.parse(await must('migrate --json')).applied[0]).toBe(1)
})

test('[CLI-16] a table that does not follow from the journal is found, and ends with 1', async () => {
  await must('user add ada')
  const db = new Database(join(folder.path, 'desk.db'))
  const changed = db.prepare('UPDATE traders SET balance_cents = balance_cents + 1').run().changes
  db.close()
  expect(changed).toBe(1)
  for (const command of ['check', 'replay']) {
    const { code, stdout, stderr } = await station(command)
    expect({ command, code, stdout }).toEqual({ command, code: 1, stdout: 'different\n' })
    expect(stderr).toContain('DIFFERENT replay equals traders')
  }
  const { code, stdout } = await station('check --json')
  expect({ code, ok: JSON.parse(stdout).ok }).toEqual({ code: 1, ok: false })
})

describe('which station answers', () => {
  let other: Server | null = null
  const asked: (string | undefined)[] = []
  afterEach(() => new Promise((done) => (other === null ? done(null) : other.close(done))))

  async function listen(): Promise<string> {
    asked.length = 0
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization)
      response.writeHead(401).end('{}')
    })
    other = server
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`
  }
  const claim = (url: string) => {
    writeFileSync(join(folder.path, 'station.json'), JSON.stringify({ pid: 1, url, started_at: 1 }))
    writeFileSync(join(folder.path, 'operator.token'), 'fd1_id_secret')
  }

  test('[CLI-17] one that does not know the folder’s token is none: the folder itself is opened', async () => {
    claim(await listen())
    expect(await must('user add ada')).toBe('ada')
    expect(asked).toEqual(['Bearer fd1_id_secret'])
  })

  test('[CLI-17] what a killed station wrote leads nowhere: the folder itself is opened', async () => {
    await (await start()).stop('SIGKILL')
    expect(await must('user add ada')).toBe('ada')
  })

  test('[CLI-18] the operator’s token is sent to this machine only', async () => {
    const url = await listen()
    claim(url.replace('127.0.0.1', '0.0.0.0'))
    expect(await must('user add ada')).toBe('ada')
    expect(asked).toEqual([])
  })

  test('[CLI-19] one that holds the folder and cannot be asked ends the command with 1 and its pid', async () => {
    const { child } = await start()
    const { url } = JSON.parse(readFileSync(join(folder.path, 'station.json'), 'utf8'))
    writeFileSync(
      join(folder.path, 'station.json'),
      JSON.stringify({ pid: child.pid, url: url.replace('127.0.0.1', 'localhost') }),
    )
    const { code, stdout, stderr } = await station('user add ada')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(String(child.pid))
  })
})

describe('bad usage', () => {
  test.each([
    ['', 'the commands are'],
    ['user', 'the commands are'],
    ['fly', 'the commands are'],
    ['user add', '--user is missing'],
    ['user add ada bob', '--user is given twice'],
    ['token create --user ada', '--role is missing'],
    ['token create --user ada --role', '--role needs a value'],
    [
      'token create --user ada --role trader --expires-in soon',
      '--expires-in is a number of seconds, not soon',
    ],
    ['check now', 'now is a word too many'],
    ['check --fast', '--fast is no flag of this command'],
  ])('[CLI-13] ends with 2 and one sentence: %s', async (line, sentence) => {
    const { code, stdout, stderr } = await station(line)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })

  test('[CLI-13] a bad configuration ends with 2 too', async () => {
    writeFileSync(join(folder.path, 'config.json'), '{"port":"x"}')
    expect(await station('check')).toMatchObject({ code: 2, stdout: '' })
  })
})
