import type { ReactNode } from 'react'
import { notHeard } from '../state/sources.ts'
import { useWords } from '../words/words.ts'
import { useSources } from './use-fusion.ts'

/** On how many sources of the station a probability stands now, where it is not all of them; and which are not heard. */
export function SourcesHeard(): ReactNode {
  const say = useWords('fusion')
  const { all, missing } = notHeard(useSources().data ?? [])
  if (missing.length === 0) return null
  const names = missing.map(({ name, paused }) =>
    say(paused ? 'source_paused' : 'source_stale', { name: name.replaceAll('_', ' ') }),
  )
  return (
    <p className="border-b border-line px-3 py-1 text-cell">
      <span className="text-warn">{say('on_sources', { n: all - missing.length, all })}</span>{' '}
      <span className="text-fg2">{names.join(', ')}</span>
    </p>
  )
}
