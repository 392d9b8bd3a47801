import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { z } from 'zod'
import { type CallOf, type Client, openClient } from '#contracts/client.ts'
import type { EndpointName, PostSignalRequest, ReplyOf } from '#contracts/http.ts'
import type { MemberTier, Role, Signal } from '#contracts/shapes.ts'
import { LEAD_IN_AHEAD_BARS_MIN, LEAD_IN_BARS } from '#station/market-lead-in.ts'
import { ROOT } from '../../support/borders.ts'
import { STATION } from '../../support/program.ts'
import { walkingBars } from './walking-market.ts'

const SET_UP = JSON.stringify({ opened: true, finished: true, steps: {} })
const SMALL_DISK = new URL('./small-disk.ts', import.meta.url).href

/** More often than that is not slow but wrong. */
const SENT_AWAY_MAX = 30

/** How the market of a test behaves. */
export interface MarketPlan {
  /** Market seconds per second, or as fast as the machine allows. */
  readonly speed: number | 'max'
  /** One-minute bars of EURUSD, all alike: open and close 1.0850, high 1.0853, low 1.0847. */
  readonly bars: number
  /** The seed of a market that walks instead. */
  readonly walk?: number
  /** Where it is a test's matter what the station writes to its log. */
  readonly logLevel?: 'info'
  /** Nobody has set the desk up yet. */
  readonly firstRun?: true
}

/** A market that has run to its end: nothing moves but what people do. */
export const STANDING: MarketPlan = { speed: 'max', bars: 60 }

/** A real station in a process of its own, on a data folder that goes with it. */
export class RunningStation {
  readonly folder: string
  readonly #plan: MarketPlan
  #process: ChildProcess | null = null
  #port = 0
  #url = ''
  #users = 0

  private constructor(plan: MarketPlan) {
    this.#plan = plan
    this.folder = mkdtempSync(join(tmpdir(), 'fusion-desk-browser-'))
    writeFileSync(join(this.folder, 'EURUSD_m1.csv'), bars(plan))
    // Most tests are of a desk that is set up.
    if (plan.firstRun !== true) {
      mkdirSync(join(this.folder, 'data'))
      writeFileSync(join(this.folder, 'data', 'welcome.json'), SET_UP)
    }
  }

  static async start(plan: MarketPlan): Promise<RunningStation> {
    const station = new RunningStation(plan)
    await station.restart()
    await station.bringEverything()
    if (plan.speed === 'max') await station.marketEnded()
    else if (plan.bars >= LEAD_IN_AHEAD_BARS_MIN) await station.leadInPlayed()
    return station
  }

  /**
   * Lets routing bring every signal to everybody: most tests are of the page and not of who is brought what.
   */
  async bringEverything(): Promise<void> {
    const { version, policy } = await this.call('routing', {})
    for (const rule of Object.values(policy.members)) {
      rule.daily_limit = 500
      rule.gap_minutes = 0
      rule.rank_share = 1
      rule.mix = { sniper: null, precision: null, rapid: null, training: null }
    }
    await this.call('changeRouting', { body: { version, policy } })
  }

  get url(): string {
    return this.#url
  }

  get operatorToken(): string {
    return readFileSync(join(this.folder, 'data', 'operator.token'), 'utf8').trim()
  }

