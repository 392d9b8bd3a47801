import { setImmediate as nextTurn } from 'node:timers/promises'

/** What a cell may hold; everything else is written as JSON. */
type Cell = unknown
export type Line = Readonly<Record<string, unknown>>

/** Tells a spreadsheet that what follows is UTF-8: without it names with accents are read as something else. */
const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'
/** What makes a spreadsheet take text for a formula. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/
const NEEDS_QUOTES = /[",\r\n]/

/** Lines that become text in one turn of the event loop. */
const LINES_PER_TURN = 500

/**
 * A table as CSV (RFC 4180), with a byte order mark, one line for the header, and a cell for every column; some lines
 * in each turn of the event loop.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are numbers, negative ones too.
 */
export async function csvOf(columns: readonly string[], lines: readonly Line[]): Promise<string> {
  const pieces = [BYTE_ORDER_MARK, rowOf(columns)]
  for (let from = 0; from < lines.length; from += LINES_PER_TURN) {
    await nextTurn()
    for (const line of lines.slice(from, from + LINES_PER_TURN))
      pieces.push(rowOf(columns.map((column) => line[column])))
  }
  return pieces.join('')
}

function rowOf(cells: readonly Cell[]): string {
  return cells.map(cellOf).join(',') + LINE_END
}

/** Every column that a line has, in the order in which they are met. */
export function columnsOf(lines: readonly Line[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => Object.keys(line)))]
}

function cellOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  return quoted(typeof cell === 'string' ? harmless(cell) : JSON.stringify(cell))
}

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
