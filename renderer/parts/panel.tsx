import { Component, type ReactNode, useRef } from 'react'
import { problemOf } from '../link/api.ts'
import type { PanelId } from '../state/panels.ts'
import { sayIn } from '../words/words.ts'
import { PopOutButton } from './pop-out.tsx'
import { Problem } from './problem.tsx'
import { useDesk, useStale } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('frame')

interface PanelProps {
  /** Where it can stand in a window of its own. */
  readonly id?: PanelId
  readonly title: ReactNode
  /** Stands at the right of the head. */
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/**
 * One part of the screen with a head.
 *
 * When the station is not heard its content turns grey and its head says as of when; when it breaks, the others live.
 */
export function Panel({ id, title, aside, className = '', children }: PanelProps): ReactNode {
  return (
    <section
      data-stale={useStale()}
      data-panel={id}
      className={`flex min-h-0 flex-col bg-bg1 text-fg1 ${className}`}
    >
      <header className="relative flex min-h-7 shrink-0 flex-wrap items-center justify-between gap-x-3 border-b border-line px-3 py-0.5 desk:has-[.pop-out]:pr-9">
        <h2 className="flex items-center gap-2 text-base">{title}</h2>
        <div className="flex items-center gap-2 text-label text-fg2">{aside}</div>
        {id !== undefined && <PopOutButton panel={id} />}
        <AsOf />
      </header>
      <Boundary>{children}</Boundary>
    </section>
  )
}

/**
 * How old everything in a part of the screen is, while the station is not heard.
 *
 * It stands on the lower edge of what has a place of its own (`relative`), so that nothing grows and pushes what is read.
 */
export function AsOf(): ReactNode {
  const times = useTimes()
  const at = useDesk().state().clock?.serverAt
  if (!useStale() || at === undefined) return null
  return (
    <span className="as-of pointer-events-none absolute bottom-0 left-2 z-30 translate-y-1/2 rounded-sm bg-bg1 px-1 text-label leading-none whitespace-nowrap text-warn">
      {say('as_of', { time: times.second(at), place: times.place })}
    </span>
  )
}

/** The title of a step of the briefing. */
export function Numbered({ n, children }: { readonly n: number; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <span className="font-mono font-normal text-fg2">{n}</span> {children}
    </>
  )
}

export interface BoundaryProps {
  /** `main` where a whole page is kept. */
  readonly as?: 'div' | 'main'
  readonly className?: string
  /** What to do before it is tried again. */
  readonly onRetry?: () => void
  readonly children: ReactNode
}

/** Keeps a broken part from taking the page with it. */
export class Boundary extends Component<BoundaryProps, { readonly thrown: unknown }> {
  override state: { readonly thrown: unknown } = { thrown: null }

  static getDerivedStateFromError(thrown: unknown): { readonly thrown: unknown } {
    return { thrown }
  }

  override render(): ReactNode {
    const { as: Tag = 'div', className = 'p-3', onRetry, children } = this.props
    if (this.state.thrown === null) return children
    const retry = () => {
      onRetry?.()
      this.setState({ thrown: null })
    }
    return (
      <Tag className={className}>
        {Tag === 'main' && <h1 className="sr-only">{say('page_failed')}</h1>}
        <Problem problem={problemOf(this.state.thrown)} onRetry={retry} />
      </Tag>
    )
  }
}

/** A question on its way, as a panel needs to know it. */
export interface Asking {
  readonly error: unknown
  /** How often it has failed; 0 where another question has taken its place. */
  readonly errorUpdateCount?: number
  readonly refetch: () => unknown
}

interface FacesProps {
  readonly asking: Asking
  /** Something is known and can be shown. */
  readonly known: boolean
  /** The sentence to show where there is nothing; null where there is something. */
  readonly empty: string | null
  /** The one thing to do about it. */
  readonly action?: ReactNode
  /** Rows of the skeleton. */
  readonly rows: number
  readonly children: ReactNode
}

/**
 * The faces of a panel: loading, empty, error, content. What is known stays while it is asked for again, and is said to
 * be old where the station answered with a refusal. Where nothing is known, so does the failure.
 */
export function Faces({ asking, known, empty, action, rows, children }: FacesProps): ReactNode {
  // A question without an answer forgets its failure each time it is asked again.
  const failure = useRef<unknown>(null)
  const stands = !known && asking.errorUpdateCount !== 0
  failure.current = asking.error ?? (stands ? failure.current : null)
  if (!known && failure.current !== null)
    return (
      <div className="unknown p-3">
        <Problem problem={problemOf(failure.current)} onRetry={() => asking.refetch()} />
      </div>
    )
  if (!known) return <Skeleton rows={rows} />
  return (
    <>
      {asking.error !== null && <NotRefreshed asking={asking} />}
      {empty === null ? (
        children
      ) : (
        <div className="flex flex-col items-start gap-2 p-3">
          <p className="text-fg2">{empty}</p>
          {action}
        </div>
      )}
    </>
  )
}

/** What is shown could not be asked for again. Where nobody answered, the whole page says so already. */
function NotRefreshed({ asking }: { readonly asking: Asking }): ReactNode {
  const problem = problemOf(asking.error)
  if (problem.status === 0) return null
  return (
    <div className="border-b border-line px-3">
      <Problem
        problem={{ ...problem, message: say('not_up_to_date', { why: problem.message }) }}
        onRetry={() => void asking.refetch()}
      />
    </div>
  )
}

export function Skeleton({ rows }: { readonly rows: number }): ReactNode {
  return (
    <div className="skeleton grid gap-2 p-3" aria-hidden>
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <div key={key} className="h-4" />
      ))}
    </div>
  )
}