  /** Starts the station on the same folder and, from the second time on, the same port. */
  async restart(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const flags = [
      ['--headless'],
      ['--data', join(this.folder, 'data')],
      ['--port', String(this.#port)],
      ['--replay', join(this.folder, 'EURUSD_m1.csv')],
      ['--speed', String(this.#plan.speed)],
    ].flat()
    const child = spawn(process.execPath, ['--import', SMALL_DISK, join(ROOT, STATION), ...flags], {
      stdio: ['ignore', 'pipe', this.#plan.logLevel === undefined ? 'inherit' : 'ignore'],
      // A test is one caller for many people: at the limits of one it would be refused on a fast machine.
      env: {
        ...process.env,
        FUSION_PROFILE: 'testing',
        FUSION_LOG_LEVEL: this.#plan.logLevel ?? 'error',
        ...environment,
      },
    })
    this.#process = child
    this.#url = await readyUrl(child)
    this.#port = Number(new URL(this.#url).port)
  }

  /** Kills the station as a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Fills the disk of the station, or empties it again: what it writes then fails, what it reads does not. */
  turnDiskFull(): void {
    this.#process?.kill('SIGUSR2')
  }

  /** Lets the station fall silent with its connections open, as a machine that hangs would. */
  stall(): void {
    this.#process?.kill('SIGSTOP')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process
    this.#process = null
    if (child === null || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    // One that hangs hears nothing else.
    child.kill('SIGCONT')
    child.kill(signal)
    await ended
  }

  client(token: string): Client {
    return openClient({ baseUrl: this.#url, token: () => token })
  }

  /** Calls as the operator, or as whose token is given; anything but success fails the test. */
  async call<Name extends EndpointName>(
    name: Name,
    parts: CallOf<Name>,
    token = this.operatorToken,
  ): Promise<ReplyOf<Name>> {
    for (let sentAway = 0; ; sentAway += 1) {
      const answer = await this.client(token).call(name, parts)
      if (answer.ok) return answer.value
      const { code, message, error } = answer.problem
      // On a slow machine a station that has much to do says so at its door, and when to come again.
      if (code !== 'overloaded' || sentAway >= SENT_AWAY_MAX) throw new Error(`${name}: ${code} ${message}`)
      await new Promise((resolve) => setTimeout(resolve, (error?.retry_after ?? 1) * 1_000))
    }
  }

  /** Adds a user nobody else has, and gives his token. */
  async admit(
    name: string,
    role: z.infer<typeof Role> = 'trader',
    member: z.infer<typeof MemberTier> = 'nibbler',
  ): Promise<Person> {
    this.#users += 1
    // An id is short and Latin; a name may be anything.
    const word = /^[a-z]{1,20}/.exec(name.toLowerCase())?.[0] ?? 'user'
    const userId = `${word}-${this.#users}`
    await this.call('addUser', { body: { user_id: userId, name, timezone: 'UTC', member_tier: member } })
    const { token } = await this.call('createToken', { body: { user_id: userId, role, label: 'browser' } })
    return { userId, name, token }
  }

  /** Lists a signal of a provider; its window is open for another twelve hours of market time. */
  async post(part: Partial<PostSignalRequest> = {}): Promise<Signal> {
    const feed = await this.call('feed', {})
    const body = {
      symbol: 'EURUSD',
      direction: 'BUY' as const,
      entry_price: 1.085,
      stop_loss: 1.08,
      take_profit: 1.095,
      expires_at: feed.market_time + 43_200,
      source: 'Harbour Desk',
      ...part,
    }
    return (await this.call('postSignal', { body })).signal
  }

  async fire(signalId: string, person: Person): Promise<void> {
    await this.call('fire', { body: { signal_id: signalId } }, person.token)
  }

  /** A long replay begins with a past that is played at once: until then market time leaps. */
  private async leadInPlayed(): Promise<void> {
    for (;;) {
      const { candles } = await this.call('candles', {
        params: { symbol: 'EURUSD' },
        query: { limit: 1_000 },
      })
      if (candles.length >= LEAD_IN_BARS) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  private async marketEnded(): Promise<void> {
    for (;;) {
      const { ended } = await this.call('feed', {})
      if (ended) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** Somebody with a token. */
export interface Person {
  readonly userId: string
  readonly name: string
  readonly token: string
}

/** 2026-01-05 00:00 UTC, a Monday. */
const FIRST_BAR_AT = Date.UTC(2026, 0, 5)

function bars({ bars: count, walk }: MarketPlan): string {
  const rows = walk === undefined ? alike(count) : walkingBars(count, FIRST_BAR_AT, walk)
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

function alike(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, minute) => `${FIRST_BAR_AT + minute * 60_000},1.0850,1.0853,1.0847,1.0850,10`,
  )
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the station has no output'))
    child.once('exit', (code) => reject(new Error(`the station ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /^ready (http:\S+) /.exec(line)?.[1]
      if (url !== undefined) resolve(url)
    })
  })
}
