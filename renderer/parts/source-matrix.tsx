import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  orderAfter,
  type SourceColumn,
  type SourceOrder,
  type SourceView,
  sortedSources,
  sourcesText,
} from '../state/sources.ts'
import { type Asking, Faces, Panel } from './panel.tsx'
import { PAUSE_MEANING, SourceRow } from './source-row.tsx'
import { useDesk, useStale } from './use-desk.ts'

interface SourceMatrixProps {
  readonly asking: Asking
  /** Of the book that is looked at; undefined before they were asked for. */
  readonly sources: readonly SourceView[] | undefined
}

/** Whom the book hears: what each says of itself, what it earned, and what is wrong with it. */
export function SourceMatrix({ asking, sources }: SourceMatrixProps): ReactNode {
  const { reader } = useDesk()
  const operator = reader.role === 'operator'
  return (
    <Panel title="Sources" aside={sources !== undefined && <span>{sourcesText(sources)}</span>}>
      <Faces
        asking={asking}
        known={sources !== undefined}
        empty={sources?.length === 0 ? 'This book has heard no source yet.' : null}
        rows={8}
      >
        {sources !== undefined && <Matrix sources={sources} operator={operator} />}
        <p className="px-3 py-2 text-cell text-fg2">
          Claimed is what a source says of itself and no probability. Earned is how often the target came
          first where it agreed with a candidate, and where it disagreed; counts fade, half-life 4,000
          outcomes.
        </p>
        {operator && <PauseMeaning />}
      </Faces>
    </Panel>
  )
}

/** What the buttons of the matrix do, and why they wait where they do. */
function PauseMeaning(): ReactNode {
  const stale = useStale()
  return (
    <p id={PAUSE_MEANING} className="px-3 pb-2 text-cell text-fg2">
      A paused source counts as silent in every book: its votes are noted, but move no probability and earn
      nothing until it is resumed.
      {stale && ' Pausing waits until the station is heard again.'}
    </p>
  )
}

const HEADS: readonly (readonly [column: SourceColumn, name: string, align: string])[] = [
  ['name', 'Source', 'text-left'],
  ['type', 'Type', 'text-left'],
  ['votes', 'Votes', 'text-right'],
  ['claimed', 'Claimed', 'text-right'],
  ['agreed', 'Earned, agreeing', 'text-right'],
  ['disagreed', 'Earned, disagreeing', 'text-right'],
  ['weight', 'Weight', 'text-right'],
  ['health', 'Health, since in market time', 'text-left'],
]

interface MatrixProps {
  readonly sources: readonly SourceView[]
  readonly operator: boolean
}

function Matrix({ sources, operator }: MatrixProps): ReactNode {
  const [order, setOrder] = useState<SourceOrder>({ by: 'name', falling: false })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="relative overflow-x-auto" aria-label="Sources, scrollable" tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">Sources of the book</caption>
        <thead className="text-fg2">
          <tr className="h-(--row) border-b border-line">
            {HEADS.map(([column, name, align]) => (
              <Head
                key={column}
                name={name}
                align={align}
                order={order.by === column ? order : null}
                onPress={() => setOrder(orderAfter(order, column))}
              />
            ))}
            {operator && (
              <th scope="col" className="px-3 text-left font-medium">
                Pausing
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {sortedSources(sources, order).map((source) => (
            <SourceRow key={source.name} source={source} operator={operator} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface HeadProps {
  readonly name: string
  readonly align: string
  /** Null where the table is sorted by another column. */
  readonly order: SourceOrder | null
  readonly onPress: () => void
}

function Head({ name, align, order, onPress }: HeadProps): ReactNode {
  const Arrow = order?.falling === true ? ArrowDown : ArrowUp
  const sorted = order === null ? 'none' : order.falling ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={sorted} className={`px-1 font-medium whitespace-nowrap ${align}`}>
      <button
        type="button"
        className={`inline-flex min-h-6 items-center gap-1 rounded-sm px-2 hover:text-fg0 max-mid:min-h-11 ${order === null ? '' : 'text-fg0'}`}
        onClick={onPress}
      >
        {name}
        {order !== null && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  )
}
