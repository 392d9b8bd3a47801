/** Lists and objects within each other in a body; the contracts need far fewer. */
export const BODY_DEPTH_MAX = 16

/** Every string of a JSON text in its order, and whether it names a field. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/**
 * Whether a JSON text says the same to every reader: no field twice in one object, and no deeper than a body ever is.
 *
 * Of a field that stands there twice one reader takes the first and another the last: whoever looked at it before us
 * may have let something else through.
 *
 * @param value  what the text was read as
 */
export function isPlain(text: string, value: unknown): boolean {
  const fields = fieldsOf(value, 1)
  if (fields === null) return false
  let named = 0
  for (const [, colon] of text.matchAll(STRINGS)) if (colon !== undefined) named += 1
  return named === fields
}

/** Fields of a value and of all in it; null where it is too deep. */
function fieldsOf(value: unknown, depth: number): number | null {
  if (typeof value !== 'object' || value === null) return 0
  if (depth > BODY_DEPTH_MAX) return null
  const within = Object.values(value)
  let fields = Array.isArray(value) ? 0 : within.length
  for (const one of within) {
    const further = fieldsOf(one, depth + 1)
    if (further === null) return null
    fields += further
  }
  return fields
}
