import type { RandomStream } from './random.ts'
import { invariant } from './result.ts'

/** A stream's numbers are whole multiples of one part in this many. */
const WORDS = 4_294_967_296

/**
 * A whole number from `min` to `max`, every one equally likely.
 *
 * Exact: words of the stream that would favour some numbers are thrown away, so odds in whole tickets are kept to the
 * last digit.
 *
 * @param min whole, at most `max`
 */
export function drawInteger(stream: RandomStream, min: number, max: number): number {
  const span = max - min + 1
  invariant(span >= 1 && span <= WORDS, 'a draw has between 1 and 2^32 numbers')
  const fair = WORDS - (WORDS % span)
  for (;;) {
    const word = stream.next() * WORDS
    if (word < fair) return min + (word % span)
  }
}

/** One of the things, every one equally likely. There is at least one. */
export function drawOne<Thing>(stream: RandomStream, things: readonly Thing[]): Thing {
  return things[drawInteger(stream, 0, things.length - 1)] as Thing
}

/** So many different things in the order in which they were drawn; at most as many as there are. */
export function drawDistinct<Thing>(
  stream: RandomStream,
  things: readonly Thing[],
  count: number,
): readonly Thing[] {
  const left = [...things]
  const drawn: Thing[] = []
  while (drawn.length < count && left.length > 0)
    drawn.push(...left.splice(drawInteger(stream, 0, left.length - 1), 1))
  return drawn
}
