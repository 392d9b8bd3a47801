import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { count, type Endpoint, endpoint, OPERATORS } from './endpoint.ts'
import { CheckReport } from './ops.ts'

export const LOG_PAGE_LINES_MAX = 500
const LOG_PAGE_LINES = 200
const WORD_LENGTH_MAX = 64

const Count = z.number().int().nonnegative()
const Word = z.string().min(1).max(WORD_LENGTH_MAX)

/** One thing that the station looks at over and over. */
export const HealthCheck = whenUsed(() =>
  z.strictObject({
    check: z.enum([
      'writable',
      'market',
      'feed_age',
      'loop_delay',
      'commit',
      'writer_queue',
      'sockets',
      'errors',
      'wal',
      'pages',
      'audit_chain',
      'lan',
      'jobs',
    ]),
    /** `unknown` where nothing was measured yet. */
    state: z.enum(['ok', 'warn', 'failed', 'unknown']),
    /** Null where it is a matter of yes or no, or nothing was measured yet. */
    value: z.number().nullable(),
    /** From beyond this value on it is no longer `ok`. */
    threshold: z.number().nullable(),
    unit: z.enum(['ms', 's', 'bytes', 'per_minute', 'count']).nullable(),
    /** Since when it stands so, as far as this run of the station saw. */
    since: shape.Seconds,
  }),
)
export type HealthCheck = z.infer<typeof HealthCheck>

const HealthWatch = whenUsed(() =>
  z.strictObject({
    version: z.string(),
    started_at: shape.Seconds,
    checks: z.array(HealthCheck),
    figures: z.strictObject({
      sockets: Count,
      requests: Count,
      refusals: Count,
      commits: Count,
      journal_rows: Count,
      memory_bytes: Count,
      source: z.enum(['replay', 'sim', 'live', 'off']),
      bars: Count,
      /** Market time of the last closed bar. */
      last_bar: shape.Seconds.nullable(),
      /** Market time that passed since. */
      last_bar_age: z.number().nonnegative().nullable(),
    }),
    timestamp: shape.Seconds,
  }),
)
export type HealthWatch = z.infer<typeof HealthWatch>

export const LogLevel = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
export type LogLevel = z.infer<typeof LogLevel>

/** A line of the log, after everything secret was blotted out. */
export const LogLine = whenUsed(() =>
  z.strictObject({
    /** Counts from 1 with the start of the station. */
    number: Count,
    at: shape.Seconds,
    level: LogLevel,
    event: z.string(),
    component: z.string().nullable(),
    correlation_id: z.string().nullable(),
    /** What else it says, as JSON; empty where it says nothing. */
    facts: z.string(),
  }),
)
export type LogLine = z.infer<typeof LogLine>

const LogPage = whenUsed(() =>
  z.strictObject({
    /** When this run of the station began: numbers of another run are of other lines. */
    started_at: shape.Seconds,
    lines: z.array(LogLine),
    /** Asked for as `after`, the answer goes on from here. */
    next: Count,
    /** The oldest line that is still kept; 0 where there is none. */
    oldest: Count,
    components: z.array(z.string()),
  }),
)
export type LogPage = z.infer<typeof LogPage>

export const JobName = z.enum([
  'details',
  'maintenance',
  'audit_seal',
  'board_periods',
  'board_moves',
  'challenges',
  'lan',
  'refusals',
])
export type JobName = z.infer<typeof JobName>

