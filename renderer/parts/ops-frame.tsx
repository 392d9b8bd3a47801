import { Check, type LucideIcon, Minus, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CheckReport } from '#contracts/http.ts'
import { mayDecide } from '../link/machine.ts'
import { useWords } from '../words/words.ts'
import { useStation } from './use-desk.ts'

export type Verdict = 'ok' | 'warn' | 'failed' | 'unknown'

const LOOKS: Readonly<Record<Verdict, { readonly icon: LucideIcon; readonly colour: string }>> = {
  ok: { icon: Check, colour: 'text-ok' },
  warn: { icon: TriangleAlert, colour: 'text-warn' },
  failed: { icon: X, colour: 'text-bad' },
  unknown: { icon: Minus, colour: 'text-fg2' },
}

interface VerdictProps {
  readonly verdict: Verdict
  readonly children: ReactNode
}

/** How something stands: a sign, a colour and a word. */
export function VerdictWord({ verdict, children }: VerdictProps): ReactNode {
  const { icon: Icon, colour } = LOOKS[verdict]
  return (
    <span className={`inline-flex items-center gap-1.5 align-bottom whitespace-nowrap ${colour}`}>
      <Icon size={14} strokeWidth={2} aria-hidden className="shrink-0" />
      {children}
    </span>
  )
}

/** Why the station can be asked for nothing now; null where it can. */
export function useWhyAway(): string | null {
  const heard = useStation((state) => mayDecide(state.link.phase))
  const say = useWords('ops')
  return heard ? null : say('away')
}

interface FigureProps {
  readonly name: string
  readonly children: ReactNode
  /** Said more quietly behind it. */
  readonly beside?: ReactNode
}

/** One figure with its name, in a list of them. */
export function OpsFigure({ name, children, beside }: FigureProps): ReactNode {
  return (
    <div className="flex min-h-(--row) flex-wrap items-baseline justify-between gap-x-3 border-b border-line py-1">
      <dt className="text-fg2">{name}</dt>
      <dd className="text-right text-fg0">
        {children}
        {beside !== undefined && <span className="ml-2 text-label text-fg2">{beside}</span>}
      </dd>
    </div>
  )
}

/** What a look at the database found: nothing, or what. */
export function Findings({ report }: { readonly report: CheckReport }): ReactNode {
  const say = useWords('ops')
  const wrong = report.checks.filter(({ ok }) => !ok)
  if (wrong.length === 0)
    return (
      <p role="status">
        <VerdictWord verdict="ok">{say('found_good', { count: report.checks.length })}</VerdictWord>
      </p>
    )
  return (
    <div role="alert">
      <VerdictWord verdict="failed">{say('found_bad')}</VerdictWord>
      <ul className="mt-1 flex flex-col gap-1">
        {wrong.map(({ check, detail }) => (
          <li key={check}>
            <span lang="en" className="text-fg0">
              {check}
            </span>{' '}
            <span lang="en" className="font-mono text-label [overflow-wrap:anywhere]">
              {detail}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
