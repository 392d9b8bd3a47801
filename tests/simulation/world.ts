import type { Command } from '#core/command.ts'
import type { Policy } from '#core/context.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { readProgress } from '#db/stores/progress.ts'
import { mayTell } from '#server/activity-words.ts'
import { COMMANDS_PER_BATCH_MAX } from '#station/execute.ts'
import { openDesk, type TestDesk } from '#tests/support/desk.ts'
import type { Ask, Step } from './asks.ts'
import { BEGINS_AT, DAYS_PER_WEEK, minuteOf } from './calendar.ts'
import { crowd } from './crowd.ts'
import { exploitOf } from './exploits.ts'
import { Ledger, pointsIn, type Standing } from './ledger.ts'
import { MarketDays } from './market-days.ts'
import type { Account } from './people.ts'
import { type Today, visit } from './visit.ts'

export interface WorldSize {
  /** Who mean well. */
  readonly people: number
  /** Who cheat, for each way of it. */
  readonly cheatsEach: number
  readonly days: number
}

export interface WorldOptions extends WorldSize {
  readonly seed: string
  readonly policy?: Partial<Policy>
}

/**
 * Lives the days of a small desk through the station's own writer, and says what everybody came to.
 *
 * Those who cheat live the same days a second time, at a desk of their own and without cheating: the same people with
 * the same chances, so that the difference is what cheating brings.
 */
export async function liveWorld(options: WorldOptions): Promise<Lived> {
  const lived = await liveDays(options, 'everybody')
  const selves = await liveDays(options, 'selves')
  return {
    ...lived,
    selves: selves.standings,
    commands: lived.commands + selves.commands,
    wrongBalances: [...lived.wrongBalances, ...selves.wrongBalances],
  }
}

/** Everybody, or those alone who cheat, without cheating. */
type Cast = 'everybody' | 'selves'

async function liveDays(
  { seed, people, cheatsEach, days, policy = {} }: WorldOptions,
  cast: Cast,
): Promise<Omit<Lived, 'selves'>> {
  const desk = openDesk({ policy })
  try {
    const all = crowd(seed, { people, cheatsEach })
    const accounts = cast === 'everybody' ? all : all.filter((account) => exploitOf(account) !== null)
    const world = new World(desk, { accounts, days, cheats: cast === 'everybody' })
    const market = new MarketDays(desk, seed)
    await market.begin()
    await world.enrol()
    for (let day = 0; day < days; day++) {
      const signals = await market.open(day)
      await world.live(day, signals)
      await market.close(day, signals)
      world.read()
    }
    const { ledger, commands } = world
    const { busiest, refusals, paidTwice } = ledger
    const standings = [...ledger.standings.values()]
    return {
      standings,
      busiest,
      refusals,
      paidTwice,
      commands,
      days,
      wrongBalances: wrongBalances(desk, standings),
    }
  } finally {
    await desk.close()
  }
}

/** What became of a world; plain, so that it can be handed from one thread to another. */
export interface Lived extends Pick<Ledger, 'busiest' | 'refusals' | 'paidTwice'> {
  readonly standings: readonly Standing[]
  /** Those who cheat, as they would stand without it. */
  readonly selves: readonly Standing[]
  readonly commands: number
  readonly days: number
  /** Accounts whose balance in the tables is not what the station told of. */
  readonly wrongBalances: readonly UserId[]
}

function wrongBalances({ db, now }: TestDesk, standings: readonly Standing[]): readonly UserId[] {
  return standings
    .filter((standing) => {
      const balance = readProgress(db, standing.userId, now)?.points.totals.balance
      return balance !== pointsIn(standing) - standing.spent
    })
    .map(({ userId }) => userId)
}

interface Living {
  readonly accounts: readonly Account[]
  readonly days: number
  /** Whether those who would cheat do. */
  readonly cheats: boolean
}

class World {
  readonly ledger: Ledger
  readonly #desk: TestDesk
  readonly #accounts: readonly Account[]
  readonly #cheats: boolean
  commands = 0

  constructor(desk: TestDesk, { accounts, days, cheats }: Living) {
    this.#desk = desk
    this.#accounts = accounts
    this.#cheats = cheats
    this.ledger = new Ledger(Math.ceil(days / DAYS_PER_WEEK))
    for (const account of accounts) this.ledger.add(account)
  }

