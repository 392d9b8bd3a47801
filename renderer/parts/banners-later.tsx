import type { ReactNode } from 'react'
import { fetchWords } from '../words/words.ts'
import { later } from './later.tsx'
import { useShownForAWhile } from './use-shown-for-a-while.ts'

const Part = later(
  async () => {
    const [{ NewsBanners }] = await Promise.all([import('./news-banners.tsx'), fetchWords('news')])
    return NewsBanners
  },
  { waiting: null, failed: { className: 'hidden' } },
)

/** What may be told a moment after the rest stands. */
export function BannersLater(): ReactNode {
  return useShownForAWhile() && <Part />
}
