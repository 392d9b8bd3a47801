import { Copy, RotateCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ProblemView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { copyText } from './copy-text.ts'

const say = sayIn('frame')

interface ProblemProps {
  readonly problem: ProblemView
  readonly onRetry?: () => unknown
}

/** A refusal a person can act on: what failed, its code, the id to quote, and a way to try again. */
export function Problem({ problem, onRetry }: ProblemProps): ReactNode {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 py-1">
      <p className="text-fg0">{problem.message}</p>
      <Quote problem={problem} />
      <div className="flex flex-wrap gap-2">
        {onRetry !== undefined && (
          <button type="button" className="plain-button max-mid:min-h-11" onClick={() => void onRetry()}>
            <RotateCw size={14} aria-hidden />
            {say('retry')}
          </button>
        )}
        <CopyButton text={quoteOf(problem)} />
      </div>
    </div>
  )
}

/** What one quotes of a refusal. */
export type Quoted = Pick<ProblemView, 'code' | 'correlationId'>

/** What to quote, to be read and selected. */
export function Quote({ problem }: { readonly problem: Quoted }): ReactNode {
  return (
    <p className="font-mono text-label text-fg2 [overflow-wrap:anywhere] select-all">{quoteOf(problem)}</p>
  )
}

/** What to quote when one asks for help. */
export function quoteOf({ code, correlationId }: Quoted): string {
  return correlationId === null ? code : `${code} \u00b7 ${correlationId}`
}

/** Copies a text; one that the browser would not copy can be selected. */
export function CopyButton({ text }: { readonly text: string }): ReactNode {
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className="plain-button max-mid:min-h-11"
      onClick={() => void copyText(text).then(setCopied)}
    >
      <Copy size={14} aria-hidden />
      {copied ? say('copied') : say('copy')}
    </button>
  )
}
