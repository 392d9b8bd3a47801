import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Config, ConfigRefused, defaultDataFolder, readConfig } from '#station/config.ts'
import { readFlags } from '#station/flags.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fusion-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

interface Given {
  readonly file?: object | string
  readonly environment?: Readonly<Record<string, string>>
  readonly flags?: string
}

function read({ file, environment = {}, flags = '' }: Given): Config {
  if (file !== undefined)
    writeFileSync(join(folder, 'config.json'), typeof file === 'string' ? file : JSON.stringify(file))
  return readConfig({
    flags: readFlags(['--data', folder, ...flags.split(' ').filter((word) => word !== '')]),
    environment,
    workFolder: '/work-folder',
  })
}

function refusal(given: Given): string {
  try {
    read(given)
  } catch (error) {
    if (error instanceof ConfigRefused) return error.message
    throw error
  }
  return 'nothing was refused'
}

describe('what counts', () => {
  test('[CONF-1] flags outrank the environment, which outranks config.json, which outranks the defaults', () => {
    expect(read({}).port).toBe(4820)
    expect(read({ file: { port: 1001 } }).port).toBe(1001)
    const environment = { FUSION_PORT: '1002' }
    expect(read({ file: { port: 1001 }, environment }).port).toBe(1002)
    expect(read({ file: { port: 1001 }, environment, flags: '--port 1003' }).port).toBe(1003)
  })

  test('[CONF-1] limits, features and log levels are laid over one another name by name', () => {
    const config = read({
      file: {
        limits: { sockets: 5, decisionBurst: 7 },
        features: { candles: false },
        logLevels: { http: 'warn' },
      },
      environment: {
        FUSION_LIMITS: 'sockets=6',
        FUSION_LOG_LEVELS: 'live=debug',
        FUSION_FEATURES: 'desk_stats=false',
      },
    })
    expect(config.limits).toMatchObject({ sockets: 6, decisionBurst: 7, decisionsPerSecond: 10 })
    expect(config.features).toEqual({
      leaderboards: true,
      provider_signals: true,
      candles: false,
      desk_stats: false,
      progress: true,
    })
    expect(config.logLevels).toEqual({ http: 'warn', live: 'debug' })
  })

  test('[CONF-2] where nothing is set, a simulation plays at real time, and a replay sixty times faster', () => {
    expect(read({})).toMatchObject({
      profile: 'production',
      dataFolder: folder,
      hosts: [],
      feed: { kind: 'sim', restart: false },
      speed: 1,
      deskZone: 'UTC',
    })
    expect(read({ flags: '--replay /bars' }).speed).toBe(60)
    expect(read({ flags: '--replay /bars --speed max' }).speed).toBe('max')
    expect(read({ flags: '--sim s --speed 0.5' }).speed).toBe(0.5)
  })

  test('[CONF-3] a feed named on a higher level silences the one below, with its settings', () => {
    const file = { replay: 'bars', timeframe: 'h4', from: '2026-01-01' }
    expect(read({ file }).feed).toMatchObject({ kind: 'replay', path: join(folder, 'bars'), timeframe: 'h4' })
    expect(read({ file, flags: '--sim seed --restart' }).feed).toEqual({
      kind: 'sim',
      seed: 'seed',
      restart: true,
    })
    const replayed = read({ file: { sim: 'seed' }, environment: { FUSION_REPLAY: 'there' } }).feed
    expect(replayed).toMatchObject({ kind: 'replay', path: '/work-folder/there', timeframe: null })
  })

  test('[CONF-4] a day means the whole day in UTC: --from its first instant, --to the first instant after it', () => {
    // 2026-01-31T00:00:00Z = 1,769,817,600 s; one day later = 1,769,904,000 s.
    const feed = read({ flags: '--replay /bars --from 2026-01-31 --to 2026-01-31' }).feed
    expect(feed).toMatchObject({ from: 1_769_817_600_000, to: 1_769_904_000_000 })
    const exact = read({ flags: '--replay /bars --to 2026-01-31T00:00:01Z' }).feed
    expect(exact).toMatchObject({ from: null, to: 1_769_817_601_000 })
  })

  test('[CONF-5] profiles differ in how they log and in how much one caller may ask, and in nothing else', () => {
    const production = read({})
    const development = read({ environment: { FUSION_PROFILE: 'development' } })
    const testing = read({ file: { profile: 'testing' } })
    expect(production).toMatchObject({ logLevel: 'info', logFormat: 'auto' })
    expect(development).toEqual({
      ...production,
      profile: 'development',
      logLevel: 'debug',
      logFormat: 'pretty',
    })
    expect(testing).toEqual({
      ...production,
      profile: 'testing',
      logLevel: 'warn',
      logFormat: 'json',
      lanOnLoopback: true,
      limits: {
        ...production.limits,
        decisionsPerSecond: 1_000,
        decisionBurst: 2_000,
        requestsPerSecond: 10_000,
        requestBurst: 20_000,
        readsPerMinute: 60_000,
        moneyPerMinute: 6_000,
        hooksPerMinute: 600_000,
        pairingPerMinute: 12_000,
        strangersPerMinute: 3_000,
        messagesPerSecond: 2_000,
        resumedEventsPerMinute: 2_000_000,
        socketsPerToken: 500,
        connectionsPerCaller: 6_400,
      },
    })
  })

  test('[KEY-5] receipts are kept for 24 hours at least', () => {
    const hours = (count: number) =>
      read({ environment: { FUSION_LIMITS: `journalReceiptHours=${count}` } }).limits.journalReceiptHours
    expect(hours(24)).toBe(24)
    expect(() => hours(23)).toThrow('allowed is a whole number from 24 to 8760')
  })

  test('[CONF-6] the data folder is the platform’s own place for a program’s files', () => {
    expect(defaultDataFolder('linux', { HOME: '/home/ada' })).toBe('/home/ada/.local/share/fusion-desk')
    expect(defaultDataFolder('linux', { HOME: '/home/ada', XDG_DATA_HOME: '/x' })).toBe('/x/fusion-desk')
    expect(defaultDataFolder('linux', { HOME: '/home/ada', XDG_DATA_HOME: 'x' })).toBe(
      '/home/ada/.local/share/fusion-desk',
    )
    expect(defaultDataFolder('darwin', { HOME: '/Users/ada' })).toBe(
      '/Users/ada/Library/Application Support/Fusion Desk',
    )
    expect(defaultDataFolder('win32', { LOCALAPPDATA: '/local' })).toBe('/local/Fusion Desk')
  })

  test('[CONF-6] a data folder given by flag outranks the one of the environment; both may be relative', () => {
    const environment = { FUSION_DATA: 'from-environment' }
    const config = (flags: readonly string[]) =>
      readConfig({ flags: readFlags(flags), environment, workFolder: '/work-folder' })
    expect(config([]).dataFolder).toBe('/work-folder/from-environment')
    expect(config(['--data', 'from-flag']).dataFolder).toBe('/work-folder/from-flag')
  })
})

