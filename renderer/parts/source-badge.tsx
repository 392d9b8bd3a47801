import type { ReactNode } from 'react'
import type { FeedView } from '../state/reduce.ts'
import { sayIn } from '../words/words.ts'
import { useStale, useStation } from './use-desk.ts'

const say = sayIn('frame')

/** Where the numbers come from, in one word. A number of a simulation without this badge would be a lie. */
export function SourceBadge(): ReactNode {
  const feed = useStation((state) => state.feed)
  const stale = useStale()
  if (feed === null) return null
  const { word, colour } = sourceWord(feed, !stale)
  return (
    <span
      role="status"
      aria-label={word}
      className={`on-paper rounded-sm border border-current px-2 py-px text-label font-semibold tracking-wide whitespace-nowrap ${colour}`}
    >
      {word}
    </span>
  )
}

/** The badge's word and colour for a feed. What is not of this moment, or not heard from the station, is not live. */
export function sourceWord(
  { source, ended, live }: FeedView,
  heard: boolean,
): { readonly word: string; readonly colour: string } {
  if (source === 'off') return { word: say('feed_off'), colour: 'text-warn' }
  if (source === 'sim') return { word: say('feed_sim'), colour: 'text-warn' }
  if (source === 'replay')
    return { word: ended ? say('feed_replay_ended') : say('feed_replay'), colour: 'text-info' }
  if (!heard || live?.fresh !== true) return { word: say('feed_stale'), colour: 'text-warn' }
  return { word: say('feed_live'), colour: 'text-ok' }
}
