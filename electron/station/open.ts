import type { OpenRun } from '#core/command.ts'
import { DEFAULT_POLICY, type MarketClock, type Policy } from '#core/context.ts'
import type { RunId, UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { type MarketTimeMs, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { RunSheet } from '#core/sheets.ts'
import { expiringLeadMs } from '#core/signals/market.ts'
import { DataFolderInUse } from '#db/lock.ts'
import { SchemaTooNew } from '#db/migrate.ts'
import { countRuns, readRun } from '#db/stores/desk.ts'
import { readNewestSignalAt, readNextDue, readOpenWindows, SignalCache } from '#db/stores/signals.ts'
import { AchievementShelf } from './achievement-shelf.ts'
import { type AuditDesk, noteSettings, openAudit } from './audit-desk.ts'
import { Boards } from './boards.ts'
import type { Config } from './config.ts'
import { Decider } from './decide.ts'
import { DeskDayCount } from './desk-day.ts'
import { Writer } from './execute.ts'
import { type Feed, openFeed, type PlayedFeed } from './feed/feed.ts'
import { openFollowers } from './followers.ts'
import type { FusionBooks } from './fusion-books.ts'
import { type Jobs, openJobs } from './jobs.ts'
import type { OpenLog } from './log.ts'
import { startMarket } from './market.ts'
import { noMarket } from './no-market.ts'
import { DeskPulse } from './pulse.ts'
import { readSide } from './read-side.ts'
import { RoutingCount } from './routing-count.ts'
import type { Station } from './station.ts'
import { openStorage, type Storage } from './storage.ts'
import { keepTidy } from './tidying.ts'

export { DataFolderInUse, SchemaTooNew }

/** The parts that read and write, without a market: what an offline command and a station share. */
export interface Desk {
  readonly storage: Storage
  readonly cache: SignalCache
  readonly writer: Writer
  readonly fusion: FusionBooks
  readonly progress: (id: UserId) => Progress | null
  readonly policy: Policy
  readonly now: () => TimestampMs
  readonly audit: AuditDesk
  readonly jobs: Jobs
}

/** The two clocks of a desk, asked whenever a command is decided. */
export interface DeskClocks {
  readonly market: () => MarketClock
  /** Station time; the machine's where none is given. */
  readonly now?: () => TimestampMs
}

/** Opens writer and caches over an open storage. */
export function openDesk(
  storage: Storage,
  config: DeskConfig,
  logs: OpenLog,
  { market, now = () => Date.now() }: DeskClocks,
): Desk {
  const cache = new SignalCache()
  const policy = { ...DEFAULT_POLICY, deskZone: config.deskZone }
  const decide = new Decider(storage.db, cache, { progress: config.features.progress })
  const jobs = openJobs(now, logs.component('jobs'))
  const audit = openAudit(storage, { now, log: logs.component('audit'), jobs })
  const { audited, askers } = audit
  const writer = new Writer({
    db: storage.db,
    decide,
    now,
    market,
    policy,
    log: logs.component('writer'),
    askers,
    audited,
  })
  const progress = (id: UserId) => decide.progress(id, now())
  return { storage, cache, writer, fusion: decide.fusion, progress, policy, now, audit, jobs }
}

export type DeskConfig = Pick<Config, 'deskZone' | 'features'>

/** The read side of a desk and its boards, following the commits. */
export function openQueries({ storage, cache, writer, fusion, progress, policy, now }: Desk) {
  const boards = new Boards({ db: storage.db, zone: policy.deskZone, now })
  const deskDay = new DeskDayCount(storage.db, policy.deskZone)
  const pulse = new DeskPulse({ db: storage.db, zone: policy.deskZone, now })
  const routed = new RoutingCount(storage.db)
  const achievements = new AchievementShelf(storage.db)
  writer.onCommit((recorded) => {
    boards.follow(recorded)
    deskDay.follow(recorded)
    pulse.follow(recorded)
    routed.follow(recorded)
    for (const { event } of recorded) achievements.follow(event)
  })
  const followed = { boards, deskDay, pulse, routed, achievements }
  const queries = readSide({
    db: storage.db,
    cache,
    ...followed,
    fusion,
    progress,
    deskZone: policy.deskZone,
    now,
    commits: writer.counts,
  })
  return { queries, boards }
}

/**
 * Opens the station: data folder, writer, read side, feed and market, in this order; stops in reverse.
 *
 * Throws `DataFolderInUse` (another station owns the folder), `SchemaTooNew`, and `FeedRefused` with file, line and
 * reason.
 */
export async function openStation(config: Config, logs: OpenLog): Promise<Station> {
  const storage = openStorage(config.dataFolder)
  try {
    return await openOver(storage, config, logs)
  } catch (failure) {
    storage.close()
    throw failure
  }
}

async function openOver(storage: Storage, config: Config, logs: OpenLog): Promise<Station> {
  let clock: () => MarketClock = () => ({ at: readRun(storage.db)?.at ?? Date.now(), speed: 0 })
  const desk = openDesk(storage, config, logs, { market: () => clock() })
  const { writer, policy, now, audit } = desk
  const { db } = storage
  const { queries, boards } = openQueries(desk)
  await noteSettings(db, writer.execute, config)
  const played = config.feed.kind === 'off' ? null : await openPlayed(desk, config.feed, logs)
  // Whoever is served sees what fell due while the station was off.
  const followers = await openFollowers(desk, boards, config, logs)
  const market =
    played === null
      ? noMarket(readRun(db), now())
      : startMarket({
          ...played,
          execute: writer.execute,
          policy,
          speed: config.speed,
          nextDue: () => readNextDue(db, expiringLeadMs(clock().speed, policy)),
          openWindows: (before) => readOpenWindows(db, before),
          awaitingPrice: () => followers.awaiting.list(),
          log: logs.component('market'),
        })
  clock = () => market.clock()
  const { care, ...tidying } = keepTidy(desk, config, logs.component('upkeep'))

  return {
    epoch: storage.epoch,
    dataFolder: config.dataFolder,
    execute: writer.execute,
    askedBy: audit.askers.askedBy,
    queries,
    market,
    now,
    onCommit: writer.onCommit,
    upkeep: care,
    jobs: desk.jobs,
    writable: writer.writable,
    async close() {
      await tidying.stop()
      await market.stop()
      await followers.stop()
      await writer.close()
      audit.stop()
      storage.close()
    },
  }
}

/** The feed that was asked for, and the run it goes on with. */
async function openPlayed(
  desk: Desk,
  options: PlayedFeed,
  logs: OpenLog,
): Promise<{ readonly feed: Feed; readonly run: RunSheet }> {
  const feed = await openFeed(options, {
    startsAt: startsAt(desk, options),
    goesOnAt: goesOnAt(desk, options),
    log: logs.component('feed'),
  })
  try {
    return { feed, run: await openRun(desk, options, feed) }
  } catch (failure) {
    await feed.close()
    throw failure
  }
}

/** Where a simulation begins: where it began before, so that a restart makes the same bars; else this minute. */
function startsAt({ storage, now }: Desk, { restart }: PlayedFeed): (fingerprint: string) => number {
  const run = readRun(storage.db)
  return (fingerprint) =>
    run && run.fingerprint === fingerprint && !restart
      ? run.startsAt
      : Math.floor(now() / MINUTE_MS) * MINUTE_MS
}

/** Where a live feed goes on: where the journal stands, so that what closed meanwhile is asked for; else now. */
function goesOnAt({ storage, now }: Desk, { restart }: PlayedFeed): (fingerprint: string) => number {
  const run = readRun(storage.db)
  return (fingerprint) => (run && run.fingerprint === fingerprint && !restart ? run.at : now())
}

/** The run to go on with: the last one where the same feed is played again, else a new one. */
async function openRun({ storage, writer }: Desk, { restart }: PlayedFeed, feed: Feed): Promise<RunSheet> {
  const last = readRun(storage.db)
  if (last && last.fingerprint === feed.fingerprint && !restart)
    return notBefore(last, readNewestSignalAt(storage.db))
  const opened = await writer.execute({
    kind: 'open_run',
    runId: `r${countRuns(storage.db) + 1}` as RunId,
    source: feed.source,
    fingerprint: feed.fingerprint,
    timeframe: feed.timeframe,
    ...otherTimeframes(feed),
    symbols: feed.symbols,
    startsAt: feed.startsAt,
  })
  invariant(opened.ok, 'a new run can be opened')
  const run = readRun(storage.db)
  invariant(run, 'the run that was opened is there')
  return run
}

/** Symbols whose bars have another length than the feed's first choice, where there are any. */
export function otherTimeframes({ symbols, timeframe, timeframeOf }: Feed): Pick<OpenRun, 'timeframes'> {
  const others = symbols.filter((symbol) => timeframeOf(symbol) !== timeframe)
  if (others.length === 0) return {}
  return { timeframes: Object.fromEntries(others.map((symbol) => [symbol, timeframeOf(symbol)])) }
}

/** A market never tells a time before one it has told: a provider's signal may be newer than the last position. */
function notBefore(run: RunSheet, at: MarketTimeMs | null): RunSheet {
  return at === null || run.ended ? run : { ...run, at: Math.max(run.at, at) }
}
