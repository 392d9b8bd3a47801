/** What a cell holds: a number as it is, a text as it is shown, nothing where nothing is known. */
export type Cell = string | number | null

/** Tells a spreadsheet that what follows is UTF-8: without it names with accents are read as something else. */
const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'
/** What makes a spreadsheet take text for a formula. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/
/** A figure as it is shown, with its sign and as a percentage. */
const FIGURE = /^[+-]?\d[\d.,'\u00A0\u202F]*(?:[ \u00A0\u202F]?%)?$/
const NEEDS_QUOTES = /[",\r\n]/

/** A table as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [heads, ...rows].map((row) => row.map(cellText).join(',') + LINE_END).join('')
}

/** The name of a table as the name of a file. */
export function csvName(caption: string): string {
  const words = caption.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['table']
  return `${words.join('-')}.csv`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) && !FIGURE.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
