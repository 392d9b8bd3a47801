import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { amount, percent } from '../state/format.ts'
import { type BookView, bookTitle, claimedAndEarned, intervalText, oneSourceText } from '../state/fusion.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import type { useBooks } from './use-fusion.ts'

const say = sayIn('fusion')

interface BooksPanelProps {
  readonly asking: ReturnType<typeof useBooks>
  readonly chosen: string | null
}

const HEADS = [
  ['book', 'text-left'],
  ['outcomes', 'text-right'],
  ['claimed', 'text-right'],
  ['earned', 'text-right'],
  ['interval_90', 'text-right'],
  ['predicted', 'text-right'],
] as const

/** Every book with what was claimed, what was earned, and what was predicted. */
export function BooksPanel({ asking, chosen }: BooksPanelProps): ReactNode {
  const books = asking.data?.books
  const about = chosen === null ? null : oneSourceText(chosen)
  return (
    <Panel title={say('claimed_and_earned')}>
      <Faces
        asking={asking}
        known={books !== undefined}
        empty={books?.length === 0 ? say('no_book') : null}
        rows={3}
      >
        {books !== undefined && (
          <>
            <Table books={books} chosen={chosen} />
            <SaveTable
              caption={say('books')}
              heads={HEADS.map(([name]) => say(name))}
              rows={() =>
                books.map(({ name, outcomes, claimed, rate, interval, predicted }) => [
                  bookTitle(name),
                  outcomes,
                  claimed,
                  rate,
                  intervalText(interval),
                  predicted,
                ])
              }
              loaded={asking.data?.more === true ? books.length : undefined}
            />
          </>
        )}
        {asking.data?.more === true && (
          <button
            type="button"
            className="plain-button m-3 self-start"
            disabled={asking.isFetchingNextPage}
            onClick={() => void asking.fetchNextPage()}
          >
            {say('more_books')}
          </button>
        )}
        <p className="px-3 py-2 text-cell text-fg2">{say('claimed_meaning', { about: about ?? '' })}</p>
      </Faces>
    </Panel>
  )
}

function Table({
  books,
  chosen,
}: {
  readonly books: readonly BookView[]
  readonly chosen: string | null
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="relative overflow-x-auto" aria-label={say('books_scroll')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('books')}</caption>
        <thead className="text-fg2">
          <tr className="h-7 border-b border-line">
            {HEADS.map(([name, align]) => (
              <th key={name} scope="col" className={`px-3 font-medium whitespace-nowrap ${align}`}>
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {books.map((book) => (
            <Row key={book.name} book={book} chosen={book.name === chosen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ book, chosen }: { readonly book: BookView; readonly chosen: boolean }): ReactNode {
  const figure = 'px-3 text-right whitespace-nowrap'
  return (
    <tr className={`h-7 border-b border-line ${chosen ? 'bg-bg2' : ''}`}>
      <th scope="row" className="px-3 text-left font-normal">
        <Link
          to="/fusion"
          search={{ book: book.name }}
          aria-current={chosen ? 'true' : undefined}
          className="inline-flex min-h-6 items-center text-info hover:underline max-mid:min-h-11"
        >
          {bookTitle(book.name)}
        </Link>
        {book.claimed !== null && book.rate !== null && (
          <span className="ml-2 whitespace-nowrap text-fg2">{claimedAndEarned(book)}</span>
        )}
      </th>
      <td className={figure}>{amount(book.outcomes, 0)}</td>
      <td className={`${figure} text-fg2`}>{percent(book.claimed)}</td>
      <td className={`${figure} text-fg0`}>{percent(book.rate)}</td>
      <td className={figure}>{intervalText(book.interval)}</td>
      <td className={figure}>{percent(book.predicted)}</td>
    </tr>
  )
}
