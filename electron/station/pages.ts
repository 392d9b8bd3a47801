import type { Page } from './queries.ts'

/** Newest first; the cursor is the number of the last line shown. Null for a cursor that no page gave. */
export function pageOf<Line extends { readonly no: number }>(
  limit: number,
  cursor: string | null,
  read: (before: number, limit: number) => readonly Line[],
): Page<Line> | null {
  if (cursor !== null && !/^[1-9][0-9]{0,15}$/.test(cursor)) return null
  const lines = read(cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor), limit + 1)
  const items = lines.slice(0, limit)
  return { items, next: lines.length > limit ? String(items.at(-1)?.no) : null }
}
