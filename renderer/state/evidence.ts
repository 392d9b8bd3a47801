import { age, counted, percent } from './format.ts'
import type { BriefView, SignalView, VoteView } from './model.ts'
import type { Times } from './times.ts'

/** One line of evidence. */
export interface EvidenceRow {
  readonly source: string
  /** `for` or `against` the signal. */
  readonly says: 'for' | 'against'
  readonly claimed: string
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
    held: bars === null ? 'not noted' : bars === 1 ? 'new with this bar' : counted(bars, 'bar'),
    since: since === null ? '' : times.minute(since),
  }
}

/** A provider's word in place of votes. `marketAt` is market time, null before it is known. */
export function providerWord(signal: SignalView, marketAt: number | null, times: Times): string {
  const old = marketAt === null ? '' : `, ${age(marketAt - signal.createdAt)} of market time ago`
  const said =
    signal.claimed === null
      ? `${signal.source} claimed nothing`
      : `${signal.source} claimed ${percent(signal.claimed / 100, 0)}`
  return `${said} when it posted this at ${times.minute(signal.createdAt)} ${times.place}${old}. It is the one source of its book; no source of this station voted.`
}
