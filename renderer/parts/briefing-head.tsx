import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { percent } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { trustWords } from '../state/plan.ts'
import { neighbour, ordered } from '../state/queue.ts'
import { sayIn } from '../words/words.ts'
import { DirectionMark } from './direction.tsx'
import { WindowBar } from './expiry.tsx'
import { useKeys } from './keys.ts'
import { RoutedLine } from './routed-line.tsx'
import { useBack } from './use-back.ts'
import { useStale, useStation } from './use-desk.ts'
import { useTouch } from './use-touch.ts'

const say = sayIn('briefing')

/** What is briefed, how good it is, how long it stays open, and the way to the next one. */
export function BriefingHead({ signal }: { readonly signal: SignalView }): ReactNode {
  const stale = useStale()
  return (
    <div data-stale={stale} className="flex shrink-0 flex-col gap-1 border-b border-line bg-bg1 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Link to="/" className="inline-flex min-h-7 items-center gap-1 text-info max-mid:min-h-11">
          <ArrowLeft size={14} aria-hidden />
          {say('queue')}
        </Link>
        <h1 className="flex flex-wrap items-center gap-x-3 text-page max-mid:order-last max-mid:w-full">
          <span>
            <span className="font-normal text-fg2">{say('mission')}</span> {signal.symbol}
          </span>
          <DirectionMark side={signal.side} />
        </h1>
        <p className="flex flex-wrap items-baseline gap-x-2 max-mid:order-last">
          <strong className="text-kpi">{percent(signal.probability)}</strong>
          <span>{signal.tier}</span>
          <span className="text-fg2">{trustWords(signal).word}</span>
        </p>
        <div className="ml-auto flex items-center gap-3">
          <Link
            to="/signals/$signalId"
            params={{ signalId: signal.id }}
            className="inline-flex min-h-7 items-center text-info hover:underline max-mid:min-h-11"
          >
            {say('details')}
          </Link>
          <Neighbours signalId={signal.id} />
        </div>
      </div>
      <WindowBar signal={signal} />
      <RoutedLine signal={signal} />
    </div>
  )
}

/** The missions before and after this one, in the order of the queue. */
function Neighbours({ signalId }: { readonly signalId: string }): ReactNode {
  const navigate = useNavigate()
  const { before, after } = useNeighbours(signalId)
  const go = (id: string | null) => {
    if (id !== null) void navigate({ to: '/mission/$signalId', params: { signalId: id } })
  }
  useKeys(
    { '[': () => go(before), ']': () => go(after), Escape: useBack(signalId) },
    { Escape: say('back_to_queue') },
  )
  const touch = useTouch()
  return (
    <nav aria-label={say('missions')} className="flex items-center gap-1">
      <Step name={say('previous_mission')} id={before} shortcut={touch ? null : '['}>
        <ChevronLeft size={16} aria-hidden />
      </Step>
      <Step name={say('next_mission')} id={after} shortcut={touch ? null : ']'}>
        <ChevronRight size={16} aria-hidden />
      </Step>
    </nav>
  )
}

interface StepProps {
  readonly name: string
  /** Null at the end of the queue. */
  readonly id: string | null
  readonly shortcut: string | null
  readonly children: ReactNode
}

function Step({ name, id, shortcut, children }: StepProps): ReactNode {
  const className = 'plain-button max-mid:min-h-11 max-mid:min-w-11'
  const face = (
    <>
      {children}
      {shortcut !== null && (
        <kbd aria-hidden className="font-mono text-label text-fg2">
          {shortcut}
        </kbd>
      )}
    </>
  )
  if (id === null)
    return (
      <button type="button" className={className} aria-label={name} aria-disabled>
        {face}
      </button>
    )
  return (
    <Link to="/mission/$signalId" params={{ signalId: id }} className={className} aria-label={name}>
      {face}
    </Link>
  )
}

function useNeighbours(signalId: string): { readonly before: string | null; readonly after: string | null } {
  const open = useStation((state) => state.open)
  const signals = useStation((state) => state.signals)
  return useMemo(() => {
    const rows = ordered(open ?? [], signals)
    const other = (by: 1 | -1) => {
      const id = neighbour(rows, signalId, by)
      return id === signalId ? null : id
    }
    return { before: rows.includes(signalId) ? other(-1) : null, after: other(1) }
  }, [open, signals, signalId])
}
