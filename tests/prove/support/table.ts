import type { Row } from './harness.ts'

/** The rows under each other with aligned columns, a broken promise marked in words. */
export function table(rows: readonly Row[]): string {
  const cells = [['name', 'result', 'goal', ''], ...rows.map(cellsOf)]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  return cells
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n')
}

function cellsOf({ name, result, goal, ok }: Row): string[] {
  return [name, result, goal, ok ? '' : 'BROKEN']
}
