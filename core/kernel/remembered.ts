/**
 * Remembers the answers of a pure question that costs more than looking one up; forgets all of them when there are too
 * many. What is said is the same with and without it.
 */
export function remembered<Key, Value>(max: number, answer: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= max) known.clear()
    const value = answer(key)
    known.set(key, value)
    return value
  }
}
