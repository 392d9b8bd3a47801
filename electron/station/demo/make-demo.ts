import type { OpenRun } from '#core/command.ts'
import type { RunId } from '#core/kernel/ids.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { AuditDesk } from '../audit-desk.ts'
import { type Config, DEMO_SEED } from '../config.ts'
import { openSimulator } from '../feed/simulator.ts'
import { openFollowers } from '../followers.ts'
import type { OpenLog } from '../log.ts'
import { Intake } from '../market-intake.ts'
import { openDesk, openQueries } from '../open.ts'
import type { Storage } from '../storage.ts'
import { DemoClock, type Insist, insistOn } from './demo-clock.ts'
import { devicesAt } from './demo-devices.ts'
import { openDemoFeed } from './demo-feed.ts'
import { makeRoom, markDemo } from './demo-mark.ts'
import { DemoMarket } from './demo-market.ts'
import { challenges, provide, setUp } from './demo-office.ts'
import { DemoPeople } from './demo-people.ts'
import { openDraft } from './demo-storage.ts'

const DAYS = 21
const CHALLENGES_AT_HOUR = 17 * 24
/** Hours of the day at which the provider speaks. */
const PROVIDER_HOURS: ReadonlySet<number> = new Set([8, 14])
const PROVIDER_MINUTES = 90
/** Between the steps of a visit, and a visit with room to spare. */
const MINUTES_BETWEEN_STEPS = 2
const VISIT_MS = 15 * MINUTE_MS
/** Who is at the desk when it is opened. */
const PRESENT = 9
/** Windows of the provider's last signals: whoever opens the demo finds something to decide on. */
const LAST_MINUTES = [12, 25, 40, 60, 90, 120] as const

/**
 * Makes a desk to look around in: twenty traders, their operator and three weeks of a simulated market, told to the station's own
 * writer by the commands that people give, with the clock turned.
 *
 * Whatever follows from them (results, streaks, missions, boards, boxes) the station makes itself. The run that is
 * watched afterwards begins where the past ends, at the prices it ended at.
 *
 * @throws ConfigRefused where the data folder holds anything of somebody's own
 */
export async function makeDemo(config: Config, logs: OpenLog, endsAt: TimestampMs): Promise<void> {
  const { dataFolder } = config
  makeRoom(dataFolder)
  const storage = openDraft(dataFolder)
  try {
    const audit = await live(storage, config, logs, endsAt)
    markDemo(dataFolder, endsAt)
    storage.save()
    // No seal speaks of what is not on disk.
    audit.stop()
  } finally {
    storage.close()
  }
}

async function live(
  storage: Storage,
  config: Config,
  logs: OpenLog,
  endsAt: TimestampMs,
): Promise<AuditDesk> {
  const until = Math.floor(endsAt / MINUTE_MS) * MINUTE_MS
  const from = Math.floor(until / DAY_MS) * DAY_MS - DAYS * DAY_MS
  const clock = new DemoClock(from)
  const desk = openDesk(storage, config, logs, clock)
  const { writer, policy } = desk
  const insist = insistOn(writer.execute)
  const followers = await openFollowers(desk, openQueries(desk).boards, config, logs)
  const feed = openDemoFeed({ seed: DEMO_SEED, from, until })
  const market = new DemoMarket({
    feed,
    intake: new Intake({ feed, policy }),
    clock,
    insist,
    awaiting: () => followers.awaiting.list(),
  })
  const people = new DemoPeople({ seed: DEMO_SEED, clock, execute: writer.execute, insist })
  writer.onCommit((recorded) => {
    for (const { event } of recorded) {
      market.follow(event)
      people.follow(event)
    }
  })
  const days: Days = { from, until, clock, insist, market, people, settled: followers.idle }
  await market.begin()
  await people.enrol()
  for (const command of setUp(from)) await insist(command)
  await liveHours(days)
  await openPresent(days)
  await followers.stop()
  await writer.close()
  return desk.audit
}

interface Days {
  readonly from: number
  readonly until: number
  readonly clock: DemoClock
  readonly insist: Insist
  readonly market: DemoMarket
  readonly people: DemoPeople
  /** Settles when everything that followed is done. */
  readonly settled: () => Promise<void>
}

/** Hour by hour, where somebody comes, a device is paired, or the provider speaks. */
async function liveHours({ from, until, insist, market, people, settled }: Days): Promise<void> {
  for (let at = from; at + VISIT_MS < until; at += HOUR_MS) {
    const hour = (at - from) / HOUR_MS
    const due = people.dueAt(at)
    const speaks = PROVIDER_HOURS.has(hour % 24)
    const done = hour === CHALLENGES_AT_HOUR ? challenges(people.cast) : devicesAt(hour)
    if (due.length === 0 && !speaks && done.length === 0) continue
    await market.playTo(at)
    await settled()
    for (const command of done) await insist(command)
    if (speaks) await insist(...provide(market.last(), at, () => PROVIDER_MINUTES))
    await people.come(due, market, MINUTES_BETWEEN_STEPS * MINUTE_MS)
  }
}

/** The moment at which somebody opens the demo: a market under way, signals to decide on, and others who have. */
async function openPresent({ until, insist, market, people, settled }: Days): Promise<void> {
  await market.playTo(until)
  await settled()
  await insist(await watchedRun(until))
  await insist(...provide(market.last(), until, (nth) => LAST_MINUTES[nth % LAST_MINUTES.length] ?? 60))
  await settled()
  await people.come(people.cast.slice(0, PRESENT), market, 0)
  await settled()
}

/** The run of the simulation that goes on from here, so that the station takes it up where the past ends. */
async function watchedRun(until: number): Promise<OpenRun> {
  const feed = await openSimulator(DEMO_SEED, () => until)
  const { source, fingerprint, timeframe, symbols, startsAt } = feed
  await feed.close()
  return { kind: 'open_run', runId: 'r2' as RunId, source, fingerprint, timeframe, symbols, startsAt }
}
