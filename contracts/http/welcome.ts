import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, endpoint, OPERATORS } from './endpoint.ts'

export const WelcomeStep = z.enum(['look', 'operator', 'feed', 'risk', 'alerts'])
export type WelcomeStep = z.infer<typeof WelcomeStep>

/** Chosen by somebody, or left at what is safe. */
const How = z.enum(['chosen', 'defaults'])
export type WelcomeHow = z.infer<typeof How>

const Welcome = whenUsed(() =>
  z.strictObject({
    /** It was shown to an operator: it does not open by itself any more. */
    opened: z.boolean(),
    finished: z.boolean(),
    steps: z.array(z.strictObject({ step: WelcomeStep, how: How.nullable() })),
    /** There is a recovery code; which, nobody can say any more. */
    recovery_set: z.boolean(),
    /** The file of the data folder in which the first one waits for its operator; null where there is none. */
    recovery_file: z.string().nullable(),
    feed: z.strictObject({
      source: z.enum(['replay', 'sim', 'live', 'off']),
      /** Which level of the configuration named what plays. */
      named_by: z.enum(['flags', 'environment', 'file', 'default']),
      /** What `config.json` says for the next start; null where it cannot be read. */
      written: z
        .strictObject({
          kind: z.enum(['sim', 'replay', 'live']),
          exchange: z.string().nullable(),
          symbols: z.array(z.string()),
          timeframe: z.string().nullable(),
        })
        .nullable(),
    }),
    timestamp: shape.Seconds,
  }),
)
export type Welcome = z.infer<typeof Welcome>

/** The first run of a data folder. */
export const WELCOME = {
  welcome: endpoint({
    method: 'GET',
    path: '/api/welcome',
    summary: 'How far the first run of this data folder has come, and what it is about.',
    roles: OPERATORS,
    ownership: 'any',
    reply: Welcome,
  }),
  setWelcome: endpoint({
    method: 'POST',
    path: '/api/welcome',
    summary: 'Puts down how far the first run has come; what is not said stays.',
    roles: OPERATORS,
    ownership: 'any',
    body: whenUsed(() =>
      z.strictObject({
        opened: z.literal(true).optional(),
        finished: z.boolean().optional(),
        steps: z.partialRecord(WelcomeStep, How).optional(),
        /** The operator has kept the code that waits in a file: the file is deleted. */
        recovery_kept: z.literal(true).optional(),
      }),
    ),
    reply: Welcome,
  }),
} as const satisfies Record<string, Endpoint>
