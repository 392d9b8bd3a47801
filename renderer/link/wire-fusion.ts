import {
  type BookState,
  type FusionQuality,
  type SourceState,
  TIER_NAMES,
  type TierPerformance,
  type TierStats,
} from '#contracts/fusion-shapes.ts'
import type { Similar } from '#contracts/shapes.ts'
import type { BookView, FusionView, QualityView, ScoredView, TierView } from '../state/fusion.ts'
import type { Tier } from '../state/model.ts'
import type { SimilarView } from '../state/similar.ts'
import type { SourceView } from '../state/sources.ts'

/** The fusion engine's words on the wire, in ours. */

const PERCENT = 100
const ms = (seconds: number): number => Math.round(seconds * 1_000)

type WireScored = Pick<TierPerformance, 'outcomes' | 'wins' | 'win_rate' | 'interval' | 'mean_predicted'>

function readScored({ outcomes, wins, win_rate, interval, mean_predicted }: WireScored): ScoredView {
  return { outcomes, wins, rate: win_rate, interval, predicted: mean_predicted }
}

export function readTier(wire: TierPerformance): TierView {
  return {
    ...readScored(wire),
    tier: wire.name.toUpperCase() as Tier,
    floor: wire.threshold,
    signals: wire.total_signals,
    openNow: wire.active_signals,
    verdict: wire.verdict,
  }
}

export function readTiers(tiers: TierStats, quality: FusionQuality): FusionView {
  return { tiers: TIER_NAMES.map((name) => readTier(tiers[name])), quality: readQuality(quality) }
}

/** A confidence on the wire is 100 times the probability. */
function readQuality({ min_confidence, avg_confidence, avg_sources }: FusionQuality): QualityView {
  const share = (confidence: number | null) => (confidence === null ? null : confidence / PERCENT)
  return { lowest: share(min_confidence), mean: share(avg_confidence), sources: avg_sources }
}

export function readBook(wire: BookState): BookView {
  const { book, prior, candidates, claimed, open, refused, rates, trust, histogram, calls } = wire
  return {
    ...readScored(wire),
    name: book,
    prior,
    candidates,
    claimed,
    open,
    refused,
    allTime: rates.all_time,
    slow: rates.slow,
    fast: rates.fast,
    trust,
    bands: wire.bands.map((band) => ({ ...readScored(band), from: band.from, to: band.to })),
    histogram,
    history: wire.history.map((point) => ({ ...readScored(point), at: ms(point.at) })),
    calls: { settled: calls.settled, meanR: calls.mean_r, dsr: calls.dsr, proven: calls.proven },
  }
}

export function readSource(wire: SourceState): SourceView {
  const { name, type, book, paused, votes, last_vote, claimed, agreed, disagreed, weight } = wire
  return {
    name,
    type,
    book,
    paused,
    votes,
    lastVoteAt: last_vote === null ? null : ms(last_vote),
    claimed,
    agreed,
    disagreed,
    weight,
    troubles: wire.troubles.map(({ trouble, since, of }) => ({ trouble, since: ms(since), of })),
  }
}

export function readSimilar(wire: Similar): SimilarView {
  const { n, wins, win_rate, interval, mean_predicted, probabilities, among } = wire
  return {
    outcomes: n,
    wins,
    rate: win_rate,
    interval,
    predicted: mean_predicted,
    span: probabilities,
    among,
  }
}
