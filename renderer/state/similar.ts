import { sayIn } from '../words/words.ts'
import { amount, fixed, percent } from './format.ts'
import { intervalText, JUDGED_OUTCOMES_MIN, type ScoredView } from './fusion.ts'

const say = sayIn('signal')

/** How the ended signals of a book that are most like one came out. */
export interface SimilarView extends ScoredView {
  /** Lowest and highest probability among them. */
  readonly span: readonly [low: number, high: number] | null
  /** Ended signals of the book that were looked at. */
  readonly among: number
}

/** What there is to say instead of a rate; null where there are enough for one. */
export function tooFew({ outcomes, wins, among }: SimilarView): string | null {
  if (among === 0) return say('similar_none_ended')
  if (outcomes === 0) return say('similar_none', { n: amount(among, 0) })
  if (outcomes >= JUDGED_OUTCOMES_MIN) return null
  return say('similar_few', { count: outcomes, wins, needed: JUDGED_OUTCOMES_MIN })
}

/** `Of 200 similar signals 79 were won.` with what was predicted of them. */
export function similarText({ outcomes, wins, interval, predicted, span }: SimilarView): string {
  const [low, high] = span ?? [0, 0]
  const held = interval !== null && predicted !== null && predicted >= interval[0] && predicted <= interval[1]
  return say(held ? 'similar_holds' : 'similar_leaves_out', {
    n: outcomes,
    low: fixed(low * 100, 1),
    high: percent(high),
    wins,
    interval: intervalText(interval),
    predicted: percent(predicted),
  })
}
