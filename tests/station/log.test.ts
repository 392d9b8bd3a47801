import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { logInto, type OpenLog, openLogFile } from '#station/log.ts'
import { temporaryFolder } from '#tests/support/program.ts'

const LEVELS = { logLevel: 'info', logLevels: {}, logFormat: 'json' } as const

function recording(config: Parameters<typeof logInto>[0] = LEVELS) {
  const lines: Record<string, unknown>[] = []
  const entry = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const opened: OpenLog = logInto(config, { flushSync: () => undefined }, entry)
  return { opened, lines }
}

describe('a line of the log', () => {
  test('[LOG-1] is JSON with time, level, event and component', () => {
    const { opened, lines } = recording()
    opened.component('writer').warn({ correlationId: 'c-1', tookMs: 9 }, 'slow_command')
    expect(lines).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: 'warn',
        event: 'slow_command',
        component: 'writer',
        correlationId: 'c-1',
        tookMs: 9,
      },
    ])
  })

  test('[LOG-2] appears at the level of its component, else at that of the station', () => {
    const { opened, lines } = recording({ ...LEVELS, logLevels: { feed: 'debug', http: 'error' } })
    opened.component('feed').debug('row_skipped')
    opened.component('http').warn('never_seen')
    opened.component('live').debug('never_seen')
    opened.component('live').info('client_joined')
    expect(lines.map(({ component, event }) => [component, event])).toEqual([
      ['feed', 'row_skipped'],
      ['live', 'client_joined'],
    ])
  })

  test('[LOG-3] never holds a token, whichever text it stands in', () => {
    const { opened, lines } = recording()
    const token = 'fd1_01a1fb58-2755-750d-b241-73ab196b5d68_W9kfTjc18Nsc7DA2Ul62inpoU_N8viKn5rsTkjjfStU'
    opened.log.error({ path: `/page?t=${token}`, err: new Error(`bad ${token}!`) }, 'request_answered')
    const text = JSON.stringify(lines)
    expect(text).not.toContain('fd1_')
    expect(text).not.toContain('W9kfTjc18')
    expect(text).toContain('/page?t=[redacted]')
  })

  test('[LOG-3] never holds a secret that an address carries, and names what it was', () => {
    const { opened, lines } = recording()
    opened.log.info(
      { path: '/x?page=2&access_token=hidden1&code=hidden2#a', url: 'http://h/hook/7/hidden3' },
      'seen',
    )
    expect(JSON.stringify(lines)).not.toContain('hidden')
    expect(lines[0]).toMatchObject({
      path: '/x?page=2&access_token=[redacted]&code=[redacted]#a',
      url: 'http://h/hook/7/[redacted]',
    })
    // The code of a refusal and the id of a token are no secrets.
    opened.log.info({ code: 'forbidden', tokenId: 'one' }, 'seen')
    expect(lines[1]).toMatchObject({ code: 'forbidden', tokenId: 'one' })
  })

  test.each([
    'token',
    'secret',
    'secretHash',
    'authorization',
    'cookie',
    'password',
    'refreshToken',
    'x-api-secret',
    'Set-Cookie',
    'pairingCode',
  ])('[LOG-3] never holds what is filed under %s', (key) => {
    const { opened, lines } = recording()
    opened.log.info(
      { [key]: 'hidden-1', headers: { [key]: 'hidden-2' }, a: { b: { [key]: 'hidden-3' } } },
      'seen',
    )
    expect(JSON.stringify(lines)).not.toContain('hidden')
  })
})

describe('where the log goes', () => {
  const logLine = (setting: object, terminal: boolean) => {
    const script = `
      import { openLog } from '#station/log.ts'
      const opened = openLog({ logLevel: 'info', logLevels: {}, ...${JSON.stringify(setting)} }, ${terminal})
      opened.log.info('station_ready')
      opened.flush()`
    const node = ['--input-type=module-typescript', '-e', script]
    // Standard error is joined to a pipe of its own, so that standard output can be seen to stay empty.
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1 1>/dev/null', process.execPath, ...node], {
      encoding: 'utf8',
    })
  }

  test('[LOG-4] standard error gets JSON in a pipe and coloured text on a terminal', () => {
    expect(JSON.parse(logLine({ logFormat: 'auto' }, false))).toMatchObject({ event: 'station_ready' })
    expect(logLine({ logFormat: 'auto' }, true)).toContain('\u001b[32mINFO\u001b[39m')
  })

  test('[LOG-5] a file of the log that has grown large is set aside while it is written, and nothing is lost', () => {
    const { path, remove } = temporaryFolder()
    const name = join(path, 'logs', 'station.log')
    const file = openLogFile(name)
    const line = `${'x'.repeat(99_999)}\n`
    // Fifty lines of 100 kB fill it; one more is over.
    for (let one = 0; one < 51; one++) file.write(line)
    file.write('after\n')
    file.flush()
    expect(statSync(`${name}.old`).size).toBe(5_100_000)
    expect(readFileSync(name, 'utf8')).toBe('after\n')
    expect(statSync(name).mode & 0o777).toBe(0o600)
    remove()
  })

  test.skipIf(!existsSync('/dev/full'))('[LOG-6] a log that cannot be written stops nobody', () => {
    // A disk that is full, in the shape of a file.
    const file = openLogFile('/dev/full')
    for (let one = 0; one < 30; one++) file.write(`${'x'.repeat(99_999)}\n`)
    file.flush()
    file.write('after\n')
    file.flush()
  })

  test('[LOG-4] a format that is set outranks where the log goes', () => {
    expect(JSON.parse(logLine({ logFormat: 'json' }, true))).toMatchObject({ event: 'station_ready' })
    expect(logLine({ logFormat: 'pretty' }, false)).toContain('\u001b[32mINFO\u001b[39m')
  })
})
