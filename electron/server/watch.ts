import { SECOND_MS, type TimestampMs } from '#core/kernel/time.ts'
import { COMMANDS_PER_BATCH_MAX, COMMANDS_WAITING_MAX } from '#station/execute.ts'
import { FRESH_MS_MAX } from '#station/feed/live/live-feed.ts'
import type { Station } from '#station/station.ts'
import type { LanFace } from './lan/lan.ts'
import type { RequestCounts } from './request-counts.ts'
import { LOOP_DELAY_MS_MAX } from './shedding.ts'

/** How often the station looks at itself: since when something stands is known to this. */
export const LOOK_EVERY_MS = 5 * SECOND_MS
const LOOKS_PER_MINUTE = 12
/** The event loop is kept below this. Source: decision 11. */
const LOOP_DELAY_P99_MS = 20
/** A disk that takes longer for a commit makes every fire wait. */
const COMMIT_P99_MS = 50
/** Part of the sockets that may be open before it is said. */
const SOCKETS_SHARE = 0.8
/** Answers of 500 and above in a minute. Source: seed 004, alert rules. */
const ERRORS_PER_MINUTE_MAX = 10
const SERVER_ERROR = 500
/** A write-ahead log twice as large as where it is folded back is one that a reader keeps open. */
const WAL_FOLDS_MAX = 2

export type CheckName =
  | 'writable'
  | 'market'
  | 'feed_age'
  | 'loop_delay'
  | 'commit'
  | 'writer_queue'
  | 'sockets'
  | 'errors'
  | 'wal'
  | 'pages'
  | 'audit_chain'
  | 'lan'
  | 'jobs'
/** `unknown` is what was not measured yet: it neither holds nor fails. */
export type CheckState = 'ok' | 'warn' | 'failed' | 'unknown'
type Unit = 'ms' | 's' | 'bytes' | 'per_minute' | 'count'

/** What one look at one thing found. */
export interface Look {
  readonly check: CheckName
  readonly state: CheckState
  readonly value: number | null
  readonly threshold: number | null
  readonly unit: Unit | null
}

export interface Watched extends Look {
  /** Since when it stands so, as far as it was looked at. */
  readonly since: TimestampMs
}

/** Looks at the station over and over. */
export interface Watch {
  readonly startedAt: TimestampMs
  /** Everything as it stands at this moment. */
  read(): readonly Watched[]
  stop(): void
}

/** Where it looks. */
export interface WatchParts {
  readonly station: Station
  readonly clients: () => number
  readonly socketsMax: number
  readonly loopDelayMs: () => number
  readonly lastingMs: () => number
  readonly requests: RequestCounts
  readonly lan: () => Pick<LanFace, 'differences' | 'fault'>
}

/** Begins to look. */
export function openWatch(parts: WatchParts): Watch {
  const { now } = parts.station
  const stands = new Map<CheckName, { readonly state: CheckState; readonly since: TimestampMs }>()
  const startedAt = now()
  /** Totals at the looks of the last minute, oldest first. */
  const errors = [errorsOf(parts.requests)]

  function read(): readonly Watched[] {
    const lately = errorsOf(parts.requests) - (errors[0] ?? 0)
    const at = now()
    return looksAt(parts, lately).map((look) => {
      const before = stands.get(look.check)
      const since = before?.state === look.state ? before.since : before === undefined ? startedAt : at
      stands.set(look.check, { state: look.state, since })
      return { ...look, since }
    })
  }

  read()
  const timer = setInterval(() => {
    read()
    errors.push(errorsOf(parts.requests))
    if (errors.length > LOOKS_PER_MINUTE) errors.shift()
  }, LOOK_EVERY_MS).unref()
  return { startedAt, read, stop: () => clearInterval(timer) }
}

function looksAt(parts: WatchParts, errorsLately: number): readonly Look[] {
  return [...ofWork(parts, errorsLately), ...ofMarket(parts), ...ofStorage(parts), ...ofKeeping(parts)]
}

function ofWork({ station, clients, socketsMax, ...parts }: WatchParts, lately: number): readonly Look[] {
  const { commitMs, waiting } = station.queries.counts()
  const delay = parts.loopDelayMs()
  const sockets = clients()
  return [
    yesOrNo('writable', station.writable()),
    {
      check: 'loop_delay',
      state: parts.lastingMs() > LOOP_DELAY_MS_MAX ? 'failed' : over(delay, LOOP_DELAY_P99_MS),
      value: delay,
      threshold: LOOP_DELAY_P99_MS,
      unit: 'ms',
    },
    measured('commit', commitMs?.p99 ?? null, COMMIT_P99_MS, 'ms'),
    {
      check: 'writer_queue',
      state: waiting >= COMMANDS_WAITING_MAX ? 'failed' : over(waiting, COMMANDS_PER_BATCH_MAX),
      value: waiting,
      threshold: COMMANDS_PER_BATCH_MAX,
      unit: 'count',
    },
    {
      check: 'sockets',
      state: sockets >= socketsMax ? 'failed' : over(sockets, socketsMax * SOCKETS_SHARE),
      value: sockets,
      threshold: Math.floor(socketsMax * SOCKETS_SHARE),
      unit: 'count',
    },
    measured('errors', lately, ERRORS_PER_MINUTE_MAX, 'per_minute'),
  ]
}

function ofMarket({ station: { market, now } }: WatchParts): readonly Look[] {
  const live = market.live()
  const stands = yesOrNo('market', !market.failed)
  if (live === null) return [stands]
  const age = live.heardAt === null ? null : Math.max(0, now() - live.heardAt) / SECOND_MS
  return [
    stands,
    {
      check: 'feed_age',
      state: live.fresh ? 'ok' : 'warn',
      value: age,
      threshold: FRESH_MS_MAX / SECOND_MS,
      unit: 's',
    },
  ]
}

function ofStorage({ station: { upkeep } }: WatchParts): readonly Look[] {
  const { walBytes, walFoldBytes } = upkeep.size()
  // What was not looked at is not said to be well.
  const pages = upkeep.quickSeen()
  const chain = upkeep.auditSeen()
  return [
    measured('wal', walBytes, WAL_FOLDS_MAX * walFoldBytes, 'bytes'),
    ...(pages === null ? [] : [yesOrNo('pages', pages.ok)]),
    ...(chain === null ? [] : [yesOrNo('audit_chain', chain.ok)]),
  ]
}

function ofKeeping({ station: { jobs }, lan }: WatchParts): readonly Look[] {
  const { differences, fault } = lan()
  const failed = jobs.list().filter(({ last }) => last?.ok === false).length
  return [yesOrNo('lan', differences.length === 0 && fault === null), measured('jobs', failed, 0, 'count')]
}

function yesOrNo(check: CheckName, ok: boolean): Look {
  return { check, state: ok ? 'ok' : 'failed', value: null, threshold: null, unit: null }
}

function measured(check: CheckName, value: number | null, threshold: number, unit: Unit): Look {
  return { check, state: value === null ? 'unknown' : over(value, threshold), value, threshold, unit }
}

function over(value: number, threshold: number): CheckState {
  return value > threshold ? 'warn' : 'ok'
}

function errorsOf(requests: RequestCounts): number {
  return requests
    .answers()
    .reduce((sum, { status, count }) => (status >= SERVER_ERROR ? sum + count : sum), 0)
}