describe('certificates and their keys', () => {
  test('[TLS-11] its paths begin where the setting stands: in the data folder, or where the program was started', () => {
    expect(read({}).tls).toBe(null)
    expect(read({ file: { tls: { cert: 'a.crt', key: '/keys/a.key' } } }).tls).toEqual({
      cert: join(folder, 'a.crt'),
      key: '/keys/a.key',
    })
    expect(read({ environment: { FUSION_TLS: 'cert=a.crt,key=a.key' } }).tls).toEqual({
      cert: '/work-folder/a.crt',
      key: '/work-folder/a.key',
    })
    expect(refusal({ file: { tls: { cert: 'a.crt' } } })).toMatch(/tls/)
  })

  test('[TLS-9] the environment alone names the key file', () => {
    expect(read({}).keyFile).toBe(null)
    expect(read({ environment: { FD_KEY_FILE: 'desk.key' } }).keyFile).toBe('/work-folder/desk.key')
  })

  test('[LAN-2] further addresses of loopback are for tests alone', () => {
    expect(read({}).lanOnLoopback).toBe(false)
    expect(read({ environment: { FUSION_PROFILE: 'development' } }).lanOnLoopback).toBe(false)
    expect(read({ environment: { FUSION_PROFILE: 'testing' } }).lanOnLoopback).toBe(true)
  })
})

