import { Link } from '@tanstack/react-router'
import { Crosshair, Monitor, Moon, Search, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { marketNow } from '../state/clock.ts'
import { keyFace } from '../state/key-words.ts'
import { sessionWords } from '../state/market-session.ts'
import { CHOICES } from '../state/settings.ts'
import { useWords } from '../words/words.ts'
import { Clocks } from './clocks.tsx'
import { ConnectionBadge } from './connection-badge.tsx'
import { OwnStanding } from './dashboard-later.tsx'
import { DemoBadge } from './demo-badge.tsx'
import { FeedControl } from './feed-control.tsx'
import { FreezeBadge } from './freeze-badge.tsx'
import { LanBadge } from './lan-badge.tsx'
import { PersonMenu } from './person-menu.tsx'
import { useGame } from './places.ts'
import { choose, useSettings } from './settings-store.ts'
import { AlertsLink, SoundBadge } from './sound-badge.tsx'
import { SourceBadge } from './source-badge.tsx'
import { useConfirmedNow, useDesk, useStation } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

/** The desk's head: what is true, when, and for whom. */
export function Header({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  const { reader } = useDesk()
  const { open } = useOverlays()
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bg1 px-3 py-1 max-mid:gap-x-2 max-mid:px-2">
      <Link
        to="/"
        className="flex items-center gap-2 font-semibold whitespace-nowrap text-fg0 max-mid:hidden"
        aria-label="Fusion Desk"
      >
        <Crosshair size={16} aria-hidden className="shrink-0" />
        <span className="max-wide:hidden">Fusion Desk</span>
      </Link>
      <ConnectionBadge />
      <SourceBadge />
      <LanBadge />
      <DemoBadge />
      <FreezeBadge />
      <SoundBadge />
      {reader.role === 'operator' && (
        <div className="max-mid:hidden">
          <FeedControl />
        </div>
      )}
      <Session />
      <Standing />
      <div className="ml-auto flex shrink-0 items-center gap-x-3 max-mid:gap-x-1">
        <Finder onOpen={() => open('palette')} />
        <Clocks />
        <AlertsLink />
        <ThemeSwitch />
        <PersonMenu onKeys={() => open('keys')} onSignOut={onSignOut} />
      </div>
    </header>
  )
}

/** Only where there is room beside all the rest: his profile has it in any case. */
function Standing(): ReactNode {
  return (
    useGame() && (
      <div className="@container flex min-w-0 flex-1 basis-0 justify-end max-wide:hidden">
        <div className="hidden @min-[9rem]:block">
          <OwnStanding />
        </div>
      </div>
    )
  )
}

/** Which trading place is open, by market time; only where the market's clock is that of a real market. */
function Session(): ReactNode {
  const now = useConfirmedNow()
  const real = useStation((state) => state.feed !== null && state.feed.source !== 'sim' && !state.feed.ended)
  const { clock } = useDesk().state()
  const say = useWords('frame')
  const words = real && clock !== null ? sessionWords(marketNow(clock, now)) : null
  if (words === null) return null
  return (
    // Where there is no room for all of it, it goes to a second line that is not shown.
    <p
      className="flex h-5 min-w-0 flex-1 basis-0 flex-wrap overflow-hidden text-fg2 max-wide:hidden"
      title={say('session_note')}
    >
      <span aria-hidden className="h-5 w-0" />
      <span className="whitespace-nowrap">{words}</span>
    </p>
  )
}

function Finder({ onOpen }: { readonly onOpen: () => void }): ReactNode {
  const say = useWords('frame')
  return (
    <button
      type="button"
      className="plain-button min-h-7 justify-between bg-bg2 whitespace-nowrap max-mid:min-h-11 max-mid:min-w-11 wide:min-w-44"
      onClick={onOpen}
      aria-keyshortcuts="Control+K"
      aria-haspopup="dialog"
    >
      <span className="flex items-center gap-1.5">
        <Search size={14} aria-hidden />
        <span className="max-wide:sr-only">{say('find')}</span>
      </span>
      <kbd className="rounded-sm border border-line-strong px-1 font-mono text-label max-wide:hidden">
        {keyFace('$mod+k')}
      </kbd>
    </button>
  )
}

const ICONS = { system: Monitor, dark: Moon, light: Sun } as const

function ThemeSwitch(): ReactNode {
  const { theme } = useSettings()
  const say = useWords('frame')
  const { theme: themes } = CHOICES
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  const Icon = ICONS[theme]
  return (
    <button
      type="button"
      className="plain-button min-h-6 px-2 max-mid:hidden"
      onClick={() => choose({ theme: next })}
      aria-label={say('theme_change', { theme: say(`theme_${theme}`), next: say(`theme_${next}`) })}
      title={say('theme_is', { theme: say(`theme_${theme}`) })}
    >
      <Icon size={14} aria-hidden />
    </button>
  )
}
