import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, percent, signed, UNKNOWN } from '../state/format.ts'
import { type BookView, bookTitle, type CallsView, callsText } from '../state/fusion.ts'
import { type Asking, Faces, Panel } from './panel.tsx'

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
      title="Book"
      aside={chosen !== null && names.length > 0 && <BookChoice names={names} chosen={chosen} />}
    >
      <Faces
        asking={asking}
        known={book !== undefined}
        empty={book === null ? 'This book is blank: it opens with the first candidate of its exits.' : null}
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
      aria-label="Book"
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
    <Panel title="Calls to act">
      <Faces
        asking={asking}
        known={book !== undefined}
        empty={book === null ? 'No candidate yet, so no call to act either.' : null}
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
    ['Candidates', amount(book.candidates, 0), 'asked for a probability'],
    ['Outcomes', amount(book.outcomes, 0), 'settled and learned from'],
    ['Open', amount(book.open, 0), 'not settled yet'],
    ['Refused', amount(book.refused, 0), 'not taken into the book'],
    ['Base rate, all time', percent(book.allTime), `${percent(book.prior)} before the first`],
    ['Base rate, slow', percent(book.slow), 'half-life 4,000 outcomes'],
    ['Base rate, fast', percent(book.fast), 'half-life 600 outcomes'],
    ['Trust in evidence', amount(book.trust, 2), 'of 1.50 at most'],
  ]
}

function callFiguresOf({ settled, meanR, dsr, proven }: CallsView): readonly Figure[] {
  return [
    ['Settled', amount(settled, 0), proven ? 'proven' : 'not proven'],
    ['Mean result', meanR === null ? UNKNOWN : `${signed(meanR, 3)} R`, 'cost taken off'],
    ['Deflated Sharpe', dsr === null ? UNKNOWN : amount(dsr, 2), 'proven from 0.95 on'],
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
