import { openBook } from '#core/signals/fusion/engine/book.ts'
import { smallestPivot, torment } from '#tests/core/fusion/engine/torment.ts'
import { atLeast, type Harness, never } from './support/harness.ts'

const EVENTS = { full: 1_000_000, short: 50_000 }
/** Events between two turns of the event loop, so that other harnesses go on. */
const PIECE = 10_000

/** Feeds the fusion engine what no source would say, and looks at every answer. */
export const proveFusion: Harness = async ({ seed, short, note }) => {
  const events = short ? EVENTS.short : EVENTS.full
  const book = openBook(0.4)
  const counts = { said: 0, refused: 0, unfair: 0 }
  for (let piece = 0; piece < events / PIECE; piece++) {
    const { said, refused, unfair } = torment(book, PIECE, `${seed}:${piece}`)
    counts.said += said
    counts.refused += refused
    counts.unfair += unfair.length
    for (const answer of unfair) note(JSON.stringify(answer))
    await new Promise((turn) => setImmediate(turn))
  }
  const pivot = smallestPivot(book.pool.covariance)
  const indefinite = pivot > 0 ? 0 : 1
  return [
    never(
      'fusion: answers that are no probability or do not add up',
      counts.unfair,
      `${counts.said} answers`,
    ),
    never('fusion: covariance lost its shape', book.pool.resets + indefinite, `${events} events`),
    atLeast('fusion: hostile candidates refused', counts.refused, events / 100),
  ]
}
