import { type ReactNode, useState } from 'react'
import { cellOf, type Figure } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { AsTable } from './as-table.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'

const say = sayIn('frame')

interface FigurePanelProps {
  readonly title: string
  readonly asking: Asking
  readonly known: boolean
  /** The sentence where there is nothing to draw. */
  readonly empty: string | null
  /** What the picture says, in words. */
  readonly summary: string
  readonly picture: ReactNode
  readonly table: ReactNode
}

/** A picture with its summary in words, and its figures as a table for whoever wants them. */
export function FigurePanel(props: FigurePanelProps): ReactNode {
  const { title, asking, known, empty, summary, picture, table } = props
  const [asTable, setAsTable] = useState(false)
  return (
    <Panel
      title={title}
      className="min-w-0"
      aside={known && empty === null && <AsTable pressed={asTable} onPress={() => setAsTable(!asTable)} />}
    >
      <Faces asking={asking} known={known} empty={empty} rows={7}>
        <figure className="flex min-h-0 flex-1 flex-col">
          {asTable ? <Scrolled name={title}>{table}</Scrolled> : picture}
          <figcaption className="px-3 pt-1 pb-2 text-cell">{summary}</figcaption>
        </figure>
      </Faces>
    </Panel>
  )
}

interface ScrolledProps {
  readonly name: string
  readonly children: ReactNode
}

/** A table as high as the picture it stands for; longer ones scroll. */
function Scrolled({ name, children }: ScrolledProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="h-64 overflow-auto" aria-label={say('scrollable', { name })} tabIndex={0}>
      {children}
    </section>
  )
}

/** A row of figures; the first cell is its name. */
export type FigureRow = readonly [name: string, ...cells: (string | Figure)[]]

interface FigureTableProps {
  readonly caption: string
  readonly heads: readonly string[]
  readonly rows: readonly FigureRow[]
  /** No more rows than these are drawn; the file has all. */
  readonly drawnMax?: number
  /** There are more than these; the file says so. */
  readonly more?: boolean
}

/** Figures in rows, the first cell of each its name, and the way to save them. */
export function FigureTable(props: FigureTableProps): ReactNode {
  const { caption, heads, rows, drawnMax, more = false } = props
  return (
    <>
      <table className="w-full text-cell">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-bg1 text-fg2">
          <tr className="h-(--row) border-b border-line">
            {heads.map((head, column) => (
              <th
                key={head}
                scope="col"
                className={`px-3 font-medium ${column === 0 ? 'text-left' : 'text-right'}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, drawnMax).map(([name, ...cells]) => (
            <tr key={name} className="h-6 border-b border-line">
              <th scope="row" className="px-3 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              {cells.map((cell, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
                  key={column}
                  className="px-3 text-right whitespace-nowrap text-fg0"
                >
                  {typeof cell === 'string' ? cell : cell.shown}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 0 && (
        <SaveTable
          caption={caption}
          heads={heads}
          rows={() => rows.map((row) => row.map(cellOf))}
          loaded={more ? rows.length : undefined}
        />
      )}
    </>
  )
}
