import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { counted } from '../state/format.ts'
import { type Cell, csvOf, fileName, jsonOf } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { saveFile } from './save-file.ts'

const say = sayIn('frame')

interface SaveTableProps {
  /** What the table is called; so is the file. */
  readonly caption: string
  readonly heads: readonly string[]
  /** Asked for when it is pressed: every row that is loaded, as the table is ordered and filtered. */
  readonly rows: () => readonly (readonly Cell[])[]
  /** How many are loaded where there are more, so that nobody takes them for all. */
  readonly loaded?: number | undefined
}

/** Saves what a table shows, for a spreadsheet or a program. */
export function SaveTable({ caption, heads, rows, loaded }: SaveTableProps): ReactNode {
  const part = loaded === undefined ? undefined : say('saves_loaded', { rows: counted(loaded, 'row') })
  const ways = [
    ['csv', say('save_csv'), csvOf],
    ['json', say('save_json'), jsonOf],
  ] as const
  return (
    <fieldset
      aria-label={caption}
      className="save-table flex shrink-0 flex-wrap items-center justify-end gap-2 px-3 py-1"
    >
      {part !== undefined && <span className="text-label text-fg2">{part}</span>}
      {ways.map(([ending, words, textOf]) => (
        <button
          key={ending}
          type="button"
          className="plain-button min-h-6 px-2 text-label max-mid:min-h-11"
          title={part}
          onClick={() => saveFile(fileName(caption, ending), textOf(heads, rows()))}
        >
          <Download size={12} aria-hidden />
          {words}
        </button>
      ))}
    </fieldset>
  )
}
