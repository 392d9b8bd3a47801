/** What a cell holds: a number as it is, a text as it is shown, nothing where nothing is known. */
export type Cell = string | number | null

/** A number in the words it is shown in, and itself, for who reckons with it. */
export interface Figure {
  readonly shown: string
  readonly value: number | null
}

/** A number beside the words it is shown in; shares are fractions of 1. */
export const figure = (shown: string, value: number | null): Figure => ({ shown, value })

/** The cell of a file for what a table shows. */
export const cellOf = (shown: string | Figure): Cell => (typeof shown === 'string' ? shown : shown.value)

/** Tells a spreadsheet that what follows is UTF-8: without it names with accents are read as something else. */
const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'
/** What makes a spreadsheet take text for a formula. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/
/** A figure as it is shown, with its sign and as a percentage. */
const FIGURE = /^[+-]?\d[\d.,'\u00A0\u202F]*(?:[ \u00A0\u202F]?%)?$/
const NEEDS_QUOTES = /[",\r\n]/
/** What stands in a table where nothing is known, or there is nothing to say. */
const NOTHING: ReadonlySet<string> = new Set(['', '\u2014'])

/** A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [heads, ...rows].map((row) => row.map(cellText).join(',') + LINE_END).join('')
}

/**
 * A table as JSON: a list of its rows, each with its cells under the heads of their columns as they are shown.
 *
 * Numbers are numbers, and what is not known is null. A head that comes twice is numbered, so that no cell is lost.
 */
export function jsonOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const names = heads.map((head, at) => {
    const before = heads.slice(0, at).filter((other) => other === head).length
    return before === 0 ? head : `${head} ${before + 1}`
  })
  const objects = rows.map((row) => Object.fromEntries(names.map((name, at) => [name, jsonCell(row[at])])))
  return `${JSON.stringify(objects, null, 2)}\n`
}

/** The name of a table as the name of a file. */
export function fileName(caption: string, ending: 'csv' | 'json'): string {
  const words = caption.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['table']
  return `${words.join('-')}.${ending}`
}

/** What sums of decimals have beyond this is an error of binary numbers. */
const DIGITS = 12
const written = (value: number): number => Number(value.toPrecision(DIGITS))

function jsonCell(cell: Cell | undefined): Cell {
  if (typeof cell === 'number') return written(cell)
  return cell === undefined || (typeof cell === 'string' && NOTHING.has(cell)) ? null : cell
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(written(cell))
  const text = FORMULA.test(cell) && !FIGURE.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
