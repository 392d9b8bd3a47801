import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import { type BookView, bookTitle, type CallsView, callsText } from '../state/fusion.ts'
import { sayIn } from '../words/words.ts'
import { type Asking, Faces, Panel } from './panel.tsx'

const say = sayIn('fusion')

interface BookPanelProps {
  readonly asking: Asking
  /** All there are; the first is the station's own. */
  readonly names: readonly string[]
  readonly chosen: string | null
  /** Null while the book has heard of no candidate; undefined before it was asked for. */
  readonly book: BookView | null | undefined
}

/** What one book believes and what it has heard. */
export function BookPanel({ asking, names, chosen, book }: BookPanelProps): ReactNode {
  return (
    <Panel
      title={say('book')}
      aside={chosen !== null && names.length > 0 && <BookChoice names={names} chosen={chosen} />}
    >
      <Faces
        asking={asking}
        known={book !== undefined}
        empty={book === null ? say('book_blank') : null}
        rows={5}
      >
        {book != null && <Figures figures={figuresOf(book)} />}
      </Faces>
    </Panel>
  )
}

/** The books as a list; the chosen one stands in the address. */
function BookChoice({
  names,
  chosen,
}: {
  readonly names: readonly string[]
  readonly chosen: string
}): ReactNode {
  const navigate = useNavigate()
  return (
    <select
      className="plain-button min-h-6 max-w-72 bg-bg1 px-1 max-mid:min-h-11"
      aria-label={say('book')}
      value={chosen}
      onChange={({ target }) => void navigate({ to: '/fusion', search: { book: target.value } })}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {bookTitle(name)}
        </option>
      ))}
    </select>
  )
}

interface CallsPanelProps {
  readonly asking: Asking
  readonly book: BookView | null | undefined
}

/** Whether acting on the book's calls has earned anything. */
export function CallsPanel({ asking, book }: CallsPanelProps): ReactNode {
  return (
    <Panel title={say('calls_to_act')}>
      <Faces
        asking={asking}
        known={book !== undefined}
        empty={book === null ? say('no_candidate') : null}
        rows={4}
      >
        {book != null && (
          <>
            <Figures figures={callFiguresOf(book.calls)} />
            <p className="bg-bg1 px-3 py-2 text-cell">{callsText(book.calls)}</p>
          </>
        )}
      </Faces>
    </Panel>
  )
}

type Figure = readonly [name: string, value: string, beside: string]

function figuresOf(book: BookView): readonly Figure[] {
  return [
    [say('candidates'), amount(book.candidates, 0), say('asked_for')],
    [say('outcomes'), amount(book.outcomes, 0), say('learned_from')],
    [say('open'), amount(book.open, 0), say('not_settled')],
    [say('refused'), amount(book.refused, 0), say('not_taken')],
    [say('base_all'), percent(book.allTime), say('before_first', { share: percent(book.prior) })],
    [say('base_slow'), percent(book.slow), say('half_life_slow')],
    [say('base_fast'), percent(book.fast), say('half_life_fast')],
    [say('trust'), amount(book.trust, 2), say('trust_max')],
  ]
}

function callFiguresOf({ settled, meanR, dsr, proven }: CallsView): readonly Figure[] {
  return [
    [say('settled'), amount(settled, 0), proven ? say('proven') : say('not_proven')],
    [say('mean_result'), meanR === null ? UNKNOWN : `${signed(meanR, 3)} R`, say('cost_off')],
    [say('deflated_sharpe'), dsr === null ? UNKNOWN : amount(dsr, 2), say('proven_from')],
  ]
}

function Figures({ figures }: { readonly figures: readonly Figure[] }): ReactNode {
  return (
    <dl className="flex flex-wrap gap-px border-b border-line bg-line">
      {figures.map(([name, value, beside]) => (
        <div key={name} className="grow basis-32 bg-bg1 px-3 py-1.5 desk:basis-1/5">
          <dt className="label whitespace-nowrap">{name}</dt>
          <dd className="flex flex-col">
            <span className="text-kpi font-semibold whitespace-nowrap text-fg0">{value}</span>
            <span className="label">{beside}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
