import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COMMAND_LINE,
  type Program,
  runProgram,
  STATION,
  startProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

const PEOPLE = 20
const DAY_S = 86_400

describe('a demo', () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'demo')
  let program: Program
  let url = ''
  let token = ''
  beforeAll(async () => {
    program = startProgram(STATION, ['--headless', '--demo', '--port', '0', '--data', data])
    url = (await program.until(/^ready (http:\S+) source=sim /m))[1] ?? ''
    token = await readFile(join(data, 'operator.token'), 'utf8')
  })
  afterAll(() => {
    program.child.kill('SIGKILL')
    folder.remove()
  })

  const ask = async (path: string, method = 'GET', bearer = token) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    const answer = await fetch(url + path, { method, headers, ...(method === 'POST' && { body: '{}' }) })
    // biome-ignore lint/suspicious/noExplicitAny: read by what the test expects of it
    return { status: answer.status, body: (await answer.json()) as any }
  }

  test('[DEMO-1] twenty traders and their operator have three weeks behind them, and every number says SIM', async () => {
    const session = (await ask('/api/session')).body
    expect(session).toMatchObject({ demo: true, feed: { source: 'sim' } })
    const board = (await ask('/api/leaderboards/total_fires?limit=100')).body
    expect(board.total).toBe(PEOPLE + 1)
    const { signals } = (await ask('/api/signals?limit=200')).body
    expect(new Set(signals.map(({ source }: { source: string }) => source))).toEqual(
      new Set(['sim', 'Meridian']),
    )
    const economy = (await ask('/api/economy')).body
    const first = economy.days.find((day: { in: number }) => day.in > 0).day
    const days = (session.feed.server_time - Date.parse(`${first}T00:00:00Z`) / 1_000) / DAY_S
    expect(days).toBeGreaterThan(21)
    expect(days).toBeLessThan(22)
  })

  test('[DEMO-2] no screen of it is empty, for its operator neither', async () => {
    const own = '/api/users/operator'
    const lists = [
      ['/api/signals/active', 'signals'],
      [`${own}/fires`, 'fires'],
      ['/api/missions/daily', 'missions'],
      [`${own}/boxes`, 'boxes'],
      [`${own}/claims`, 'claims'],
      [`${own}/records`, 'personal_records'],
      [`${own}/campaigns`, 'campaigns'],
      ['/api/friends', 'friends'],
      ['/api/challenges', 'challenges'],
      ['/api/sources', 'sources'],
      ['/api/metrics', 'metrics'],
      ['/api/devices', 'devices'],
      ['/api/audit', 'entries'],
      ...['weekly', 'monthly', 'global', 'story_completion', 'friends', 'pnl', 'win_rate'].map(
        (metric) => [`/api/leaderboards/${metric}`, 'entries'] as const,
      ),
    ] as const
    for (const [path, list] of lists) {
      const { body } = await ask(path)
      expect([path, body[list]?.length]).not.toEqual([path, 0])
      expect([path, Array.isArray(body[list])]).toEqual([path, true])
    }
    const { books } = (await ask('/api/books')).body
    expect(books[0]).toMatchObject({ book: 'station:1.5:1' })
    // From 200 outcomes on a book speaks.
    expect(books[0].outcomes).toBeGreaterThan(200)
  })

  test('[DEMO-8] devices are in its list, none of them is connected, and one that was lost is ended', async () => {
    const { devices } = (await ask('/api/devices')).body
    const names = devices.map(({ device_id }: { device_id: string }) => device_id)
    expect(names.toSorted()).toEqual(['demo-laptop', 'demo-phone', 'demo-tablet', 'demo-wall'])
    for (const { state } of devices) expect(['offline', 'expired']).toContain(state)
    const { entries } = (await ask('/api/audit?what=device_ended')).body
    expect(entries).toMatchObject([{ about: 'device:demo-lost' }])
  })

  test('[DEMO-3] what the station wrote of it stands every check', async () => {
    expect((await ask('/api/ops/check', 'POST')).body).toMatchObject({ ok: true })
  })

  test('[DEMO-4] its operator takes it away with its folder, and the station stops', async () => {
    const made = await runProgram(COMMAND_LINE, [
      'token',
      'create',
      '--user',
      'amber',
      '--role',
      'trader',
      '--data',
      data,
    ])
    expect(await ask('/api/demo/remove', 'POST', made.stdout.trim())).toMatchObject({ status: 403 })
    expect(existsSync(join(data, 'desk.db'))).toBe(true)
    const removed = await runProgram(COMMAND_LINE, ['demo', 'remove', '--data', data])
    expect(removed).toMatchObject({ code: 0, stdout: 'removed\n' })
    const ended = await program.ended
    expect(ended.code).toBe(0)
    expect(ended.stderr).toContain('The demo is removed.')
    expect(existsSync(data)).toBe(false)
  })
})

describe('beside a desk of somebody', () => {
  test('[DEMO-5] a demo is made in a folder of its own only, and no other folder is removed as one', async () => {
    const folder = temporaryFolder()
    try {
      const data = join(folder.path, 'own')
      mkdirSync(data)
      writeFileSync(join(data, 'desk.db'), 'of somebody')
      const words = ['--headless', '--demo', '--port', '0', '--data', data]
      const refused = await runProgram(STATION, words)
      expect(refused.code).toBe(2)
      expect(refused.stderr.trimEnd()).toBe(
        `${data} holds desk.db already and is no demo: a demo wants a folder of its own, so name an empty one with --data or none`,
      )
      const kept = await runProgram(COMMAND_LINE, ['demo', 'remove', '--data', data])
      expect(kept).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `there is no demo in ${data}; nothing was removed\n`,
      })
      expect(readdirSync(data)).toEqual(['desk.db'])
    } finally {
      folder.remove()
    }
  })

  test('[DEMO-6] a demo plays its own market: flags that choose another are refused', async () => {
    for (const words of [['--sim', 'x'], ['--speed', '60'], ['--restart'], ['--safe'], ['--replay', 'x']]) {
      const refused = await runProgram(STATION, ['--headless', '--demo', ...words])
      expect(refused).toMatchObject({
        code: 2,
        stderr: `--demo plays its own simulation: leave out ${words[0]}\n`,
      })
    }
  })
})
