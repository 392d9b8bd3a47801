import { type ReactNode, useState } from 'react'
import type { OperationView, SampleView, SocketEventView } from '../state/api-document.ts'
import { sayIn } from '../words/words.ts'
import { ApiTry } from './api-try.tsx'
import { Code } from './code.tsx'

const say = sayIn('docs')

/** One route: what it is for, what it takes and answers, the same request in three languages, and a place to try it. */
export function ApiOperation({ operation }: { readonly operation: OperationView }): ReactNode {
  const { method, path, summary, description, bodySchema, answer, samples } = operation
  return (
    <article className="flex min-w-0 flex-col gap-4" aria-label={`${method} ${path}`}>
      <header className="flex flex-col gap-1">
        <h2 className="font-mono text-kpi break-all">
          {method} {path}
        </h2>
        <p>{summary}</p>
        <p className="text-cell text-fg2">{withNames(description)}</p>
      </header>
      <ApiTry operation={operation} />
      <Samples samples={samples} />
      {bodySchema !== null && <Schema title={say('body')} text={bodySchema} />}
      <Schema
        title={say('answer_n', { status: answer.status })}
        text={answer.schema ?? say('nothing_or_text')}
      />
      <Refusals operation={operation} />
    </article>
  )
}

/** A sentence of the document, with the names it marks set as code. */
function withNames(sentence: string): readonly ReactNode[] {
  const parts = sentence.split('`')
  return parts.map((part, at) => (at % 2 === 0 ? part : <code key={part + String(at)}>{part}</code>))
}

/** One event of the socket. */
export function ApiEvent({ event }: { readonly event: SocketEventView }): ReactNode {
  const { name, side, schema } = event
  return (
    <article className="flex min-w-0 flex-col gap-4" aria-label={name}>
      <header className="flex flex-col gap-1">
        <h2 className="font-mono text-kpi">{name}</h2>
        <p>{side === 'client' ? say('client_says') : say('station_says')}</p>
      </header>
      <Schema title={say('object')} text={schema} />
    </article>
  )
}

function Samples({ samples }: { readonly samples: readonly SampleView[] }): ReactNode {
  const [shown, setShown] = useState(0)
  const sample = samples[shown]
  if (sample === undefined) return null
  return (
    <section aria-label={say('examples')} className="flex min-w-0 flex-col gap-2">
      <div className="flex gap-1">
        {samples.map(({ label }, at) => (
          <button
            key={label}
            type="button"
            aria-pressed={at === shown}
            className={`plain-button max-mid:min-h-11 ${at === shown ? 'bg-bg3' : ''}`}
            onClick={() => setShown(at)}
          >
            {label}
          </button>
        ))}
      </div>
      <Code label={say('request_in', { language: sample.label })} text={sample.source} />
    </section>
  )
}

function Schema({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1">
      <h3 className="label">{title}</h3>
      <Code label={title} text={text} />
    </section>
  )
}

function Refusals({ operation }: { readonly operation: OperationView }): ReactNode {
  return (
    <section aria-label={say('refusals')}>
      <h3 className="label">{say('refusals')}</h3>
      <ul className="flex flex-wrap gap-x-4 font-mono text-cell">
        {operation.refusals.map(({ status, code }) => (
          <li key={code}>
            <span className="text-fg2">{status}</span> {code}
          </li>
        ))}
      </ul>
    </section>
  )
}
