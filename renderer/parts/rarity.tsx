import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'

const COLOURS = {
  common: 'text-fg1',
  uncommon: 'text-fg1',
  rare: 'text-info',
  epic: 'text-source-2',
  legendary: 'text-gold',
} as const

/** How rare something is: the word, and its colour as the extra. */
export function RarityWord({ rarity }: { readonly rarity: keyof typeof COLOURS }): ReactNode {
  const say = useWords('progress')
  return <span className={COLOURS[rarity]}>{say(`rarity_${rarity}`)}</span>
}
