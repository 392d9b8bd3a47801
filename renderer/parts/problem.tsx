import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ProblemView } from '../state/model.ts'

interface ProblemProps {
  readonly problem: ProblemView
  readonly onRetry?: () => void
}

/** A refusal a person can act on: what failed, its code, the id to quote, and a way to try again. */
export function Problem({ problem, onRetry }: ProblemProps): ReactNode {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 py-1">
      <p className="text-fg0">{problem.message}</p>
      <p className="font-mono text-label text-fg2 [overflow-wrap:anywhere] select-all">
        {problem.code}
        {problem.correlationId === null ? '' : ` \u00b7 ${problem.correlationId}`}
      </p>
      {onRetry !== undefined && (
        <button type="button" className="plain-button" onClick={onRetry}>
          <RotateCw size={14} aria-hidden />
          Retry
        </button>
      )}
    </div>
  )
}