const JobRun = whenUsed(() =>
  z.strictObject({
    at: shape.Seconds,
    took_ms: z.number().nonnegative(),
    /** False where it broke, or could not do now what it had to. */
    ok: z.boolean(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
)
export const Job = whenUsed(() =>
  z.strictObject({
    job: JobName,
    every: z.number().positive(),
    next: shape.Seconds.nullable(),
    running: z.boolean(),
    last: JobRun.nullable(),
    runs: Count,
    /** It does no harm at any other time. */
    on_demand: z.boolean(),
  }),
)
export type Job = z.infer<typeof Job>

export const QuickCheck = whenUsed(() =>
  z.strictObject({
    ...CheckReport.shape,
    at: shape.Seconds,
    took_ms: z.number().nonnegative(),
    tables: Count,
    /** Fewer than there are where the time was over. */
    looked: Count,
  }),
)
export type QuickCheck = z.infer<typeof QuickCheck>

const DatabaseFigures = whenUsed(() =>
  z.strictObject({
    bytes: Count,
    wal_bytes: Count,
    /** From this size on the write-ahead log is folded back by itself. */
    wal_fold_bytes: Count,
    page_bytes: Count,
    pages: Count,
    free_pages: Count,
    schema_version: Count,
    /** When the station folded the write-ahead log back; null before the first time of this run. */
    folded: z.strictObject({ at: shape.Seconds, whole: z.boolean() }).nullable(),
    journal: z.strictObject({ head: Count, at: shape.Seconds.nullable() }),
    audit: z.strictObject({
      entries: Count,
      verified: z.strictObject({ ok: z.boolean(), to: Count, at: shape.Seconds }).nullable(),
    }),
    /** Null before the first of this run. */
    quick_check: QuickCheck.nullable(),
    /** The largest first; of each 1,000,000 rows are counted at most. Null is one that cannot be read. */
    tables: z.array(z.strictObject({ table: z.string(), rows: Count.nullable(), more: z.boolean() })),
    timestamp: shape.Seconds,
  }),
)
export type DatabaseFigures = z.infer<typeof DatabaseFigures>

const byJob = whenUsed(() => z.strictObject({ id: JobName }))

/** How the station stands, for those who run it. */
export const OPERATIONS = {
  watch: endpoint({
    method: 'GET',
    path: '/api/ops/health',
    summary:
      'What the station looks at over and over: each check with its threshold and since when it stands so.',
    roles: OPERATORS,
    ownership: 'any',
    reply: HealthWatch,
  }),
  stationLog: endpoint({
    method: 'GET',
    path: '/api/ops/log',
    summary:
      'The newest lines of the station\u2019s log, oldest first, without secrets; `after` goes on from an earlier answer. The newest 2,000 lines of this run are kept.',
    roles: OPERATORS,
    ownership: 'any',
    query: whenUsed(() =>
      z.strictObject({
        after: count(0, Number.MAX_SAFE_INTEGER).optional(),
        /** This level and louder. */
        level: LogLevel.optional(),
        component: Word.optional(),
        correlation_id: Word.optional(),
        limit: count(1, LOG_PAGE_LINES_MAX).default(LOG_PAGE_LINES),
      }),
    ),
    reply: LogPage,
  }),
  jobs: endpoint({
    method: 'GET',
    path: '/api/ops/jobs',
    summary:
      'What the station does by itself at its times: when next, when last, how long it took, what came of it.',
    roles: OPERATORS,
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ jobs: z.array(Job), timestamp: shape.Seconds })),
  }),
  runJob: endpoint({
    method: 'POST',
    path: '/api/ops/jobs/:id/run',
    summary: 'Runs a job now, where that does no harm; answers when it is done.',
    roles: OPERATORS,
    ownership: 'any',
    params: byJob,
    reply: whenUsed(() => z.strictObject({ job: Job })),
  }),
  database: endpoint({
    method: 'GET',
    path: '/api/ops/database',
    summary: 'The database: its size and what of, the rows of each table, its journal and its audit log.',
    roles: OPERATORS,
    ownership: 'any',
    reply: DatabaseFigures,
  }),
  quickCheck: endpoint({
    method: 'POST',
    path: '/api/ops/quick-check',
    summary:
      'SQLite\u2019s quick check of one table after the other, in a worker, for 30 seconds at the most.',
    roles: OPERATORS,
    ownership: 'any',
    reply: QuickCheck,
  }),
} as const satisfies Record<string, Endpoint>