describe('where updates come from', () => {
  const url = 'https://updates.example/desk'

  test('[UPD-1] nowhere unless a place is named, in the file, the environment or by a flag, in rising precedence', () => {
    expect(read({}).updateUrl).toBe(null)
    const file = { update: { url } }
    expect(read({ file }).updateUrl).toBe(url)
    const environment = { FUSION_UPDATE_URL: 'https://environment.example' }
    expect(read({ file, environment }).updateUrl).toBe('https://environment.example')
    const flags = '--update-url http://127.0.0.1:8080/desk'
    expect(read({ file, environment, flags }).updateUrl).toBe('http://127.0.0.1:8080/desk')
  })

  test.each<[Given, RegExp]>([
    [
      { flags: '--update-url http://updates.example' },
      /^--update-url: "http:\/\/updates.example" is not allowed/,
    ],
    [
      { environment: { FUSION_UPDATE_URL: 'file:///tmp' } },
      /^FUSION_UPDATE_URL: "file:\/\/\/tmp" is not allowed/,
    ],
    [
      { file: { update: { url: `${url}/` } } },
      /config\.json: update\.url: .* allowed is an address that begins/,
    ],
    [
      { file: { update: { url, channel: 'beta' } } },
      /config\.json: update: "channel" is no setting; allowed are url$/,
    ],
    [{ file: { updateUrl: url } }, /config\.json: "updateUrl" is no setting/],
  ])(
    '[UPD-1] what comes over an open line, or from elsewhere than a server, is refused: %j',
    (given, message) => {
      expect(refusal(given)).toMatch(message)
    },
  )
})

describe('what is refused', () => {
  test.each<[Given, RegExp]>([
    [
      { flags: '--port eighty' },
      /^--port: "eighty" is not allowed; allowed is a whole number from 0 to 65535$/,
    ],
    [{ flags: '--port 65536' }, /^--port: 65536 is not allowed; allowed is a whole number from 0 to 65535$/],
    [{ flags: '--port 1.5' }, /^--port: 1.5 is not allowed/],
    [{ flags: '--speed 0' }, /^--speed: 0 is not allowed; allowed is market time per real time, above 0/],
    [{ flags: '--speed fast' }, /^--speed: "fast" is not allowed/],
    [
      { flags: '--replay /b --timeframe h2' },
      /^--timeframe: "h2" is not allowed; allowed is one of m1, m5, m15, h1/,
    ],
    [
      { flags: '--replay /b --from 2026-02-30' },
      /^--from: "2026-02-30" is not allowed; allowed is a day such as/,
    ],
    [{ flags: '--replay /b --to soon' }, /^--to: "soon" is not allowed/],
    [{ flags: '--host desk:80' }, /^--host\.0: "desk:80" is not allowed; allowed is a host name/],
    [{ environment: { FUSION_PORT: 'x' } }, /^FUSION_PORT: "x" is not allowed/],
    [
      { environment: { FUSION_LIMITS: 'sockets=0' } },
      /^FUSION_LIMITS\.sockets: 0 is not allowed; allowed is a whole/,
    ],
    [
      { environment: { FUSION_LIMITS: 'doors=1' } },
      /^FUSION_LIMITS: "doors" is no setting; allowed are decisionsPer/,
    ],
    [
      { environment: { FUSION_LIMITS: 'sockets' } },
      /^FUSION_LIMITS: "sockets" is not allowed; allowed is an object/,
    ],
    [
      { environment: { FUSION_FEATURES: 'candles=off' } },
      /^FUSION_FEATURES\.candles: "off" is not allowed; allowed/,
    ],
    [
      { environment: { FUSION_PROFILE: 'prod' } },
      /^FUSION_PROFILE: "prod" is not allowed; allowed is one of product/,
    ],
    [
      { environment: { FUSION_DESK_ZONE: 'Mars' } },
      /^FUSION_DESK_ZONE: "Mars" is not allowed; allowed is a time zone/,
    ],
    [{ file: { port: '80' } }, /config\.json: port: "80" is not allowed; allowed is a whole number/],
    [{ file: { prot: 80 } }, /config\.json: "prot" is no setting; allowed are profile, port, hosts/],
    [{ file: { data: '/x' } }, /config\.json: "data" is no setting/],
    [{ file: { limits: { sockets: 20_001 } } }, /config\.json: limits\.sockets: 20001 is not allowed/],
    [{ file: '{"port":' }, /config\.json is not JSON: /],
    [{ file: '[]' }, /config\.json: \[\] is not allowed; allowed is an object$/],
  ])('[CONF-7] a bad value is refused with its key, itself and what is allowed: %j', (given, message) => {
    expect(refusal(given)).toMatch(message)
    expect(refusal(given)).not.toContain('\n')
  })

  test.each([
    ['--timeframe h1', 'timeframe chooses bars of a replay, and no replay is named: add --replay PATH'],
    ['--sim s --to 2026-01-01', 'to chooses bars of a replay, and no replay is named: add --replay PATH'],
    ['--sim s --replay /b', 'sim and replay are both given: the station plays one of them'],
    ['--sim s --live kraken', 'sim and live are both given: the station plays one of them'],
    ['--replay /b --live kraken', 'replay and live are both given: the station plays one of them'],
    [
      '--replay /b --from 2026-01-02 --to 2026-01-01',
      // --to 2026-01-01 ends where 2026-01-02 begins, so nothing is left between them.
      'from and to: 2026-01-02T00:00:00.000Z is not before 2026-01-02T00:00:00.000Z',
    ],
  ])('[CONF-8] settings that contradict each other are refused: %s', (flags, message) => {
    expect(refusal({ flags })).toBe(message)
  })

  test.each([
    ['--prot 80', '--prot is not a flag; the flags are --headless'],
    ['--demon', '--demon is not a flag'],
    ['start', 'start is not a flag'],
    ['-h', '-h is not a flag'],
    ['--port', '--port needs a value'],
    ['--port=', '--port needs a value'],
    ['--replay --restart', '--replay needs a value'],
    ['--headless=yes', '--headless takes no value'],
  ])('[CONF-9] an unknown flag, and one without its value, is refused: %s', (flags, message) => {
    expect(() => readFlags(flags.split(' '))).toThrow(ConfigRefused)
    expect(() => readFlags(flags.split(' '))).toThrow(message)
  })

  test('[CONF-9] a flag may be written with an equals sign, the last one counts, and --host adds', () => {
    const flags = readFlags(['--headless', '--port=1', '--port', '2', '--host', 'a', '--host=b', '--sim=x=y'])
    expect(flags).toEqual({
      headless: true,
      restart: false,
      safe: false,
      demo: false,
      hosts: ['a', 'b'],
      values: { port: '2', sim: 'x=y' },
    })
  })

  test('[CONF-9] --host adds to the names of the levels below, and takes none away', () => {
    const config = read({
      file: { hosts: ['desk.lan'] },
      environment: { FUSION_HOSTS: 'desk.local,desk.lan' },
      flags: '--host other.lan',
    })
    expect(config.hosts).toEqual(['desk.lan', 'desk.local', 'other.lan'])
  })

  test('[CONF-10] variables that belong to the tools around the station, and empty ones, change nothing', () => {
    const environment = { FUSION_CHROMIUM: '/usr/bin/chromium', FUSION_PORT: '' }
    expect(read({ environment })).toEqual(read({}))
  })
})

