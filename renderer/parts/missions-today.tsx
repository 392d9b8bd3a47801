import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { DailyMissionView } from '../link/wire-progress.ts'
import { amount } from '../state/format.ts'
import { PANELS } from '../state/panels.ts'
import { shareOf, untilText } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { MissionDone } from './mission-done.tsx'
import { Faces, Panel } from './panel.tsx'
import { Bar, useStationNow } from './progress-frame.tsx'
import { useDailyMissions } from './use-progress.ts'

/** The missions of the day at a glance: how far each is, and when new ones come. They are claimed on their own page. */
export function MissionsToday(): ReactNode {
  const say = useWords('missions')
  const asking = useDailyMissions()
  const missions = asking.data
  return (
    <Panel
      id="missions"
      title={PANELS.missions}
      aside={
        <>
          <Resets endsAt={missions?.[0]?.endsAt} />
          <Link to="/missions" className="text-info hover:underline">
            {say('open_all')}
          </Link>
        </>
      }
    >
      <MissionDone missions={missions} />
      <Faces
        asking={asking}
        known={missions !== undefined}
        empty={missions?.length === 0 ? say('none') : null}
        rows={3}
      >
        <ol className="py-1">
          {missions?.map((mission) => (
            <Line key={mission.id} mission={mission} />
          ))}
        </ol>
      </Faces>
    </Panel>
  )
}

function Resets({ endsAt }: { readonly endsAt: number | undefined }): ReactNode {
  const say = useWords('missions')
  const now = useStationNow()
  if (endsAt === undefined || now === null) return null
  return <span>{say('resets', { time: untilText(endsAt - now) })}</span>
}

function Line({ mission }: { readonly mission: DailyMissionView }): ReactNode {
  const say = useWords('missions')
  const { type, target, progress, claimed, completed } = mission
  const done = Math.min(progress, target)
  const name = say(`does_${type}`, { count: target })
  const words = say('progress', { done: amount(done, 0), target: amount(target, 0) })
  return (
    <li className="flex flex-col gap-1 px-3 py-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span className={`min-w-0 ${completed ? 'text-fg2' : 'text-fg0'}`}>{name}</span>
        {claimed ? (
          <span className="flex shrink-0 items-center gap-1 text-fg2">
            <Check size={14} aria-hidden className="text-ok" />
            {say('claimed')}
          </span>
        ) : (
          <span className="shrink-0 whitespace-nowrap">{completed ? say('to_claim') : words}</span>
        )}
      </div>
      <Bar share={shareOf(done, 0, target)} name={name} words={words} />
    </li>
  )
}
