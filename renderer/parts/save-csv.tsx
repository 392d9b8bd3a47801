import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Cell, csvName, csvOf } from '../state/csv.ts'
import { sayIn } from '../words/words.ts'
import { saveFile } from './save-file.ts'

const say = sayIn('frame')

interface SaveCsvProps {
  /** What the table is called; so is the file. */
  readonly caption: string
  readonly heads: readonly string[]
  /** Asked for when it is pressed. */
  readonly rows: () => readonly (readonly Cell[])[]
}

/** Saves what a table shows, for a spreadsheet. */
export function SaveCsv({ caption, heads, rows }: SaveCsvProps): ReactNode {
  return (
    <div className="px-3 py-1 text-right">
      <button
        type="button"
        className="plain-button min-h-6 px-2 text-label max-mid:min-h-11"
        onClick={() => saveFile(csvName(caption), csvOf(heads, rows()))}
      >
        <Download size={12} aria-hidden />
        {say('save_csv')}
      </button>
    </div>
  )
}
