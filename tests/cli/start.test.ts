import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  runProgram,
  STATION,
  type StationProgram,
  startProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

const PRIVATE = 0o600

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

const at = (name: string) => join(folder.path, name)
const modeOf = (name: string) => statSync(at(name)).mode & 0o777
const start = async (args: readonly string[] = []) => {
  running = await startStationProgram(folder.path, args)
  return running
}
const run = (args: readonly string[]) =>
  runProgram(STATION, ['--headless', '--data', folder.path, '--port', '0', ...args])

describe('a station that starts', () => {
  test('[CLI-1] says ready once, at line start, when it answers and its token is there', async () => {
    const station = await start()
    expect(existsSync(at('operator.token'))).toBe(true)
    const health = await fetch(`${station.url}/health`)
    expect(health.status).toBe(200)
    const { stdout } = await station.stop()
    expect(stdout).toBe(`ready ${station.url} source=sim data=${folder.path}\n`)
  })

  test('[CLI-2] writes its token and where it runs for nobody else to read', async () => {
    const station = await start()
    expect(modeOf('operator.token')).toBe(PRIVATE)
    expect(readFileSync(at('operator.token'), 'utf8')).toMatch(/^fd1_\S+$/)
    expect(modeOf('station.json')).toBe(PRIVATE)
    expect(JSON.parse(readFileSync(at('station.json'), 'utf8'))).toEqual({
      pid: station.child.pid,
      url: station.url,
      started_at: expect.any(Number),
    })
  })

  test('[CLI-2] keeps its token over restarts', async () => {
    await (await start()).stop()
    const token = readFileSync(at('operator.token'), 'utf8')
    await start()
    expect(readFileSync(at('operator.token'), 'utf8')).toBe(token)
  })
})

describe('a station without a market', () => {
  const SAFE = ['--headless', '--port', '0', '--safe']

  async function startSafely() {
    const program = startProgram(STATION, ['--data', folder.path, ...SAFE, '--replay', at('missing.csv')])
    const ready = await program.until(/^ready (\S+) source=off data=/m)
    const token = readFileSync(at('operator.token'), 'utf8')
    const ask = async (path: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      }
      const answer = await fetch(`${ready[1]}${path}`, {
        headers,
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    }
    return { program, ask }
  }

  test('[CLI-26] plays no feed, takes no provider’s signal and says so; feed files are not even looked at', async () => {
    const { program, ask } = await startSafely()
    expect((await ask('/api/feed')).body).toMatchObject({
      source: 'off',
      paused: true,
      ended: true,
      symbols: [],
      speed: 0,
    })
    expect((await ask('/health')).body).toMatchObject({ status: 'ok', source: 'off' })
    expect((await ask('/api/signals', { symbol: 'EURUSD' })).status).toBe(404)
    expect(await ask('/api/feed', { paused: false })).toMatchObject({
      status: 503,
      body: { error: { code: 'not_ready' } },
    })
    program.child.kill('SIGTERM')
    expect((await program.ended).code).toBe(0)
  })

  test('[CLI-26] leaves the run as it was: the next start with its market goes on', async () => {
    await (await start(['--sim', 'one'])).stop()
    const { program, ask } = await startSafely()
    const { at: stood, symbols } = await ask('/api/feed').then(({ body }) => ({
      at: body.market_time,
      symbols: body.symbols,
    }))
    expect(symbols.length).toBeGreaterThan(0)
    const [first] = symbols
    expect((await ask(`/api/candles/${first}`)).body).toMatchObject({ source: 'off', candles: [] })
    program.child.kill('SIGTERM')
    await program.ended
    const again = await start(['--sim', 'one'])
    const token = readFileSync(at('operator.token'), 'utf8')
    const feed = await fetch(`${again.url}/api/feed`, { headers: { authorization: `Bearer ${token}` } })
    expect(((await feed.json()) as { market_time: number }).market_time).toBeGreaterThanOrEqual(stood)
  })
})

describe('a station that stops', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('[CLI-4] ends orderly with 0 at %s', async (signal) => {
    const station = await start()
    const { code } = await station.stop(signal)
    expect(code).toBe(0)
    expect(existsSync(at('station.json'))).toBe(false)
  })

  test('[CLI-4] a signal that comes twice, as from a terminal, stops it as orderly as one', async () => {
    const station = await start()
    station.child.kill('SIGINT')
    expect((await station.stop('SIGINT')).code).toBe(0)
  })

  test('[CLI-5] stops when the program that started it is gone', async () => {
    const station = await startStationProgram(folder.path, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    const exited = once(station.child, 'exit')
    station.child.disconnect()
    expect(await exited).toEqual([0, null])
  })
})

describe('a station that cannot start', () => {
  test.each([
    [['--prot', '1'], /^--prot is not a flag; the flags are .*\n$/],
    [['--port'], /^--port needs a value\n$/],
    [['--speed', 'fast'], /^--speed: "fast" is not allowed; allowed is .*\n$/],
  ])('[CLI-6] ends with 2 and one line at a bad flag: %j', async (args, line) => {
    const { code, stdout, stderr } = await run(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
  })

  test('[CLI-6] ends with 2 and one line at a bad config.json', async () => {
    writeFileSync(at('config.json'), '{"speed": -1}')
    const { code, stderr } = await run([])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^\S+config\.json: speed: -1 is not allowed; allowed is .*\n$/)
  })

  test('[CLI-6] ends with 2 and FILE:LINE at a replay that is none', async () => {
    const file = at('EURUSD_H1.csv')
    writeFileSync(file, 'name,age\nAda,36\n')
    const { code, stdout, stderr } = await run(['--replay', file])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    const lines = stderr.split('\n').filter((line) => !line.startsWith('{') && line !== '')
    expect(lines).toEqual([expect.stringMatching(/EURUSD_H1\.csv:1: /)])
  })

  test('[CLI-7] ends with 3 and one line with the owner’s pid where the data folder is in use', async () => {
    const owner = await start()
    const { code, stdout, stderr } = await run([])
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(String(owner.child.pid))])
  })

  test('[CLI-7] names the owner also where a killed one left its own pid behind', async () => {
    const killed = await start()
    await killed.stop('SIGKILL')
    const owner = startProgram(STATION, ['--headless', '--data', folder.path, '--port', '0'])
    await owner.until(/^ready /m)
    rmSync(at('station.json'))
    const { code, stderr } = await run([])
    owner.child.kill('SIGKILL')
    await owner.ended
    expect(code).toBe(3)
    expect(stderr).toContain(`pid ${owner.child.pid}`)
  })

  test('[CLI-8] ends with 4 and one line where the port is in use, and leaves the folder free', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { port } = other.address() as { readonly port: number }
    const { code, stdout, stderr } = await run(['--port', String(port)])
    await new Promise((done) => other.close(done))
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' })
    const lines = stderr.split('\n').filter((line) => !line.startsWith('{') && line !== '')
    expect(lines).toEqual([expect.stringContaining(String(port))])
    expect(existsSync(at('station.json'))).toBe(false)
    await start()
  })

  test('[CLI-9] starts again on what a killed station left behind', async () => {
    await (await start()).stop('SIGKILL')
    expect(existsSync(at('station.json'))).toBe(true)
    const again = await start()
    expect(JSON.parse(readFileSync(at('station.json'), 'utf8')).pid).toBe(again.child.pid)
    rmSync(at('station.json'))
    expect((await again.stop()).code).toBe(0)
  })
})
