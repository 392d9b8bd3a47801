import { Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemOf } from '../link/api.ts'
import { amount, percent } from '../state/format.ts'
import {
  claimText,
  earnedText,
  type RecordView,
  type SourceView,
  standingOn,
  troubleMeaning,
  troubleText,
  typeText,
} from '../state/sources.ts'
import type { Times } from '../state/times.ts'
import { sayIn } from '../words/words.ts'
import { useStale } from './use-desk.ts'
import { usePause } from './use-fusion.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('fusion')

interface SourceRowProps {
  readonly source: SourceView
  /** The reader may pause it. */
  readonly operator: boolean
}

/** Id of the sentence that says what a pause means and when it has to wait. */
export const PAUSE_MEANING = 'pause-meaning'

/** One source: its claim, its record, its troubles. */
export function SourceRow({ source, operator }: SourceRowProps): ReactNode {
  const { name, type, votes, lastVoteAt, claimed, weight } = source
  const times = useTimes()
  return (
    <tr className="group border-b border-line hover:bg-bg2">
      <th
        scope="row"
        className="sticky left-0 bg-bg1 px-3 group-hover:bg-bg2 py-1.5 text-left font-medium text-fg0"
      >
        {name}
      </th>
      <td className="px-3 whitespace-nowrap">{typeText(type)}</td>
      <td
        className="px-3 text-right text-fg0"
        title={
          lastVoteAt === null
            ? undefined
            : say('last_vote', { time: times.minute(lastVoteAt), zone: times.zone })
        }
      >
        {amount(votes, 0)}
      </td>
      <td className="px-3 text-right text-fg2">{claimText(claimed)}</td>
      <Earned record={source.agreed} />
      <Earned record={source.disagreed} />
      <td className="px-3 text-right text-fg0">{percent(weight)}</td>
      <td className="px-3 py-1">
        <Health source={source} />
      </td>
      {operator && (
        <td className="px-3 py-1">
          <PauseButton name={name} paused={source.paused} />
        </td>
      )}
    </tr>
  )
}

function Earned({ record }: { readonly record: RecordView }): ReactNode {
  return (
    <td className="px-3 text-right whitespace-nowrap">
      <span className="mr-1 text-fg2">{standingOn(record)}</span>{' '}
      <span className="text-fg0">{earnedText(record)}</span>
    </td>
  )
}

/** What is wrong with a source, one thing a line; one word where nothing is. */
export function healthText({ paused, troubles, votes }: SourceView, times: Times): readonly string[] {
  if (!paused && troubles.length === 0) return [votes === 0 ? say('not_heard_yet') : say('no_trouble')]
  const told = troubles.map((trouble) => troubleText(trouble, times))
  return paused ? [say('paused_by_operator'), ...told] : told
}

/** Every trouble with its beginning; a word where there is none. */
function Health({ source }: { readonly source: SourceView }): ReactNode {
  const { paused, troubles } = source
  const times = useTimes()
  if (!paused && troubles.length === 0) return <span className="text-fg2">{healthText(source, times)}</span>
  return (
    <ul className="flex flex-col whitespace-nowrap">
      {paused && <li className="text-info">{say('paused_by_operator')}</li>}
      {troubles.map((trouble) => (
        <li key={trouble.trouble} className="text-warn" title={troubleMeaning(trouble.trouble)}>
          {troubleText(trouble, times)}
        </li>
      ))}
    </ul>
  )
}

/** Takes the source out of the count or lets it back in; says what happens meanwhile and what went wrong. */
function PauseButton({ name, paused }: { readonly name: string; readonly paused: boolean }): ReactNode {
  const stale = useStale()
  const { mutate, isPending, isSuccess, error } = usePause(name)
  const waiting = isPending || stale
  const way = paused ? 'resume' : 'pause'
  return (
    <div className="flex flex-col items-start gap-1">
      <button
        type="button"
        className="plain-button min-h-6 min-w-22 px-2 max-mid:min-h-11"
        aria-label={isPending ? say(`asking_${way}`, { name }) : say(`${way}_source`, { name })}
        aria-describedby={PAUSE_MEANING}
        aria-disabled={waiting}
        onClick={() => {
          if (!waiting) mutate(!paused)
        }}
      >
        {paused ? <Play size={12} aria-hidden /> : <Pause size={12} aria-hidden />}
        {isPending ? say('asking') : say(way)}
      </button>
      <span role="status" className="sr-only">
        {isSuccess && say(paused ? 'is_paused' : 'counts_again', { name })}
      </span>
      {error !== null && !isPending && (
        <span role="alert" className="text-label text-bad">
          {problemOf(error).message}
        </span>
      )}
    </div>
  )
}
