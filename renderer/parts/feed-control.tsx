import { Pause, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { readFeed } from '../desk.ts'
import { readProblem } from '../link/api.ts'
import { mayDecide } from '../link/machine.ts'
import type { ProblemView, Speed } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { useDesk, useStation } from './use-desk.ts'

const say = sayIn('frame')

/** How fast a replay or a simulation can go. */
export const SPEEDS: readonly Speed[] = [1, 10, 60, 300, 600, 3_600, 'max']
/** `600×`, or the word for as fast as it goes. */
export const speedWord = (speed: Speed): string => (speed === 'max' ? say('max') : `${speed}\u00d7`)

/** Pauses, resumes and speeds a replay or a simulation. For operators. */
export function FeedControl(): ReactNode {
  const { api, apply } = useDesk()
  const speed = useStation((state) => state.clock?.speed ?? 0)
  const feed = useStation((state) => state.feed)
  const heard = useStation((state) => mayDecide(state.link.phase))
  const [moving, setMoving] = useState<Speed>(speed === 0 ? 1 : speed)
  const [problem, setProblem] = useState<ProblemView | null>(null)
  if (feed === null || feed.ended) return null
  const paused = speed === 0
  const shown = paused ? moving : speed

  const set = async (body: { paused?: boolean; speed?: Speed }) => {
    if (!heard) return
    if (body.paused === true) setMoving(shown)
    const answer = await api.call('setFeed', { body })
    setProblem(answer.ok ? null : readProblem(answer.problem))
    if (answer.ok) apply({ kind: 'clock', ...readFeed(answer.value) })
  }

  return (
    <div className="flex items-center gap-1">
      <button
        type="button"
        className="plain-button min-h-6 px-2"
        onClick={() => void set({ paused: !paused })}
        aria-disabled={!heard}
        aria-label={paused ? say('resume_feed') : say('pause_feed')}
        title={paused ? say('resume_feed') : say('pause_feed')}
      >
        {paused ? <Play size={12} aria-hidden /> : <Pause size={12} aria-hidden />}
        <span className="max-[1599px]:hidden">{paused ? say('resume') : say('pause')}</span>
      </button>
      {/* The world has one speed. */}
      {feed.source !== 'live' && (
        <SpeedChoice
          speed={shown}
          off={!heard}
          onChoose={(chosen) => {
            setMoving(chosen)
            void set({ speed: chosen })
          }}
        />
      )}
      {problem !== null && (
        <span role="alert" className="text-label text-bad">
          {problem.message}
        </span>
      )}
    </div>
  )
}

interface SpeedChoiceProps {
  readonly speed: Speed
  /** Nothing can be sent now. */
  readonly off: boolean
  readonly onChoose: (speed: Speed) => void
}

function SpeedChoice({ speed, off, onChoose }: SpeedChoiceProps): ReactNode {
  const choices = SPEEDS.includes(speed) ? SPEEDS : [speed, ...SPEEDS]
  return (
    <select
      className="plain-button min-h-6 bg-bg1 px-1"
      aria-label={say('feed_speed')}
      disabled={off}
      value={String(speed)}
      onChange={({ target }) => onChoose(target.value === 'max' ? 'max' : Number(target.value))}
    >
      {choices.map((choice) => (
        <option key={choice} value={String(choice)}>
          {speedWord(choice)}
        </option>
      ))}
    </select>
  )
}
