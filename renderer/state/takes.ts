import type { AchievementView } from '../link/wire-progress.ts'
import { sentenceOf } from '../words/sentence.ts'
import { shipped } from '../words/shipped.en.ts'
import { type Say, sayIn, type WordKey } from '../words/words.ts'

const say = sayIn('shipped')

/**
 * What an achievement takes, in the language of the page; what an operator wrote stands as it was written.
 *
 * One that is as it was shipped asks for one thing and says so in the station's own sentence about it.
 */
export function takesText({ description, takes }: Pick<AchievementView, 'description' | 'takes'>): string {
  const [one, ...more] = Object.entries(takes)
  if (one === undefined || more.length > 0) return description
  const [stat, wanted] = one
  const key = `takes_${stat}`
  const count = typeof wanted === 'number' ? wanted : wanted.value
  const form = `${key}_${count === 1 ? 'one' : 'other'}`
  const english = sentenceOf(shipped, 'en', form, { count: count.toLocaleString('en-US') })
  return english === description ? say(key as WordKey<'shipped'>, { count }) : description
}

/** What an achievement counts, in words; a stat that this page does not know by its name. */
export function statText(stat: string, sayStat: Say<'achievements'>): string {
  const words = sayStat(`stat_${stat}` as WordKey<'achievements'>)
  return words === `stat_${stat}` ? stat : words
}