  /** Takes everybody in, and makes the friendships that there are from the first day. */
  async enrol(): Promise<void> {
    this.#desk.now = BEGINS_AT
    await this.#insist(
      this.#accounts.map(({ userId, zone }) => ({
        kind: 'add_user',
        userId,
        name: null,
        zone,
        memberTier: 'nibbler',
      })),
    )
    // Both ask each other: the second is the answer to the first.
    await this.#insist(
      this.#accounts.flatMap(({ userId, friends }) =>
        friends.map((friendId): Command => ({ kind: 'ask_friend', userId, friendId })),
      ),
    )
    this.read()
  }

  /** Lives a day, minute by minute. */
  async live(day: number, signals: Today['signals']): Promise<void> {
    const steps = this.#accounts.flatMap((account) => this.#stepsOf(account, { day, signals }))
    for (const [minute, now] of byMinute(steps)) {
      const asks = now.flatMap(({ account, step }) => step.asks().map((ask) => ({ account, ask })))
      const at = minuteOf(day, minute)
      this.#desk.market = { at, speed: 1 }
      await this.#answer(asks, at)
      this.read()
    }
  }

  #stepsOf(account: Account, { day, signals }: Pick<Today, 'day' | 'signals'>): readonly Owned[] {
    const { habits, draw } = account
    account.came = draw.next() < (account.came ? habits.comesAgain : habits.comesBack)
    if (!account.came) return []
    this.ledger.visited(account.userId, minuteOf(day, account.minute))
    const stranger = (this.#accounts[day % this.#accounts.length] as Account).userId
    const exploit = account.main && this.#cheats ? exploitOf(account) : null
    const all = { day, signals, stranger }
    const today = exploit?.sees?.(all) ?? all
    const steps = visit(account, today)
    return (exploit?.steps(steps, account, today) ?? steps).map((step) => ({ account, step }))
  }

  /** Lets the station answer, those at the right time together and each at a wrong one alone. */
  async #answer(asks: readonly Asked[], at: number): Promise<void> {
    const allowed = asks.filter((asked) => this.#passesDoor(asked))
    const punctual = allowed.filter(({ ask }) => ask.clockOffMs === undefined)
    this.#desk.now = at
    for (let from = 0; from < punctual.length; from += COMMANDS_PER_BATCH_MAX)
      await Promise.all(punctual.slice(from, from + COMMANDS_PER_BATCH_MAX).map((asked) => this.#ask(asked)))
    for (const asked of allowed) {
      if (asked.ask.clockOffMs === undefined) continue
      this.#desk.now = at + asked.ask.clockOffMs
      await this.#ask(asked)
    }
    this.#desk.now = at
  }

  /** What the routes refuse before a command is made: nobody tells of himself what only others can know. */
  #passesDoor({ account, ask: { role, command } }: Asked): boolean {
    const passes = command.kind !== 'record_activity' || mayTell(role, command.activity)
    if (!passes) this.ledger.refused(account.group, 'forbidden')
    return passes
  }

  async #ask({ account, ask }: Asked): Promise<void> {
    this.commands += 1
    const answer = await this.#desk.execute(ask.command, ask.receipt)
    if (!answer.ok) this.ledger.refused(account.group, answer.rejection.code)
  }

  async #insist(commands: readonly Command[]): Promise<void> {
    for (let from = 0; from < commands.length; from += COMMANDS_PER_BATCH_MAX) {
      const batch = commands.slice(from, from + COMMANDS_PER_BATCH_MAX)
      const answers = await Promise.all(batch.map((command) => this.#desk.execute(command)))
      for (const answer of answers) if (!answer.ok) throw new Error(JSON.stringify(answer.rejection))
    }
  }

  /** Counts what the station told since it was read last. */
  read(): void {
    for (const recorded of this.#desk.published) this.ledger.read(recorded)
    this.#desk.published.length = 0
  }
}

interface Asked {
  readonly account: Account
  readonly ask: Ask
}
interface Owned {
  readonly account: Account
  readonly step: Step
}

function byMinute(steps: readonly Owned[]): readonly (readonly [number, readonly Owned[]])[] {
  const minutes = new Map<number, Owned[]>()
  for (const owned of steps) {
    const here = minutes.get(owned.step.minute)
    if (here === undefined) minutes.set(owned.step.minute, [owned])
    else here.push(owned)
  }
  return [...minutes].sort(([one], [other]) => one - other)
}
