import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useKeys } from '../parts/keys.ts'
import { OpsDatabase } from '../parts/ops-database.tsx'
import { OpsHealth } from '../parts/ops-health.tsx'
import { OpsJobs } from '../parts/ops-jobs.tsx'
import { OpsLog } from '../parts/ops-log.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useTitle } from '../parts/use-title.ts'
import { type LogChoice, OPS_TABS, type OpsTab } from '../state/ops-address.ts'
import { useWords } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

interface OpsProps {
  readonly tab: OpsTab
  /** What is looked for in the log. */
  readonly choice: LogChoice
}

/** How the station stands, for those who run it; the tab stands in the address. */
export function OpsPage({ tab, choice }: OpsProps): ReactNode {
  const { reader } = useDesk()
  const say = useWords('ops')
  useTitle(say('title'))
  if (reader.role !== 'operator') return <NotFound what={say('for_operators')} />
  return (
    <main className="flex w-full flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">{say('title')}</h1>
        <Tabs chosen={tab} />
      </div>
      <Tab tab={tab} choice={choice} />
    </main>
  )
}

function Tab({ tab, choice }: OpsProps): ReactNode {
  switch (tab) {
    case 'health':
      return <OpsHealth />
    case 'logs':
      return <OpsLog choice={choice} />
    case 'jobs':
      return <OpsJobs />
    case 'database':
      return <OpsDatabase />
  }
}

/** The tabs as links, so that each can be opened, kept and sent; 1 to 4 are their keys. */
function Tabs({ chosen }: { readonly chosen: OpsTab }): ReactNode {
  const navigate = useNavigate()
  const say = useWords('ops')
  const keys = OPS_TABS.map((tab, index) => [
    String(index + 1),
    () => void navigate({ to: '/ops', search: { tab } }),
  ])
  const words = OPS_TABS.map((tab, index) => [String(index + 1), say(`tab_${tab}`)])
  useKeys(Object.fromEntries(keys), Object.fromEntries(words))
  return (
    <nav aria-label={say('title')} className="flex flex-wrap gap-1">
      {OPS_TABS.map((tab, index) => (
        <Link
          key={tab}
          to="/ops"
          search={{ tab }}
          aria-current={tab === chosen ? 'page' : undefined}
          aria-keyshortcuts={String(index + 1)}
          className={`plain-button max-mid:min-h-11 ${tab === chosen ? 'bg-bg3' : ''}`}
        >
          {say(`tab_${tab}`)}
          <kbd aria-hidden className="font-mono text-label text-fg2 max-mid:hidden">
            {index + 1}
          </kbd>
        </Link>
      ))}
    </nav>
  )
}
