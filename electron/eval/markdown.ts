const NOTHING = '-'

/** The lines of a Markdown table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

export function decimals(value: number | null, places: number): string {
  return value === null ? NOTHING : value.toFixed(places)
}

/** With a plus where it is not below 0. */
export function signed(value: number | null, places: number): string {
  if (value === null) return NOTHING
  return value < 0 ? value.toFixed(places) : `+${value.toFixed(places)}`
}

export function percentOf(share: number | null): string {
  return share === null ? NOTHING : `${(100 * share).toFixed(1)} %`
}
