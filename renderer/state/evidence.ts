import { sayIn } from '../words/words.ts'
import { age, counted, percent } from './format.ts'
import type { BriefView, SignalView, VoteView } from './model.ts'
import type { Times } from './times.ts'

const say = sayIn('signal')

/** One line of evidence. */
export interface EvidenceRow {
  readonly source: string
  /** `for` or `against` the signal. */
  readonly says: 'for' | 'against'
  readonly claimed: string
  /** The same as a fraction. */
  readonly claim: number | null
  /** For how long it had said so when the signal opened. */
  readonly held: string
  readonly since: string
}

/** What each source said, the longest held first; and those whose age nobody noted last. */
export function evidenceRows(evidence: BriefView['evidence'], times: Times): readonly EvidenceRow[] {
  const votes = [...(evidence?.votes ?? [])].sort((one, other) => (other.bars ?? 0) - (one.bars ?? 0))
  return votes.map((vote) => rowOf(vote, times))
}

function rowOf({ source, agrees, claim, bars, since }: VoteView, times: Times): EvidenceRow {
  return {
    source: source.replaceAll('_', ' '),
    says: agrees ? 'for' : 'against',
    claimed: percent(claim, 0),
    claim,
    held: bars === null ? say('not_noted') : bars === 1 ? say('new_with_bar') : counted(bars, 'bar'),
    since: since === null ? '' : times.minute(since),
  }
}

/** A provider's word in place of votes. `marketAt` is market time, null before it is known. */
export function providerWord(signal: SignalView, marketAt: number | null, times: Times): string {
  const old = marketAt === null ? '' : say('ago_market', { time: age(marketAt - signal.createdAt) })
  const said =
    signal.claimed === null
      ? say('claimed_nothing', { source: signal.source })
      : say('claimed_n', { source: signal.source, claimed: percent(signal.claimed / 100, 0) })
  return say('provider_word', { said, time: times.minute(signal.createdAt), place: times.place, ago: old })
}
