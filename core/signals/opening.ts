import type { OpenCandidate } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { RunId, SignalId } from '#core/kernel/ids.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { RunSheet } from '#core/sheets.ts'
import { ask, type Books, type Draft, sourceChanged, stationBook } from '#core/signals/fusion/books.ts'
import { type DeskCount, vetoOf } from '#core/signals/routing/vetoes.ts'
import type { Candidate, Signal, Vote } from '#core/signals/signal.ts'
import type { VetoRules } from './routing/policy.ts'

/** Name of a candidate's signal: unique in its run, since a symbol closes one bar at a time. */
export function candidateId(runId: RunId, { symbol, at }: Pick<Candidate, 'symbol' | 'at'>): SignalId {
  return `${runId}-${symbol}-${Math.floor(at / SECOND_MS)}` as SignalId
}

/** What opening a candidate depends on. */
export interface OpeningView {
  readonly run: Pick<RunSheet, 'runId' | 'source'>
  readonly fusion: Books
  /** Sources whose votes are not heard. */
  readonly paused: ReadonlySet<string>
  readonly rules: VetoRules
  readonly today: DeskCount
}

/** A candidate with what its book says of it. */
export interface Opened {
  readonly signal: Signal
  readonly events: readonly DomainEvent[]
}

/**
 * Asks a candidate's book about it, and whether anything keeps it from becoming a signal.
 *
 * Also a vetoed candidate is recorded and followed to its end, because its book learns from what happened and not from
 * what an operator let pass: without it a floor would hide exactly the outcomes that could prove it wrong.
 */
export function openCandidate(
  { candidate, expiresAt, horizonAt }: OpenCandidate,
  { run, fusion, paused, rules, today }: OpeningView,
  { now, policy }: Context,
): Opened {
  const { symbol, direction, levels, at, barIndex, atr, targetAtr, stopAtr, votes, regime } = candidate
  const book = stationBook(candidate)
  const draft: Draft = {
    signalId: candidateId(run.runId, candidate),
    runId: run.runId,
    symbol,
    direction,
    levels,
    createdAt: at,
    expiresAt,
    horizonAt,
    horizonBar: barIndex + policy.horizonBars,
    source: run.source,
    book: book.name,
    claimed: null,
    openedAt: now,
    evidence: {
      atr,
      targetAtr,
      stopAtr,
      votes: votes.map((vote) => heardOf(vote, paused)),
      regime,
      barIndex,
    },
  }
  const breakeven = (stopAtr + policy.costAtr) / (targetAtr + stopAtr)
  const { assessment, facts } = ask(fusion.of(book), draft, breakeven)
  const veto = vetoOf(symbol, assessment, rules, today)
  const signal: Signal = { ...draft, assessment, ...(veto !== null && { veto }) }
  const events = [
    { kind: 'signal_opened', signal } as const,
    ...facts.map((fact) => sourceChanged(book.name, fact)),
  ]
  return { signal, events }
}

function heardOf(vote: Vote, paused: ReadonlySet<string>): Vote {
  return paused.has(vote.source) ? { ...vote, paused: true } : vote
}
