import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { EquityPanels } from '../parts/equity-panel.tsx'
import { FriendsPanel } from '../parts/friends-panel.tsx'
import { useKeys } from '../parts/keys.ts'
import { OwnDevices } from '../parts/own-devices.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProfileFigures, ProfileHead } from '../parts/profile-head.tsx'
import { AchievementsStrip, ForecastPanel, RecordsPanel } from '../parts/profile-panels.tsx'
import { Act, OffNote, useWhyOff } from '../parts/progress-frame.tsx'
import { PublicProfile } from '../parts/public-profile.tsx'
import { ResultsPanel } from '../parts/results-panel.tsx'
import { saveRecord } from '../parts/save-file.ts'
import { choose, useSettings } from '../parts/settings-store.ts'
import { StreaksPanel } from '../parts/streaks-panel.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useClosedTrades, useDeed } from '../parts/use-progress.ts'
import { useTitle } from '../parts/use-title.ts'
import { YearCalendar } from '../parts/year-calendar.tsx'
import { useWords } from '../words/words.ts'

/** Somebody's page: all of it for himself, the public parts for everybody else. */
export function ProfilePage({ userId }: { readonly userId: string }): ReactNode {
  const { reader } = useDesk()
  const say = useWords('profile')
  useTitle(say('title'))
  return (
    <main className="flex flex-1 flex-col desk:min-h-0 desk:overflow-y-auto">
      <div className="flex flex-col gap-px bg-line">
        {userId === reader.userId ? <OwnProfile /> : <PublicProfile userId={userId} />}
      </div>
    </main>
  )
}

function OwnProfile(): ReactNode {
  const { reader } = useDesk()
  const { game } = useSettings()
  const ofProgress = reader.features.includes('progress')
  const played = ofProgress && game
  return (
    <>
      <ProfileHead game={played} />
      <ProfileFigures />
      <FirstSteps />
      <div className="grid grid-cols-1 gap-px wide:grid-cols-[3fr_2fr]">
        <EquityPanels />
        <YearCalendar />
      </div>
      <div className="grid grid-cols-1 gap-px desk:grid-cols-2 desk:[&>:last-child:nth-child(odd)]:col-span-2">
        {played && <StreaksPanel />}
        <ForecastPanel />
        <ResultsPanel />
        {played && <RecordsPanel />}
        {played && <AchievementsStrip />}
        {ofProgress && <FriendsPanel />}
        <OwnDevices />
        <YoursPanel ofProgress={ofProgress} />
      </div>
    </>
  )
}

/** For somebody who has not traded yet: three things to do. */
function FirstSteps(): ReactNode {
  const say = useWords('profile')
  const trades = useClosedTrades().data?.trades
  if (trades?.length !== 0) return null
  return (
    <Panel title={say('steps')}>
      <ol className="grid grid-cols-1 gap-px bg-line mid:grid-cols-3">
        {(['step_briefing', 'step_plan', 'step_decide'] as const).map((step, index) => (
          <li key={step} className="bg-bg1 px-3 py-2">
            <span className="font-mono text-fg2">{index + 1}</span>{' '}
            <Link
              to="/"
              className="text-info hover:underline max-mid:inline-flex max-mid:min-h-11 max-mid:items-center"
            >
              {say(step)}
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** What belongs to the reader: his record to take away, and whether the game layer is on the page. */
function YoursPanel({ ofProgress }: { readonly ofProgress: boolean }): ReactNode {
  const say = useWords('profile')
  const { api, reader } = useDesk()
  const { game } = useSettings()
  const off = useWhyOff()
  const write = useDeed((format: 'json' | 'csv') => saveRecord(api, reader.userId, format))
  const send = (format: 'json' | 'csv') => {
    if (off === null && !write.isPending) write.mutate(format)
  }
  useKeys({ e: () => send('json') }, { e: say('export_json') })
  return (
    <Panel title={say('yours')} className="min-w-0">
      <OffNote off={off} error={write.error} />
      <div className="flex flex-col items-start gap-2 p-3">
        <p>{say('export_note')}</p>
        <div className="flex flex-wrap gap-2">
          <Act off={off} keys="E" onPress={() => send('json')}>
            {say('export_json')}
          </Act>
          <Act off={off} onPress={() => send('csv')}>
            {say('export_csv')}
          </Act>
          <Link to="/report" className="plain-button max-mid:min-h-11">
            {say('print_report')}
          </Link>
          {ofProgress && (
            <Act onPress={() => choose({ game: !game })}>{say(game ? 'hide_game' : 'show_game')}</Act>
          )}
        </div>
        <p role="status" className="text-cell text-fg2">
          {write.isSuccess && say('exported')}
        </p>
      </div>
    </Panel>
  )
}
