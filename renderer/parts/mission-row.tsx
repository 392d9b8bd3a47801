import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DailyMissionView } from '../link/wire-progress.ts'
import { amount } from '../state/format.ts'
import { rewardsText, shareOf } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { Act, Bar } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'

interface MissionRowProps {
  readonly mission: DailyMissionView
  readonly off: string | null
  readonly onClaim: () => void
}

/** One mission of the day: what to do, why it counts, how far it is, and the one thing to press. */
export function MissionRow({ mission, off, onClaim }: MissionRowProps): ReactNode {
  const say = useWords('missions')
  const sayReward = useWords('progress')
  const { type, giver, target, progress, completed, claimed } = mission
  const done = Math.min(progress, target)
  const name = say(`does_${type}`, { count: target })
  const words = say('progress', { done: amount(done, 0), target: amount(target, 0) })
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-b border-line px-3 py-3">
      <div className="min-w-0">
        <p className="font-medium text-fg0">{name}</p>
        <p className="text-cell text-fg2">
          <span className="sr-only">{say('why')}: </span>
          {say(`why_${type}`)}
        </p>
      </div>
      <div className="row-span-2 flex min-w-24 justify-end">
        {claimed ? (
          <span className="flex items-center gap-1 text-fg2">
            <Check size={14} aria-hidden className="text-ok" />
            {say('claimed')}
          </span>
        ) : completed ? (
          <Act off={off} onPress={onClaim} label={say('claim_of', { mission: name })}>
            {say('claim')}
          </Act>
        ) : (
          <TaskLink type={type} label={say('go_of', { mission: name })} />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Bar share={shareOf(done, 0, target)} name={name} words={words} />
        <p className="flex flex-wrap gap-x-4 text-cell">
          <span className="text-fg0">{words}</span>
          <span>{rewardsText(mission.rewards, sayReward)}</span>
          <span className="font-mono text-label text-fg2">
            {say('giver', { giver: giver.replaceAll('_', ' ') })}
          </span>
        </p>
      </div>
    </li>
  )
}

/** Where a mission is worked on: the queue, the fusion view of the analysts, or the people of the profile. */
function TaskLink({
  type,
  label,
}: {
  readonly type: DailyMissionView['type']
  readonly label: string
}): ReactNode {
  const say = useWords('missions')
  const { reader } = useDesk()
  const look = {
    className: 'plain-button whitespace-nowrap max-mid:min-h-11',
    'aria-label': label,
    children: say('go'),
  }
  if (type === 'friend_battle' || type === 'social_share')
    return <Link to="/u/$userId" params={{ userId: reader.userId }} {...look} />
  return type === 'upgrade_bot' ? <Link to="/fusion" {...look} /> : <Link to="/" {...look} />
}