describe('live feeds', () => {
  test('[LIVE-47] an exchange and its pairs, hourly and at the speed of the world where nothing else is said', () => {
    // Before there is a file.
    expect(read({}).feedNamedBy).toBe('default')
    expect(read({ flags: '--live kraken --symbols BTC/USD,ETH/USD' })).toMatchObject({
      feed: {
        kind: 'live',
        exchange: 'kraken',
        symbols: ['BTC/USD', 'ETH/USD'],
        timeframe: 'h1',
        urls: null,
        restart: false,
      },
      feedNamedBy: 'flags',
      speed: 1,
    })
    const file = { live: 'binance', symbols: ['BTCUSDT'], timeframe: 'm1', liveRest: 'http://127.0.0.1:9' }
    expect(read({ file })).toMatchObject({
      feed: { exchange: 'binance', timeframe: 'm1', urls: { rest: 'http://127.0.0.1:9' } },
      feedNamedBy: 'file',
    })
    // Another feed on a higher level silences all of it.
    expect(read({ file, flags: '--sim s' })).toMatchObject({ feed: { kind: 'sim' }, feedNamedBy: 'flags' })
  })

  test.each([
    ['--live kraken', 'live needs pairs to listen to: add --symbols A,B'],
    ['--symbols BTC/USD', 'symbols belongs to a live feed, and none is named: add --live EXCHANGE'],
    [
      '--live kraken --symbols BTC/USD --speed 60',
      'speed: a live feed runs at the speed of the world, which is 1',
    ],
    [
      '--live kraken --symbols BTC/USD --from 2026-01-05',
      'from chooses bars of a replay, not of a live feed',
    ],
  ])('[LIVE-47] %s is refused', (flags, sentence) => {
    expect(refusal({ flags })).toBe(sentence)
  })

  test.each([
    'ws://example.org',
    'http://127.0.0.1',
    'wss://user@example.org',
    'wss://example.org/?a=b',
    'file:///etc/passwd',
  ])('[LIVE-47] %s is no address of a stream', (address) => {
    const flags = `--live kraken --symbols BTC/USD --live-stream ${address}`
    expect(refusal({ flags })).toBe(
      `--live-stream: ${JSON.stringify(address)} is not allowed; allowed is an address that begins with wss://, or with ws:// on this machine`,
    )
  })
})
