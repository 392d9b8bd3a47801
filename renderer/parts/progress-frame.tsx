import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { problemOf } from '../link/api.ts'
import { mayDecide } from '../link/machine.ts'
import { NotFound } from '../pages/not-found.tsx'
import { stationNow } from '../state/clock.ts'
import { type Say, useWords } from '../words/words.ts'
import { AsOf } from './panel.tsx'
import { usePlaces } from './places.ts'
import { Problem } from './problem.tsx'
import { choose, useSettings } from './settings-store.ts'
import { useConfirmedNow, useDesk, useStale, useStation } from './use-desk.ts'
import { useTitle } from './use-title.ts'

interface ProgressPageProps {
  readonly title: string
  /** What stands beside the title. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A page of the game layer: its head with the ways to its sisters, or the reason why there is none. */
export function ProgressPage({ title, aside, children }: ProgressPageProps): ReactNode {
  const { reader } = useDesk()
  const { game } = useSettings()
  const say = useWords('progress')
  const stale = useStale()
  useTitle(title)
  if (!reader.features.includes('progress')) return <NotFound what={say('switched_off')} />
  if (!game) return <Hidden title={title} />
  return (
    <main className="flex flex-1 flex-col desk:min-h-0 desk:overflow-y-auto">
      <div
        data-stale={stale}
        className="relative flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-bg1 px-3 py-2"
      >
        <h1 className="text-kpi">{title}</h1>
        {aside}
        <Sisters />
        <AsOf />
      </div>
      <div className="flex flex-col gap-px bg-line">{children}</div>
    </main>
  )
}

/** On a phone not every page has a tab. */
function Sisters(): ReactNode {
  const places = usePlaces().filter(({ game }) => game)
  const say = useWords('frame')
  return (
    <nav aria-label={say('progress')} className="flex flex-wrap gap-x-1 mid:hidden">
      {places.map(({ way, name }) => (
        <Link
          key={way.to}
          {...way}
          className="inline-flex min-h-11 items-center rounded-sm px-2 text-cell text-info aria-[current=page]:bg-bg3 aria-[current=page]:text-fg0"
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

function Hidden({ title }: { readonly title: string }): ReactNode {
  const say = useWords('progress')
  return (
    <main className="flex flex-1 flex-col items-start gap-3 bg-bg1 p-4">
      <h1 className="text-kpi">{title}</h1>
      <p>{say('hidden')}</p>
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => choose({ game: true })}>
        {say('show_game')}
      </button>
    </main>
  )
}

/** Why nothing can be done now; null where it can. */
export function useWhyOff(): string | null {
  const { reader } = useDesk()
  const heard = useStation((state) => mayDecide(state.link.phase))
  const say = useWords('progress')
  if (reader.role === 'viewer') return say('off_viewer')
  return heard ? null : say('off_away')
}

interface ActProps {
  readonly onPress: () => void
  /** Why it cannot be pressed, in words; null where it can. */
  readonly off?: string | null
  readonly children: ReactNode
  /** What it does, where the words on it say too little by themselves. */
  readonly label?: string
  readonly keys?: string
}

/** A button that says why it does nothing. */
export function Act({ onPress, off = null, children, label, keys }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className="plain-button whitespace-nowrap max-mid:min-h-11"
      aria-disabled={off !== null}
      aria-label={label}
      aria-keyshortcuts={keys?.replace(' ', '+')}
      title={off ?? undefined}
      onClick={() => {
        if (off === null) onPress()
      }}
    >
      {children}
      {keys !== undefined && (
        <kbd aria-hidden className="font-mono text-label text-fg2 max-mid:hidden">
          {keys}
        </kbd>
      )}
    </button>
  )
}

/** Why buttons are off, once for a panel; and what a deed was refused for. */
export function OffNote({
  off,
  error,
}: {
  readonly off: string | null
  readonly error?: unknown
}): ReactNode {
  const problem = error === undefined || error === null ? null : problemOf(error)
  if (off === null && problem === null) return null
  return (
    <div className="px-3 py-1.5 text-cell">
      {off !== null && <p className="text-warn">{off}</p>}
      {problem !== null && <Problem problem={problem} />}
    </div>
  )
}

interface BarProps {
  /** 0 to 1. */
  readonly share: number
  readonly name: string
  /** What is said of it in place of the percentage. */
  readonly words: string
}

/** How far something is. */
export function Bar({ share, name, words }: BarProps): ReactNode {
  const percent = Math.round(share * 100)
  return (
    <div
      role="progressbar"
      aria-label={name}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={words}
      className="h-1 w-full bg-bg3"
    >
      <div className={`h-full ${share >= 1 ? 'bg-ok' : 'bg-fg1'}`} style={{ width: `${percent}%` }} />
    </div>
  )
}

interface AcrossProps {
  readonly name: string
  readonly children: ReactNode
}

/** A table that scrolls in itself where it is too wide for the screen. */
export function Across({ name, children }: AcrossProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="overflow-x-auto" aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}

/** What a cause begins with, and which word it has. */
const CAUSES = [
  ['streak', 'streak'],
  ['achievement', 'achievement'],
  ['mission', 'mission'],
  ['record', 'record'],
  ['box', 'box'],
  ['campaign', 'campaign'],
  ['lb', 'board'],
  ['challenge', 'challenge'],
] as const

/** What something was paid for: the kind of it, and in full where one looks closer. */
export function CauseWord({ cause }: { readonly cause: string }): ReactNode {
  return <span title={cause}>{causeText(cause, useWords('progress'))}</span>
}

/** The kind of a cause, in words; of one that this page does not know, as the station has it. */
export function causeText(cause: string, say: Say<'progress'>): string {
  const known = CAUSES.find(([begins]) => cause.startsWith(`${begins}:`))
  return known === undefined ? cause : say(`cause_${known[1]}`)
}

/** The station's clock, second by second; null before it was heard. */
export function useStationNow(): number | null {
  const now = useConfirmedNow()
  const { clock } = useDesk().state()
  return clock === null ? null : stationNow(clock, now)
}
