import { amount, counted, fixed, percent } from './format.ts'
import { intervalText, JUDGED_OUTCOMES_MIN, type ScoredView } from './fusion.ts'

/** How the ended signals of a book that are most like one came out. */
export interface SimilarView extends ScoredView {
  /** Lowest and highest probability among them. */
  readonly span: readonly [low: number, high: number] | null
  /** Ended signals of the book that were looked at. */
  readonly among: number
}

/** How alike is meant, in one sentence. */
export const SIMILAR_MEANING =
  'Similar are ended signals of the same book, with the same symbol or direction, whose evidence moved the base rate to the same side: of the newest 2,000 the 200 nearest by probability. A timeout counts as not won.'

/** What there is to say instead of a rate; null where there are enough for one. */
export function tooFew({ outcomes, wins, among }: SimilarView): string | null {
  if (among === 0) return 'No signal of this book has ended yet, so there is nothing to compare with.'
  if (outcomes === 0)
    return `None of the ${amount(among, 0)} ended signals of this book that were looked at is similar.`
  if (outcomes >= JUDGED_OUTCOMES_MIN) return null
  return `${counted(outcomes, 'similar signal')} ended, ${wins} won: too few for a rate, which takes ${JUDGED_OUTCOMES_MIN}.`
}

/** `Of 200 similar signals 79 were won.` with what was predicted of them. */
export function similarText({ outcomes, wins, interval, predicted, span }: SimilarView): string {
  const [low, high] = span ?? [0, 0]
  const held = interval !== null && predicted !== null && predicted >= interval[0] && predicted <= interval[1]
  return `Of ${outcomes} similar signals, given ${fixed(low * 100, 1)} to ${percent(high)}, ${wins} were won: the 90 % interval of ${intervalText(interval)} ${held ? 'holds' : 'leaves out'} the ${percent(predicted)} predicted.`
}
