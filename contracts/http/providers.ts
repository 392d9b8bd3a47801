import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, EVERYBODY, endpoint, nextCursor, OPERATORS, page } from './endpoint.ts'

/** Lines of a log in one request: a few milliseconds of the station's time. */
export const LOG_LINES_MAX = 64
/** Longer than any line that can be used. */
export const LOG_LINE_CHARACTERS_MAX = 512
const FILE_NAME_LENGTH_MAX = 200
const LINE_NUMBER_MAX = 100_000_000

/** Why a line of a log was not taken: a value that cannot be used, by its column; or what is known already. */
export const LogReason = z.enum([
  'columns',
  'time',
  'signal_id',
  'pair',
  'text',
  'direction',
  'confidence',
  'risk_reward',
  'win',
  'changed',
  'behind',
])
export type LogReason = z.infer<typeof LogReason>

const byName = whenUsed(() => z.strictObject({ name: shape.ProviderName }))

/** A line of a provider's log as his book took it: it was never open and cannot be fired. */
const PastSignal = whenUsed(() =>
  z.strictObject({
    signal_id: shape.Id,
    provider: shape.ProviderName,
    symbol: shape.SymbolIn,
    direction: shape.Direction,
    created_at: shape.Seconds,
    /** Percent. */
    claimed: z.number(),
    risk_reward: z.number(),
    outcome: z.enum(['WIN', 'LOSS']),
    pattern: z.string(),
    session: z.string(),
    book: z.string(),
    /** What the book would have said of it. */
    probability: z.number(),
    base: z.number(),
    imported: z.strictObject({ file: z.string(), line: z.number().int(), at: shape.Seconds }),
  }),
)

/** Providers' logs of past signals. */
export const PROVIDERS = {
  importLog: endpoint({
    method: 'POST',
    path: '/api/providers/:name/log',
    summary:
      "Takes lines of a provider's log (`time,signal_id,pair,pattern,session,direction,confidence,risk_reward,win`) into his books, each once.",
    roles: OPERATORS,
    ownership: 'any',
    rate: 'hook',
    params: byName,
    body: whenUsed(() =>
      z.strictObject({
        /** Where the lines come from. */
        file: z
          .string()
          .regex(/^[^\p{Cc}/\\]+$/u, 'a name without its folders')
          .max(FILE_NAME_LENGTH_MAX),
        /** Number of the first of them, from 1, the line of column names included. */
        first_line: z.number().int().positive().max(LINE_NUMBER_MAX),
        lines: z.array(z.string().max(LOG_LINE_CHARACTERS_MAX)).min(1).max(LOG_LINES_MAX),
      }),
    ),
    reply: whenUsed(() =>
      z.strictObject({
        provider: shape.ProviderName,
        recorded: z.number().int(),
        /** Lines that stood in his books already. */
        known: z.number().int(),
        unusable: z.array(z.strictObject({ line: z.number().int(), reason: LogReason })),
      }),
    ),
  }),
  providerLog: endpoint({
    method: 'GET',
    path: '/api/providers/:name/log',
    summary:
      "What was taken from a provider's logs, newest first: past signals, never open and never firable.",
    roles: EVERYBODY,
    ownership: 'any',
    scope: 'read',
    params: byName,
    query: page,
    reply: whenUsed(() => z.strictObject({ past_signals: z.array(PastSignal), next_cursor: nextCursor })),
  }),
} as const satisfies Record<string, Endpoint>
