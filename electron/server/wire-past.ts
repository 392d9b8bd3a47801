import type { ReplyOf } from '#contracts/http.ts'
import type { Similar as SimilarBody } from '#contracts/shapes.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { Similar } from '#core/signals/similar.ts'
import type { NumberedPast } from '#station/queries.ts'
import { seconds } from './wire.ts'

const RATE_DECIMALS = 6

/** How signals like one came out. */
export function wireSimilar(signalId: string, { n, wins, rate, interval, predicted, span, among }: Similar) {
  return {
    signal_id: signalId,
    n,
    wins,
    win_rate: rounded(rate),
    interval: pair(interval),
    mean_predicted: rounded(predicted),
    probabilities: pair(span),
    among,
  } satisfies SimilarBody
}

function rounded(value: number | null): number | null {
  return value === null ? null : roundTo(value, RATE_DECIMALS)
}

function pair(interval: Similar['interval']): [number, number] | null {
  return interval && [roundTo(interval.low, RATE_DECIMALS), roundTo(interval.high, RATE_DECIMALS)]
}

type WirePast = ReplyOf<'providerLog'>['past_signals'][number]

/** A line of a provider's log, with where it came from. */
export function wirePast({ past, recordedAt }: NumberedPast): WirePast {
  return {
    signal_id: past.pastId,
    provider: past.provider,
    symbol: past.symbol,
    direction: past.direction,
    created_at: seconds(past.at),
    claimed: past.claimed,
    risk_reward: past.ratio,
    outcome: past.won ? 'WIN' : 'LOSS',
    pattern: past.pattern,
    session: past.session,
    book: past.book,
    probability: past.probability,
    base: past.base,
    imported: { file: past.file, line: past.line, at: seconds(recordedAt) },
  }
}
