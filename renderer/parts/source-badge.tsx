import type { ReactNode } from 'react'
import { useStation } from './use-desk.ts'

/** Where the numbers come from, in one word. A number of a simulation without this badge would be a lie. */
export function SourceBadge(): ReactNode {
  const feed = useStation((state) => state.feed)
  if (feed === null) return null
  const { word, colour } = sourceWord(feed.source, feed.ended)
  return (
    <span
      role="status"
      aria-label={word}
      className={`rounded-sm border border-current px-2 py-px text-label font-semibold tracking-wide whitespace-nowrap ${colour}`}
    >
      {word}
    </span>
  )
}

/** The badge's word and colour for a feed. */
export function sourceWord(
  source: string,
  ended: boolean,
): { readonly word: string; readonly colour: string } {
  if (source === 'off') return { word: 'NO MARKET', colour: 'text-warn' }
  if (source === 'sim') return { word: 'SIM', colour: 'text-warn' }
  if (source === 'replay') return { word: ended ? 'REPLAY ended' : 'REPLAY', colour: 'text-info' }
  return { word: 'LIVE FEED', colour: 'text-ok' }
}
