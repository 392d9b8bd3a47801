import type { Command } from '#core/command.ts'
import type { Result } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import type { Experiment } from '#core/stats/experiment.ts'
import type { Connection } from '#db/open.ts'
import { readRun } from '#db/stores/desk.ts'
import { verify } from '#db/verify.ts'
import type { Executed, StorageFailure } from '#station/station.ts'
import { NOON, openRun } from '#tests/support/desk.ts'
import { type Chance, chance } from '../support/chance.ts'
import type { Bug } from './bug.ts'
import { ZONES } from './calendars.ts'
import { draw } from './draw.ts'
import { joining, USERS } from './draw-people.ts'
import { doubled, mispaid, readTests } from './experiments.ts'
import { countEvents, countMoves, readFacts, type TraderFacts } from './facts.ts'
import { tiesLeft, wordsLeft } from './gone.ts'
import { type Finding, NOTHING_FAILS } from './invariant.ts'
import { brokenOf } from './invariants.ts'
import { beginLife, type Life } from './life.ts'
import {
  ANSWERS_KEPT,
  forgotten,
  goesWith,
  type Order,
  orderOf,
  sent,
  unlike,
  usersOf,
  wordsOf,
} from './orders.ts'
import { oneSided } from './pairs.ts'
import { type People, readPeople } from './people.ts'
import { type Lines, linesOf, misclosed, misranked } from './ranks.ts'
import type { Scene } from './scene.ts'
import { REPLAY_EQUALS, Shadow } from './shadow.ts'

/** The whole check, with the station's own `verify`, is made at every so many crashes and at the end. */
const WHOLE_EVERY_CRASHES = 200
/** The log is folded at every so many openings. */
const FOLD_EVERY_CRASHES = 10
/** Of the answers before the last life some are looked up after each crash, the newest all at the whole check. */
const ANSWERS_REMEMBERED = 200
const ANSWERS_LOOKED_UP = 4
const REPEAT_SHARE = 0.15
/** A client who got no answer mostly asks again. */
const RETRY_SHARE = 0.85
/** Lives in which one statement fails and the program goes on. */
const FAILURE_SHARE = 0.2
/** Writing statements of a command, before any were counted. */
const STATEMENTS_GUESSED = 12
/** Of each event of somebody who is erased, at the most: in the journal, and where a table repeats it. */
const STATEMENTS_ERASED = 2
const BATCH_SIZES = [1, 1, 1, 2, 2, 3, 4, 5, 8]

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
/** How far the clock goes on between two batches, each range with its part of a hundred. */
const PAUSES = [
  { upTo: 55, from: SECOND_MS, until: MINUTE_MS },
  { upTo: 90, from: MINUTE_MS, until: 40 * MINUTE_MS },
  { upTo: 99, from: HOUR_MS, until: 6 * HOUR_MS },
  { upTo: 100, from: DAY_MS, until: 3 * DAY_MS },
]

export interface WorldOptions {
  readonly seed: string
  readonly file: string
  readonly operations: number
  readonly crashes: number
  readonly bug: Bug | null
}

/** What a world was, and what was found in it. */
export interface Found {
  operations: number
  refused: number
  crashes: number
  /** Crashes between a commit and its answer. */
  afterCommit: number
  /** Statements that failed while the program lived on. */
  failures: number
  /** Commands asked again that had been committed unanswered, or answered before. */
  replayed: number
  events: number
  /** Times a trader was looked at. */
  looks: number
  /** Changes of a zone, people erased and experiments begun. */
  moved: number
  erased: number
  experiments: number
  readonly findings: Finding[]
}

type Answer = Result<Executed, Rejection | StorageFailure>

/**
 * A desk of a few traders whose program dies again and again between two statements, and is looked at after each
 * opening. It ends with the first finding: what comes after is a consequence.
 */
export async function liveThrough(options: WorldOptions): Promise<Found> {
  const world = new World(options)
  try {
    await world.settle()
    while (world.goesOn()) await world.step()
    world.checkWhole()
    world.count()
    return world.found
  } finally {
    await world.close()
  }
}

class World {
  readonly found: Found = {
    operations: 0,
    refused: 0,
    crashes: 0,
    afterCommit: 0,
    failures: 0,
    replayed: 0,
    events: 0,
    looks: 0,
    moved: 0,
    erased: 0,
    experiments: 0,
    findings: [],
  }
  readonly #options: WorldOptions
  readonly #chance: Chance
  readonly #shadow = new Shadow()
  readonly #before = new Map<string, TraderFacts>()
  #people: People = { living: [], gone: [] }
  #gone: ReadonlySet<string> = new Set()
  #life: Life
  #now = NOON
  #names = 0
  #keys = 0
  #statements = 0
  /** Statements of a life, on average. */
  #mean = 1
  #waiting: Order[] = []
  #answered: Order[] = []
  #answeredInLife: Order[] = []

