import { Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

interface AsTableProps {
  readonly words?: string
  readonly pressed: boolean
  readonly onPress: () => void
}

/** Shows a picture's figures as a table, or the picture again. */
export function AsTable({ words = say('as_table'), pressed, onPress }: AsTableProps): ReactNode {
  return (
    <button
      type="button"
      className={`plain-button min-h-6 px-2 text-label max-mid:min-h-11 ${pressed ? 'bg-bg3' : ''}`}
      aria-pressed={pressed}
      onClick={onPress}
    >
      <Table2 size={12} aria-hidden />
      <span className="whitespace-nowrap max-sm:sr-only @max-xl:sr-only">{words}</span>
    </button>
  )
}
