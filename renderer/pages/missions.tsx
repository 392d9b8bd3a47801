import { type ReactNode, useState } from 'react'
import { ChallengesPanel } from '../parts/challenges-panel.tsx'
import { claimable, claimMission } from '../parts/deeds.ts'
import { HistoryPanel } from '../parts/history-panel.tsx'
import { useKeys } from '../parts/keys.ts'
import { MissionDone } from '../parts/mission-done.tsx'
import { MissionRow } from '../parts/mission-row.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { Act, OffNote, ProgressPage, useStationNow, useWhyOff } from '../parts/progress-frame.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useDailyMissions, useDeed } from '../parts/use-progress.ts'
import { untilText } from '../state/progress.ts'
import { useWords } from '../words/words.ts'

/** The missions of the day, challenges between friends, and what happened. */
export function MissionsPage(): ReactNode {
  const say = useWords('missions')
  return (
    <ProgressPage title={say('title')} aside={<Summary />}>
      <div className="grid grid-cols-1 gap-px desk:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-px *:last:flex-1">
          <TodayPanel />
          <ChallengesPanel />
        </div>
        <HistoryPanel />
      </div>
    </ProgressPage>
  )
}

function Summary(): ReactNode {
  const say = useWords('missions')
  const now = useStationNow()
  const missions = useDailyMissions().data ?? []
  const endsAt = missions[0]?.endsAt
  if (endsAt === undefined || now === null) return null
  const done = missions.filter((mission) => mission.completed).length
  return (
    <p className="flex flex-wrap gap-x-4 text-fg2">
      <span>{say('summary', { done, all: missions.length })}</span>
      <span>{say('resets', { time: untilText(endsAt - now) })}</span>
    </p>
  )
}

function TodayPanel(): ReactNode {
  const { api } = useDesk()
  const say = useWords('missions')
  const asking = useDailyMissions()
  const off = useWhyOff()
  const [claimedNow, setClaimedNow] = useState(0)
  const claim = useDeed(async (ids: readonly string[]) => {
    for (const id of ids) await claimMission(api, id)
    setClaimedNow(ids.length)
  })
  const draw = useDeed(() => api.ask('drawMissions', { body: {} }))
  const missions = asking.data
  const ready = claimable(missions ?? []).map(({ id }) => id)
  const send = (ids: readonly string[]) => {
    if (off === null && !claim.isPending && ids.length > 0) claim.mutate(ids)
  }
  useKeys(
    { c: () => send(ready.slice(0, 1)), 'Shift+C': () => send(ready) },
    { c: say('claim'), 'Shift+C': say('claim_all') },
  )
  const action = (
    <Act off={off} onPress={() => draw.mutate(undefined)}>
      {say('draw')}
    </Act>
  )
  return (
    <Panel
      title={say('today')}
      aside={
        ready.length > 1 && (
          <Act off={off} onPress={() => send(ready)}>
            {say('claim_all')}
          </Act>
        )
      }
    >
      <MissionDone missions={missions} />
      <OffNote off={off} error={claim.error ?? draw.error} />
      <Faces
        asking={asking}
        known={missions !== undefined}
        empty={missions?.length === 0 ? say('none') : null}
        action={action}
        rows={6}
      >
        <ol>
          {missions?.map((mission) => (
            <MissionRow key={mission.id} mission={mission} off={off} onClaim={() => send([mission.id])} />
          ))}
        </ol>
      </Faces>
      <p role="status" className="sr-only">
        {claimedNow > 0 && say('claimed_said', { count: claimedNow })}
      </p>
    </Panel>
  )
}
