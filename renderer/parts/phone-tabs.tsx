import { Link } from '@tanstack/react-router'
import { Crosshair, LayoutList, type LucideIcon, Scale, Settings, Trophy } from 'lucide-react'
import type { ReactNode } from 'react'
import { readBoardMetric } from '../state/boards.ts'
import { ordered } from '../state/queue.ts'
import { useBoards } from './places.ts'
import { useStation } from './use-desk.ts'

const TAB =
  'relative flex min-h-12 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-fg2 aria-[current=page]:text-fg0'

/** The way to every page of a small screen, in reach of a thumb. */
export function PhoneTabs(): ReactNode {
  const boards = useBoards()
  return (
    <nav aria-label="Pages" className="frame-tabs flex shrink-0 border-t border-line bg-bg1 mid:hidden">
      <Link to="/" className={TAB} activeOptions={{ exact: true, includeSearch: false }}>
        <Face icon={LayoutList} name="Signals" />
      </Link>
      <BriefingTab />
      <Link to="/fusion" className={TAB}>
        <Face icon={Scale} name="Fusion" />
      </Link>
      {boards && (
        <Link
          to="/leaderboards"
          search={{ board: readBoardMetric(undefined) }}
          className={TAB}
          activeOptions={{ includeSearch: false }}
        >
          <Face icon={Trophy} name="Board" />
        </Link>
      )}
      <Link to="/settings" className={TAB} activeOptions={{ includeSearch: false }}>
        <Face icon={Settings} name="Settings" />
      </Link>
    </nav>
  )
}

/** The briefing of the selected signal, or else of the best one; without a signal there is none. */
function BriefingTab(): ReactNode {
  const selected = useStation((state) => state.selected)
  const best = useStation(({ open, signals }) => ordered(open ?? [], signals)[0])
  const signalId = selected ?? best
  if (signalId === undefined)
    return (
      <span className={`${TAB} opacity-60`}>
        <Face icon={Crosshair} name="Briefing" />
        <span className="sr-only">: no signal is open</span>
      </span>
    )
  return (
    <Link to="/mission/$signalId" params={{ signalId }} className={TAB}>
      <Face icon={Crosshair} name="Briefing" />
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
