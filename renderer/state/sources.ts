import { sayIn } from '../words/words.ts'
import { amount, percent, UNKNOWN } from './format.ts'
import { orderedBooks } from './fusion.ts'
import type { Times } from './times.ts'

const say = sayIn('fusion')

export type Trouble = 'stale' | 'silent' | 'stuck' | 'duplicate' | 'watch' | 'drifting'

/** What is wrong with a source. */
export interface TroubleView {
  readonly trouble: Trouble
  /** Market time. */
  readonly since: number
  /** Whom a duplicate repeats. */
  readonly of: string | null
}

/** Wins of the outcomes of a source, faded; both may be fractions. */
export interface RecordView {
  readonly wins: number
  readonly outcomes: number
}

/** One source as one book knows it. */
export interface SourceView {
  readonly name: string
  readonly type: string
  readonly book: string
  readonly paused: boolean
  readonly votes: number
  /** Market time; null before the first vote. */
  readonly lastVoteAt: number | null
  /** Mean of what it claims: never a probability. */
  readonly claimed: number | null
  readonly agreed: RecordView
  readonly disagreed: RecordView
  /** Its weight as an expert of its own, 0 to 1. */
  readonly weight: number
  readonly troubles: readonly TroubleView[]
}

/** Columns of the matrix that can be sorted by. */
export const SOURCE_COLUMNS = [
  'name',
  'type',
  'votes',
  'claimed',
  'agreed',
  'disagreed',
  'weight',
  'health',
] as const
export type SourceColumn = (typeof SOURCE_COLUMNS)[number]

export interface SourceOrder {
  readonly by: SourceColumn
  readonly falling: boolean
}

/** The order after a column's head was pressed: the same one turns round, another begins with its best. */
export function orderAfter(order: SourceOrder, by: SourceColumn): SourceOrder {
  if (order.by === by) return { by, falling: !order.falling }
  return { by, falling: by !== 'name' && by !== 'type' }
}

/** Sources in an order; equal ones by name, and what is not known last. */
export function sortedSources(
  sources: readonly SourceView[],
  { by, falling }: SourceOrder,
): readonly SourceView[] {
  return [...sources].sort((a, b) => {
    const [one, other] = [sortKey(a, by), sortKey(b, by)]
    if (one === other) return a.name < b.name ? -1 : 1
    if (one === null) return 1
    if (other === null) return -1
    return one < other === falling ? 1 : -1
  })
}

function sortKey(source: SourceView, by: SourceColumn): string | number | null {
  switch (by) {
    case 'agreed':
    case 'disagreed':
      return earnedRate(source[by])
    case 'health':
      return source.troubles.length + (source.paused ? 1 : 0)
    default:
      return source[by]
  }
}

/** Share of wins of a record; null without an outcome. */
export function earnedRate({ wins, outcomes }: RecordView): number | null {
  return outcomes > 0 ? wins / outcomes : null
}

/** `39.1 %`; a dash without an outcome. */
export function earnedText(record: RecordView): string {
  return percent(earnedRate(record))
}

/** How many outcomes a rate stands on: whole while none has faded by half, with the sign of what is rounded. */
export function standingOn({ outcomes }: RecordView): string {
  return outcomes === 0 ? '' : `n ${amount(Math.round(outcomes), 0)}`
}

/** `claimed 71 %`: what it says of itself, marked as such. */
export function claimText(claimed: number | null): string {
  return claimed === null ? UNKNOWN : percent(claimed, 0)
}

const TYPES = ['technical', 'fundamental', 'sentiment', 'ai_bot', 'provider'] as const

export function typeText(type: string): string {
  const known = TYPES.find((one) => one === type)
  return known === undefined ? type : say(`type_${known}`)
}

/** What a trouble means, for whoever asks. */
export function troubleMeaning(trouble: Trouble): string {
  return say(`means_${trouble}`)
}

/** `duplicate of ema_cross since 2026-01-05 04:10`. */
export function troubleText({ trouble, since, of }: TroubleView, times: Times): string {
  const values = { trouble: say(`trouble_${trouble}`), time: times.minute(since) }
  return of === null ? say('trouble_since', values) : say('trouble_of_since', { ...values, other: of })
}

/** How many sources the station's first book has, and those of them whose votes do not count now. */
export function notHeard(sources: readonly SourceView[]): {
  readonly all: number
  readonly missing: readonly SourceView[]
} {
  const [book] = orderedBooks(sources.map((source) => source.book))
  const own = sources.filter((source) => source.book === book && source.type !== 'provider')
  const missing = own.filter(
    ({ paused, troubles }) =>
      paused || troubles.some(({ trouble }) => trouble === 'stale' || trouble === 'silent'),
  )
  return { all: own.length, missing }
}

/** One sentence on all sources of a book. */
export function sourcesText(sources: readonly SourceView[]): string {
  const heard = sources.filter((source) => source.votes > 0).length
  const troubled = sources.filter((source) => source.troubles.length > 0).length
  const paused = sources.filter((source) => source.paused).length
  const words = [
    say('heard_of', { n: heard, all: sources.length }),
    ...(troubled > 0 ? [say('in_trouble', { n: troubled })] : []),
    ...(paused > 0 ? [say('n_paused', { n: paused })] : []),
  ]
  return words.join(', ')
}