  constructor(options: WorldOptions) {
    this.#options = options
    this.#chance = chance(options.seed)
    this.#life = this.#begin()
  }

  /** Adds the traders and opens the market; nobody dies yet. */
  async settle(): Promise<void> {
    const added = Array.from({ length: USERS }, (_, index) =>
      joining(`u${index}`, ZONES[index % ZONES.length] ?? 'UTC'),
    )
    for (const command of [openRun(), ...added]) {
      const answer = await this.#life.writer.execute(command)
      if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.rejection.code}`)
    }
    this.#meet()
    this.#arm()
  }

  goesOn(): boolean {
    const { operations, crashes, findings } = this.found
    return findings.length === 0 && (operations < this.#options.operations || crashes < this.#options.crashes)
  }

  /** A batch of commands at one instant, answered or lost with the life. */
  async step(): Promise<void> {
    this.#now += this.#pause()
    const { mortal, writer } = this.#life
    const orders = this.#orders()
    for (const { command } of orders) if (command.kind === 'erase_user') this.#lengthen(command.userId)
    const mayFail = mortal.willFail
    const answers = await Promise.all(orders.map(({ command, receipt }) => writer.execute(command, receipt)))
    if (mortal.dead) this.#dieWith(orders)
    else this.#take(orders, answers, mayFail && !mortal.willFail)
  }

  #pause(): number {
    const ticket = this.#chance.between(1, 100)
    const { from, until } = PAUSES.find(({ upTo }) => ticket <= upTo) ?? { from: 0, until: 0 }
    return this.#chance.between(from, until)
  }

  /** What is asked next: what got no answer, something that was answered already, and new commands. */
  #orders(): readonly Order[] {
    const again = this.#waiting.splice(0)
    if (this.#answered.length > 0 && this.#chance.heads(REPEAT_SHARE))
      again.push(this.#chance.pick(this.#answered))
    const size = this.#chance.pick(BATCH_SIZES)
    const fresh: Command[] = []
    const scene = this.#scene()
    while (fresh.length < size) fresh.push(...draw(scene))
    return sent([...again, ...fresh.map((command) => this.#order(command))])
  }

  #order(command: Command): Order {
    this.#keys += 1
    return orderOf(command, this.#keys)
  }

  #scene(): Scene {
    const db = this.#life.reader
    const fresh = () => {
      this.#names += 1
      return this.#names
    }
    const marketAt = readRun(db)?.at ?? NOON
    const { living: users, gone } = this.#people
    return { chance: this.#chance, db, users, gone, now: this.#now, marketAt, fresh }
  }

  /** Looks who is there. What was answered to somebody who is gone is no longer asked for. */
  #meet(): void {
    this.#people = readPeople(this.#life.reader)
    if (this.#people.gone.length === this.#gone.size) return
    this.#gone = new Set(this.#people.gone)
    this.#answered = this.#answered.filter((order) => !goesWith(order, this.#gone))
    this.#answeredInLife = this.#answeredInLife.filter((order) => !goesWith(order, this.#gone))
  }

  #take(orders: readonly Order[], answers: readonly Answer[], failed: boolean): void {
    if (failed) this.found.failures += 1
    this.#meet()
    for (const [index, answer] of answers.entries()) {
      const order = orders[index] as Order
      if (answer.ok) this.#accepted(order, answer.value)
      else if (answer.rejection.code !== 'internal') this.#refused(order, answer.rejection.code)
      else if (failed) this.#waiting.push(order)
      else
        this.#find({
          invariant: NOTHING_FAILS,
          detail: `${order.command.kind} ${JSON.stringify(order.command)}`,
        })
    }
  }

  #accepted(order: Order, answer: Executed): void {
    if (answer.replayed) this.found.replayed += 1
    if (order.answered !== null) {
      const trouble = goesWith(order, this.#gone) ? null : unlike(order, answer)
      if (trouble !== null) this.#find(trouble)
      return
    }
    this.found.operations += 1
    // Somebody may have been erased after it, in the same instant.
    if (goesWith(order, this.#gone)) return
    const answered = { ...order, answered: wordsOf(answer) }
    this.#answered.push(answered)
    this.#answeredInLife.push(answered)
    if (this.#answered.length > ANSWERS_REMEMBERED) this.#answered.shift()
  }

  #refused(order: Order, code: string): void {
    if (order.answered !== null && !goesWith(order, this.#gone))
      this.#find({ invariant: ANSWERS_KEPT, detail: `${order.command.kind} again: ${code}` })
    this.found.operations += 1
    this.found.refused += 1
  }

  #dieWith(orders: readonly Order[]): void {
    const { mortal, boards, reader, drop } = this.#life
    this.found.crashes += 1
    this.#statements += mortal.statements
    drop()
    // Between a commit and its answer nobody was told of it, the boards neither.
    const told = mortal.last !== 'COMMIT'
    if (!told) this.found.afterCommit += 1
    const before = told ? [linesOf(boards)] : []
    reader.close()
    this.#life = this.#begin()
    this.#meet()
    this.#check(orders.flatMap(usersOf), before)
    if (this.found.crashes % WHOLE_EVERY_CRASHES === 0) this.checkWhole()
    this.#waiting.push(
      ...orders.filter(({ answered }) => answered === null && this.#chance.heads(RETRY_SHARE)),
    )
    this.#arm()
  }

  #begin(): Life {
    const { file, bug } = this.#options
    const fold = this.found.crashes % FOLD_EVERY_CRASHES === 0
    return beginLife({ file, bug, fold, now: () => this.#now })
  }

  /** Decides how many statements this life has, so that deaths and operations come to their ends together. */
  #arm(): void {
    const { operations, crashes } = this.found
    const { mortal } = this.#life
    const left = this.#options.crashes - crashes
    if (left <= 0) return
    const each = operations === 0 ? STATEMENTS_GUESSED : this.#statements / operations
    const mean = Math.max(1, (each * Math.max(1, this.#options.operations - operations)) / left)
    this.#mean = mean
    mortal.dieAfter(this.#chance.between(1, Math.ceil(2 * mean)))
    if (this.#chance.heads(FAILURE_SHARE)) mortal.failAfter(this.#chance.between(0, Math.ceil(mean)))
  }

  /** An erasure takes more statements than most lives have: this one is drawn anew, so that about half of them come to their end. */
  #lengthen(userId: string): void {
    if (this.found.crashes >= this.#options.crashes) return
    const statements = STATEMENTS_ERASED * countEvents(this.#life.reader, userId)
    this.#life.mortal.dieAfter(this.#chance.between(1, Math.ceil(2 * (this.#mean + statements))))
  }

  /** Looks at what can have changed since the last look, and at what was answered. */
  #check(asked: readonly string[], before: readonly Lines[] = []): void {
    const { reader, boards } = this.#life
    const news = this.#shadow.follow(reader)
    this.found.events += news.events
    const { living, gone } = this.#people
    const named = new Set([...news.users, ...asked])
    const users = [...living, ...gone].filter((userId) => named.has(userId))
    this.#find(...news.findings, ...this.#shadow.compare(reader, users, this.#now))
    const tests = readTests(reader)
    for (const userId of users) this.#look(userId, tests)
    const earlier = Array.from({ length: Math.min(ANSWERS_LOOKED_UP, this.#answered.length) }, () =>
      this.#chance.pick(this.#answered),
    )
    this.#find(
      ...forgotten(reader, [...this.#answeredInLife.splice(0), ...earlier]),
      ...oneSided(reader),
      ...doubled(tests),
      ...tiesLeft(reader),
      ...wordsLeft(reader, [...news.erased]),
      ...misranked([...before, linesOf(boards)], reader, this.#now),
    )
  }

  #look(userId: string, tests: readonly Experiment[]): void {
    const { reader } = this.#life
    const before = this.#before.get(userId) ?? null
    const facts = readFacts(reader, userId, before)
    if (facts === null) return
    this.found.looks += 1
    const after = before?.entries.length ?? 0
    this.#find(...brokenOf(facts, before), ...mispaid(reader, facts, { after, tests }))
    this.#before.set(userId, facts)
  }

  /** Looks at everything, and has the station look too. */
  checkWhole(): void {
    const { reader } = this.#life
    const { living, gone } = this.#people
    this.#check([...living, ...gone])
    this.#find(
      ...wrongBy(reader),
      ...forgotten(reader, this.#answered),
      ...misclosed(reader),
      ...wordsLeft(reader, gone),
    )
  }

  /** Counts what is rare, as the tables have it at the end. */
  count(): void {
    const { reader } = this.#life
    this.found.erased = this.#people.gone.length
    this.found.experiments = readTests(reader).length
    this.found.moved = countMoves(reader)
  }

  #find(...findings: readonly Finding[]): void {
    this.found.findings.push(...findings)
  }

  async close(): Promise<void> {
    const { writer, reader, drop } = this.#life
    await writer.close()
    drop()
    reader.close()
    this.#shadow.close()
  }
}

/** What the station's own check says of its file. */
function wrongBy(reader: Connection): readonly Finding[] {
  try {
    const wrong = verify(reader).checks.filter(({ ok }) => !ok)
    return wrong.map(({ check, detail }) => ({ invariant: REPLAY_EQUALS, detail: `${check}: ${detail}` }))
  } catch (failure) {
    // A journal that cannot be replayed at all.
    return [{ invariant: REPLAY_EQUALS, detail: `${failure}` }]
  }
}
