import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { ApiEvent, ApiOperation } from '../parts/api-operation.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { useTitle } from '../parts/use-title.ts'
import { type DocumentView, readDocument, searchOperations } from '../state/api-document.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('docs')

/** The API of this station: its routes by topic, what each takes and answers, and a place to try them. */
export function Docs({ chosen }: { readonly chosen: string | null }): ReactNode {
  useTitle('API')
  const asking = useQuery({ queryKey: ['openapi'], queryFn: fetchDocument })
  return (
    <main className="mx-auto flex w-full max-w-300 flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-baseline gap-x-4 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">API</h1>
        <p className="text-cell text-fg2">
          {say('the_same_as')}{' '}
          <a href="/openapi.json" className="underline">
            openapi.json
          </a>
          {say('made_from')}
        </p>
      </div>
      <Faces asking={asking} known={asking.data !== undefined} empty={null} rows={12}>
        {asking.data !== undefined && <Pages document={asking.data} chosen={chosen} />}
      </Faces>
    </main>
  )
}

async function fetchDocument(): Promise<DocumentView> {
  const answer = await fetch('/openapi.json')
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`)
  return readDocument(await answer.json())
}

interface PagesProps {
  readonly document: DocumentView
  readonly chosen: string | null
}

function Pages({ document, chosen }: PagesProps): ReactNode {
  const operation = document.operations.find(({ id }) => id === chosen)
  const event = document.events.find(({ name }) => name === chosen)
  const shown = operation ?? document.operations[0]
  return (
    <div className="grid flex-1 gap-px desk:min-h-0 desk:grid-cols-[20rem_1fr]">
      <Contents document={document} chosen={operation?.id ?? event?.name ?? shown?.id ?? null} />
      <div className="min-w-0 bg-bg1 p-3 desk:overflow-auto">
        {event !== undefined && operation === undefined ? (
          <ApiEvent event={event} />
        ) : (
          shown !== undefined && <ApiOperation key={shown.id} operation={shown} />
        )}
      </div>
    </div>
  )
}

function Contents({ document, chosen }: PagesProps): ReactNode {
  const [words, setWords] = useState('')
  const found = useMemo(() => searchOperations(document.operations, words), [document, words])
  const events = document.events.filter(({ name }) => name.includes(words.trim().toLowerCase()))
  return (
    <Panel
      title={say('routes')}
      aside={say('n_of', { n: found.length, all: document.operations.length })}
      className="max-desk:max-h-72"
    >
      <input
        type="search"
        aria-label={say('search')}
        placeholder={say('search')}
        className="text-field m-2"
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <nav aria-label={say('routes')} className="min-h-0 overflow-auto pb-2 text-cell">
        {document.topics.map((topic) => (
          <Topic key={topic} name={topic}>
            {found
              .filter((one) => one.topic === topic)
              .map(({ id, method, path }) => (
                <Line key={id} op={id} chosen={id === chosen} method={method} words={path} />
              ))}
          </Topic>
        ))}
        <Topic name={say('events')}>
          {events.map(({ name, side }) => (
            <Line
              key={name}
              op={name}
              chosen={name === chosen}
              method={side === 'client' ? 'SAY' : 'HEAR'}
              words={name}
            />
          ))}
        </Topic>
      </nav>
    </Panel>
  )
}

function Topic({
  name,
  children,
}: {
  readonly name: string
  readonly children: readonly ReactNode[]
}): ReactNode {
  if (children.length === 0) return null
  return (
    <section aria-label={name}>
      <h3 className="label px-3 pt-2">{name}</h3>
      <ul>{children}</ul>
    </section>
  )
}

interface LineProps {
  readonly op: string
  readonly chosen: boolean
  readonly method: string
  readonly words: string
}

function Line({ op, chosen, method, words }: LineProps): ReactNode {
  return (
    <li>
      <Link
        to="/docs"
        search={{ op }}
        aria-current={chosen ? 'page' : undefined}
        className={`flex min-h-6 items-center gap-2 px-3 py-0.5 font-mono hover:bg-bg3 max-mid:min-h-11 ${chosen ? 'bg-bg3 text-fg0' : ''}`}
      >
        <span className="w-14 shrink-0 text-fg2">{method}</span>
        <span className="min-w-0 break-all">{words}</span>
      </Link>
    </li>
  )
}
