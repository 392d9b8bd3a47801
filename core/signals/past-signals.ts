import type { LogRow, RecordPastSignals } from '#core/command.ts'
import type { BookTotals, DomainEvent } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import {
  askAndTell,
  BOOKS_MAX,
  type Books,
  providerBookAt,
  sourceChanged,
  voiceOf,
} from '#core/signals/fusion/books.ts'
import { knownUntil } from '#core/signals/fusion/engine/record.ts'
import type { PastSignal } from '#core/signals/signal.ts'

/** What taking lines of a log depends on. */
export interface PastView {
  /** What the books have learned; the command's own. */
  readonly fusion: Books
  /** Ids of the rows that this provider's book has taken already. */
  readonly kept: ReadonlySet<string>
  /** Outcomes so far of the books of the rows, by name. */
  readonly totals: ReadonlyMap<string, BookTotals>
  /** Sources whose votes are not heard; a provider is one. */
  readonly paused: ReadonlySet<string>
}

/**
 * Takes lines of a provider's log into his books, each once, in their order.
 *
 * Each is asked and then answered: the book says what it would have said before the outcome is told. A book learns in
 * the order of time, so a line older than the latest outcome it knows is passed over, as is one whose id it has; how
 * each line fared is told by `fateOf`. Refuses all of them where there is no room for a book one of them needs.
 *
 * Source: fusion method, predict, then learn, in time order. Rules IMPORT-2 to IMPORT-5.
 */
export function decideRecordPast(
  { provider, rows }: RecordPastSignals,
  { fusion, kept, totals, paused }: PastView,
): Result<readonly DomainEvent[], Rejection> {
  const events: DomainEvent[] = []
  const taken = new Set(kept)
  const counted = new Map(totals)
  const claimPaused = paused.has(voiceOf(provider))
  for (const row of rows) {
    if (taken.has(row.pastId)) continue
    const key = providerBookAt(provider, row.ratio)
    const known = fusion.known(key.name)
    if (known === null && fusion.count() >= BOOKS_MAX) return reject({ code: 'too_many_providers' })
    if (known !== null && row.at < knownUntil(known.record)) continue

    const word = { ...row, provider, ...(claimPaused && { claimPaused: true as const }) }
    const { assessment, facts } = askAndTell(fusion.of(key), word)
    const { probability, base } = assessment
    const bookTotals = countOne(counted.get(key.name), row.won)
    taken.add(row.pastId)
    counted.set(key.name, bookTotals)
    events.push(
      { kind: 'past_signal_recorded', past: { ...word, book: key.name, probability, base }, bookTotals },
      ...facts.map((fact) => sourceChanged(key.name, fact)),
    )
  }
  return accept(events)
}

const NO_OUTCOMES: BookTotals = { wins: 0, losses: 0, timeouts: 0 }

/** A log tells no timeouts apart: what did not win counts as lost. */
function countOne(totals: BookTotals = NO_OUTCOMES, won: boolean): BookTotals {
  return won ? { ...totals, wins: totals.wins + 1 } : { ...totals, losses: totals.losses + 1 }
}

/**
 * Why a line that could be read was not taken.
 *
 * `known`: it stands in the book as it is; `changed`: another line of that id does, and the first one counts; `behind`:
 * the book has learned from something later.
 *
 * @param kept  what stands under its id, or null
 */
export function fateOf(row: LogRow, kept: PastSignal | null): 'known' | 'changed' | 'behind' {
  if (kept === null) return 'behind'
  const same = SAYING.every((field) => kept[field] === row[field])
  return same ? 'known' : 'changed'
}

/** What a line says, without where it stands. */
const SAYING = [
  'symbol',
  'direction',
  'at',
  'claimed',
  'ratio',
  'won',
  'pattern',
  'session',
] as const satisfies readonly (keyof LogRow)[]
