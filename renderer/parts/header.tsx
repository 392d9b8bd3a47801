import { Link } from '@tanstack/react-router'
import { Crosshair, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { marketNow, stationNow } from '../state/clock.ts'
import { UNKNOWN, utcMinute, utcTime } from '../state/format.ts'
import { ConnectionBadge } from './connection-badge.tsx'
import { FeedControl } from './feed-control.tsx'
import { SourceBadge } from './source-badge.tsx'
import { nextTheme, readTheme, wearTheme } from './theme.ts'
import { useConfirmedNow, useDesk } from './use-desk.ts'

/** The desk's head: what is true, when, and for whom. */
export function Header({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  const { reader } = useDesk()
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bg1 px-3 py-1">
      <Link to="/" className="flex items-center gap-2 font-semibold text-fg0">
        <Crosshair size={16} aria-hidden />
        Fusion Desk
      </Link>
      <ConnectionBadge />
      <SourceBadge />
      {reader.role === 'operator' && <FeedControl />}
      <div className="flex flex-1 flex-wrap items-center justify-end gap-x-4 gap-y-1">
        <Clocks />
        <span className="whitespace-nowrap">
          <span className="text-fg0">{reader.name}</span>{' '}
          <span className="text-label text-fg2">{reader.role}</span>
        </span>
        <div className="flex items-center gap-1">
          <ThemeSwitch />
          <button type="button" className="plain-button min-h-6 px-2" onClick={onSignOut}>
            <LogOut size={14} aria-hidden />
            Sign out
          </button>
        </div>
      </div>
    </header>
  )
}

/** Market time and station time are two clocks. */
function Clocks(): ReactNode {
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  const market = clock === null ? UNKNOWN : utcMinute(marketNow(clock, now))
  const station = clock === null ? UNKNOWN : utcTime(stationNow(clock, now))
  return (
    <dl className="flex flex-wrap gap-x-4 whitespace-nowrap">
      <div className="flex items-baseline gap-1.5">
        <dt className="label">Market</dt>
        <dd className="font-mono text-cell text-fg0">{market}</dd>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dt className="label">Station</dt>
        <dd className="font-mono text-cell text-fg0">{station} UTC</dd>
      </div>
    </dl>
  )
}

const ICONS = { system: Monitor, dark: Moon, light: Sun } as const

function ThemeSwitch(): ReactNode {
  const [theme, setTheme] = useState(readTheme)
  const Icon = ICONS[theme]
  const change = () => {
    wearTheme(nextTheme(theme))
    setTheme(nextTheme(theme))
  }
  return (
    <button
      type="button"
      className="plain-button min-h-6 px-2"
      onClick={change}
      aria-label={`Theme: ${theme}. Change to ${nextTheme(theme)}`}
      title={`Theme: ${theme}`}
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}
