import { z } from 'zod'
import { Quota, RoutedSignal } from '../routing-shapes.ts'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

/** Newest lines of one section of an export; the routes of the lists have the older ones. */
export const EXPORT_LINES_MAX = 20_000

/** The lists of an export, in their order. */
export const EXPORT_SECTIONS = [
  'user',
  'tokens',
  'devices',
  'fires',
  'passes',
  'days',
  'quota',
  'routing',
  'points',
  'transactions',
  'violations',
  'unlocks',
  'streaks',
  'freezes',
  'missions',
  'boxes',
  'records',
  'claims',
  'honours',
  'campaigns',
  'friends',
  'challenges',
  'places',
  'events',
] as const
export const ExportSection = z.enum(EXPORT_SECTIONS)
export type ExportSection = z.infer<typeof ExportSection>

const Line = z.record(z.string(), z.unknown())
const Lines = z.array(Line)

/** Everything in one answer; `cut` names the sections that hold only their newest lines. */
const Export = whenUsed(() =>
  z.strictObject({
    user: Line,
    tokens: Lines,
    /** Paired devices with their sessions, ended ones too. */
    devices: Lines,
    fires: z.array(shape.Fire),
    passes: Lines,
    days: Lines,
    /** What he was brought today, and what became of the newest 2,000 signals for him. */
    routing: z.strictObject({ quota: Quota, signals: z.array(RoutedSignal) }),
    progress: z.strictObject({
      points: Line,
      transactions: Lines,
      violations: Lines,
      unlocks: Lines,
      streaks: Lines,
      freezes: Lines,
      missions: Lines,
      boxes: Lines,
      records: Lines,
      claims: Lines,
      honours: Lines,
      campaigns: Lines,
      friends: Lines,
      challenges: Lines,
      /** Where he stood when periods of boards closed. */
      places: Lines,
      events: Lines,
    }),
    cut: z.array(ExportSection),
    exported_at: shape.Seconds,
    source_note: z.string(),
  }),
)
export type Export = z.infer<typeof Export>

/** What the station holds about a user, to take away. */
export const EXPORTS = {
  userExport: endpoint({
    method: 'GET',
    path: '/api/users/:id/export',
    summary:
      'Everything the station holds about a user. `format=csv` is a file: with `section` a table of its own columns, else one line for each field of everything.',
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    query: whenUsed(() =>
      z.strictObject({
        format: z.enum(['json', 'csv']).default('json'),
        section: ExportSection.optional(),
      }),
    ),
    reply: z.union([Export, z.string()]),
  }),
} as const satisfies Record<string, Endpoint>
