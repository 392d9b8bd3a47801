import type { ReactNode } from 'react'
import { CopyButton, Quote, type Quoted, quoteOf } from './problem.tsx'

/** What to quote on a line of its own, with the way to copy it. */
export function QuoteLine({ problem }: { readonly problem: Quoted }): ReactNode {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
      <Quote problem={problem} />
      <CopyButton text={quoteOf(problem)} />
    </div>
  )
}
