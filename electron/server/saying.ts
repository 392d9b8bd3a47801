import { HISTORY, type HistoryKey } from '#contracts/history.ts'
import type { SaidBy } from '#contracts/quest-shapes.ts'

type Values = SaidBy['values']
/** A sentence or a piece of one that a page can say in its own language. */
export interface Saying<Of extends Values = Values> {
  readonly key: HistoryKey
  readonly values: Of
}
/** A piece has no pieces of its own. */
export type Piece = Saying<Readonly<Record<string, string | number>>>

/** A sentence of the history and what is put into it. */
export function saying(key: HistoryKey, values: Values = {}): Saying {
  return { key, values }
}

/** One piece, as what is put into a sentence. */
export function piece(key: HistoryKey, values: Piece['values'] = {}): Piece[] {
  return [{ key, values }]
}

const TEXTS: Readonly<Record<string, string>> = HISTORY
const HOLE = /\{\{(\w+)(?:, number)?\}\}/g

/** The same in the station's own English, numbers as they are. */
export function englishOf({ key, values }: Saying): string {
  return textOf(key, values)
}

function textOf(key: string, values: Values): string {
  const form = typeof values.count === 'number' ? `${key}_${values.count === 1 ? 'one' : 'other'}` : key
  const text = TEXTS[form] ?? TEXTS[key] ?? key
  return text.replace(HOLE, (_, name: string) => {
    const value = values[name] ?? ''
    if (!Array.isArray(value)) return String(value)
    return value.map((one) => textOf(one.key, one.values)).join(', ')
  })
}
