import { z } from 'zod'
import * as shape from '../shapes.ts'
import { whenUsed } from '../when-used.ts'
import { byId, type Endpoint, EVERYBODY, endpoint } from './endpoint.ts'

const interval = z.tuple([z.number(), z.number()])
const sum = whenUsed(() => z.strictObject({ expected: z.number(), interval }))
const scores = whenUsed(() => z.strictObject({ brier: z.number(), log_loss: z.number() }))

/** Why a figure is not told, with how many there are and how many it takes. */
const shortage = <Code extends string>(code: Code) =>
  z.strictObject({
    code: z.literal(code),
    message: z.string(),
    have: z.number().int(),
    needed: z.number().int(),
  })

/** What the next 20 closed trades of a trader will probably come to; intervals hold 90 %. */
export const Forecast = whenUsed(() =>
  z.strictObject({
    /** Newest closed trades it was made from. */
    basis: z.strictObject({
      trades: z.number().int(),
      wins: z.number().int(),
      /** Mean probability that the books gave these trades as they opened. */
      books_probability: z.number(),
      /** The books weigh like so many trades of his own. */
      books_weight: z.number().int(),
    }),
    /** Of one coming trade to reach its target; a timeout does not. */
    win_probability: z.number(),
    wins: sum,
    r: sum,
    pnl: sum,
  }),
)

/** How forecasts of the past were: each made from the trades before it, compared with the 20 that closed next. */
export const ForecastScore = whenUsed(() =>
  z.strictObject({
    forecasts: z.number().int(),
    trades: z.number().int(),
    ...scores.shape,
    /** What the books alone would have scored. */
    books: scores,
    /** Forecasts whose wins, and whose sum of R, came to lie in their interval. */
    wins_within: z.number().int(),
    r_within: z.number().int(),
  }),
)

/** What is ahead of a trader. */
export const FORECASTS = {
  userForecast: endpoint({
    method: 'GET',
    path: '/api/users/:id/forecast',
    summary:
      "A forecast of a user's next 20 closed trades, and the score of those of the past; a reason where there are too few.",
    roles: EVERYBODY,
    ownership: 'self',
    scope: 'read',
    params: byId,
    reply: whenUsed(() =>
      z.strictObject({
        user_id: shape.Id,
        trades_ahead: z.number().int(),
        /** Closed trades that were looked at, 500 at the most. */
        closed_trades: z.number().int(),
        /** Where the signals of the basis came from: a forecast of simulated trades is one of simulated trades. */
        sources: z.array(shape.SourceName),
        forecast: Forecast.nullable(),
        reason: shortage('not_enough_trades').nullable(),
        score: ForecastScore.nullable(),
        score_reason: shortage('not_enough_forecasts').nullable(),
        timestamp: shape.Seconds,
      }),
    ),
  }),
} as const satisfies Record<string, Endpoint>
