import { Link } from '@tanstack/react-router'
import { CircleUser, Crosshair, LayoutList, type LucideIcon, Target, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import { ordered } from '../state/queue.ts'
import { useWords } from '../words/words.ts'
import { useBoards } from './places.ts'
import { useSettings } from './settings-store.ts'
import { useDesk, useStation } from './use-desk.ts'

const TAB =
  'relative flex min-h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-fg2 aria-[current=page]:text-fg0'

/** The ways of a small screen, in reach of a thumb; the person's menu and the head have the others. */
export function PhoneTabs(): ReactNode {
  const { reader } = useDesk()
  const { game } = useSettings()
  const boards = useBoards()
  const say = useWords('frame')
  return (
    <nav
      aria-label={say('pages')}
      className="frame-tabs flex shrink-0 border-t border-line bg-bg1 mid:hidden"
    >
      <Link to="/" className={TAB} activeOptions={{ exact: true, includeSearch: false }}>
        <Face icon={LayoutList} name={say('tab_signals')} />
      </Link>
      <BriefingTab />
      {game && reader.features.includes('progress') && (
        <Link to="/missions" className={TAB}>
          <Face icon={Target} name={say('missions')} />
        </Link>
      )}
      {boards && (
        <Link to="/leaderboards" className={TAB} activeOptions={{ includeSearch: false }}>
          <Face icon={Trophy} name={say('tab_board')} />
        </Link>
      )}
      <Link to="/u/$userId" params={{ userId: reader.userId }} className={TAB}>
        <Face icon={CircleUser} name={say('tab_me')} />
      </Link>
    </nav>
  )
}

/** The briefing of the selected signal, or else of the best one; without a signal there is none. */
function BriefingTab(): ReactNode {
  const selected = useStation((state) => state.selected)
  const say = useWords('frame')
  const best = useStation(({ open, signals }) => ordered(open ?? [], signals)[0])
  const signalId = selected ?? best
  if (signalId === undefined)
    return (
      <span className={`${TAB} [&_svg]:opacity-50`}>
        <Face icon={Crosshair} name={say('tab_briefing')} />
        <span className="sr-only">: {say('no_signal')}</span>
      </span>
    )
  return (
    <Link to="/mission/$signalId" params={{ signalId }} className={TAB}>
      <Face icon={Crosshair} name={say('tab_briefing')} />
    </Link>
  )
}

function Face({ icon: Icon, name }: { readonly icon: LucideIcon; readonly name: string }): ReactNode {
  return (
    <>
      <span aria-hidden className="tab-mark absolute inset-x-4 top-0 h-0.5 bg-fg0" />
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span className="text-label">{name}</span>
    </>
  )
}
