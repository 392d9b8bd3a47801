import type { AdvanceMarket, ClosedBar, OpenCandidate } from '#core/command.ts'
import type { Context, Policy, Speed } from '#core/context.ts'
import type { BookTotals, DomainEvent, SignalSettled } from '#core/event.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn, HOUR_MS, type MarketTimeMs } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import type { BookSheet, RunSheet, SignalSheet } from '#core/sheets.ts'
import { answerOf, type Books, sourceChanged } from '#core/signals/fusion/books.ts'
import { learnOutcome } from '#core/signals/fusion/engine/learn-outcome.ts'
import { openCandidate } from '#core/signals/opening.ts'
import type { VetoRules } from '#core/signals/routing/policy.ts'
import {
  countVetoes,
  type DeskCount,
  type VetoCount,
  type Vetoed,
  type VetoView,
  withResult,
  withSignal,
} from '#core/signals/routing/vetoes.ts'
import { type Judgement, judge, timeout } from '#core/signals/settlement.ts'
import type { Outcome, Signal } from '#core/signals/signal.ts'

/** What a step of the market depends on. */
export interface AdvanceView {
  readonly run: RunSheet | null
  /** Unsettled signals of the symbols that close a bar, and providers' signals past their horizon. */
  readonly open: readonly SignalSheet[]
  /** Active signals whose end, or whose mark before it, may have passed. */
  readonly due: readonly SignalSheet[]
  /** Books of all of them and of the candidates. */
  readonly books: ReadonlyMap<string, BookSheet>
  /** What the books have learned; the step's own, so that a step that fails has taught nothing. */
  readonly fusion: Books
  /** Sources whose votes are not heard. */
  readonly paused: ReadonlySet<string>
  readonly vetoes: VetoView
}

/** A symbol that has not closed a bar for this long is not waited for. Longer than a weekend with holidays. */
const SILENCE_MS_MAX = 7 * 24 * HOUR_MS

/**
 * How long before its end a window counts as closing, in market milliseconds.
 *
 * A person is warned by the time he has left on his own clock; at full speed he has none, and nothing is marked.
 */
export function expiringLeadMs(speed: Speed, { expiringWallMs }: Policy): number {
  return speed === 'max' ? 0 : expiringWallMs * speed
}

/**
 * Moves the market on: bars settle what is open, windows end, candidates become signals.
 *
 * A step may hold many bars. It is played instant by instant, and at equal times outcomes come first, then
 * expiries, then candidates: nothing is assessed with less, or more, than was known at its time. How the bars were
 * cut into steps changes no outcome.
 *
 * The position is told with whatever else happened, at the end of the run, with each bar at a finite speed, and
 * every `positionEveryBars` bars at full speed; so a step that is repeated is either refused or finds nothing to do.
 * Refuses a step of another run and one whose bars lie behind the position.
 *
 * Source: seed HydraX, outcome tracking; fusion method, order of equal times. Rules MKT-4 to MKT-14.
 */
export function decideAdvance(
  command: AdvanceMarket,
  view: AdvanceView,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  const { run } = view
  if (run === null || !inStep(command, run)) return reject({ code: 'out_of_step' })

  const step = beginStep(command, view, run, context)
  for (const instant of instantsOf(command)) playInstant(step, instant)
  markExpiring(step)
  tellVetoes(step)
  if (positionDue(step)) step.events.push(positionOf(step))
  return accept(step.events)
}

/** An open signal on its way through a step. */
interface OpenSignal {
  readonly signal: Signal
  readonly expiring: boolean
  active: boolean
  settled: boolean
}

/** A step while it is played: what it told so far, and how things stand. Lives in one call. */
interface Step {
  readonly command: AdvanceMarket
  readonly context: Context
  readonly run: RunSheet
  readonly events: DomainEvent[]
  readonly signals: OpenSignal[]
  readonly books: Map<string, BookSheet>
  readonly fusion: Books
  readonly paused: ReadonlySet<string>
  readonly rules: VetoRules
  readonly vetoCounts: readonly VetoCount[]
  readonly vetoed: Vetoed[]
  /** The desk's day by now. */
  today: DeskCount
  readonly lastPrices: Record<string, number>
}

function inStep({ runId, barsDone, closes }: AdvanceMarket, run: RunSheet): boolean {
  if (runId !== run.runId) return false
  return closes.length === 0 ? barsDone >= run.barsDone : barsDone > run.barsDone
}

function beginStep(command: AdvanceMarket, view: AdvanceView, run: RunSheet, context: Context): Step {
  const sheets = new Map([...view.open, ...view.due].map((sheet) => [sheet.signal.signalId, sheet]))
  const signals = [...sheets.values()].map(({ signal, status, expiring }) => ({
    signal,
    expiring,
    active: status === 'active',
    settled: status === 'settled',
  }))
  return {
    command,
    context,
    run,
    events: [],
    signals: signals.sort(byAge),
    books: new Map(view.books),
    fusion: view.fusion,
    paused: view.paused,
    rules: view.vetoes.rules,
    vetoCounts: view.vetoes.counts,
    vetoed: [],
    today: view.vetoes.today,
    lastPrices: { ...run.lastPrices },
  }
}

/** The order in which signals of one instant are told, whatever order they were read in. */
function byAge({ signal: a }: OpenSignal, { signal: b }: OpenSignal): number {
  return a.createdAt - b.createdAt || (a.signalId < b.signalId ? -1 : 1)
}

/** Every time at which something can happen in the step, ascending. */
function instantsOf({ at, closes, candidates }: AdvanceMarket): readonly MarketTimeMs[] {
  const times = new Set([at, ...closes.map(({ bar }) => bar.closeAt), ...candidates.map(candidateAt)])
  return [...times].sort((a, b) => a - b)
}

function candidateAt({ candidate }: OpenCandidate): MarketTimeMs {
  return candidate.at
}

function playInstant(step: Step, instant: MarketTimeMs): void {
  const { command } = step
  expire(step, (expiresAt) => expiresAt < instant)
  for (const close of command.closes) if (close.bar.closeAt === instant) settleBy(step, close)
  settleOverdue(step, instant)
  expire(step, (expiresAt) => expiresAt <= instant)
  for (const opening of command.candidates) if (candidateAt(opening) === instant) openSignal(step, opening)
}

function settleBy(step: Step, { bar, barIndex }: ClosedBar): void {
  step.lastPrices[bar.symbol] = bar.close
  for (const open of step.signals) {
    const judgement = open.settled ? null : judge(open.signal, bar, barIndex)
    if (judgement !== null) settle(step, open, { judgement, at: bar.closeAt, witnessed: true })
  }
}

/**
 * Ends providers' signals that no bar will judge: at once where the run does not play their symbol, and where it
 * does once a silence is longer than any weekend. Until then the next bar of the symbol is the better witness.
 */
function settleOverdue(step: Step, instant: MarketTimeMs): void {
  const { symbols } = step.run
  for (const open of step.signals) {
    const { signal, settled } = open
    if (settled || signal.horizonBar !== null) continue
    const played = symbols.includes(signal.symbol)
    if (instant <= signal.horizonAt + (played ? SILENCE_MS_MAX : 0)) continue
    const judgement = timeout(signal, step.lastPrices[signal.symbol] ?? signal.levels.entry)
    // Where the symbol is not played nobody knows how the trade went: its book learns nothing of it.
    settle(step, open, { judgement, at: signal.horizonAt, witnessed: played })
  }
}

/** How a signal ended, when, and whether anybody saw it. */
interface Ending {
  readonly judgement: Judgement
  readonly at: MarketTimeMs
  readonly witnessed: boolean
}

function settle(step: Step, open: OpenSignal, { judgement, at, witnessed }: Ending): void {
  const { signalId, book, veto } = open.signal
  open.settled = true
  open.active = false
  const mark = veto !== undefined && ({ vetoed: true } as const)
  const told = { kind: 'signal_settled', signalId, ...judgement, at, book, ...mark } as const
  if (!witnessed) {
    step.events.push({ ...told, bookTotals: null })
    return
  }
  if (veto === undefined) step.today = withResult(step.today, judgement.r)
  const bookTotals = countOutcome(totalsOf(step, book), judgement.outcome)
  step.books.set(book, { book, totals: bookTotals })
  const event = { ...told, bookTotals }
  step.events.push(event, ...learn(step, event))
}

/** Teaches the book, and tells which troubles of its sources began or ended with the outcome. */
function learn(step: Step, event: SignalSettled): readonly DomainEvent[] {
  const book = step.fusion.known(event.book)
  const facts = book === null ? null : learnOutcome(book, answerOf(event))
  return (facts ?? []).map((fact) => sourceChanged(event.book, fact))
}

function expire(step: Step, ended: (expiresAt: MarketTimeMs) => boolean): void {
  const over = step.signals.filter(({ active, signal }) => active && ended(signal.expiresAt))
  for (const open of over.sort((a, b) => a.signal.expiresAt - b.signal.expiresAt)) {
    const { signalId, expiresAt } = open.signal
    open.active = false
    step.events.push({ kind: 'signal_expired', signalId, at: expiresAt })
  }
}

function openSignal(step: Step, opening: OpenCandidate): void {
  const { signal, events } = openCandidate(opening, step, step.context)
  const { veto, symbol, createdAt: at } = signal
  if (veto === undefined) step.today = withSignal(step.today)
  else step.vetoed.push({ code: veto.code, symbol, at })
  step.signals.push({ signal, expiring: false, active: veto === undefined, settled: false })
  step.events.push(...events)
}

/** Tells how often candidates were vetoed by now, where some were in this step. */
function tellVetoes({ command, context, vetoed, vetoCounts, events }: Step): void {
  const spaced = (command.spaced ?? []).map(({ symbol, at }) => ({ code: 'spacing' as const, symbol, at }))
  if (spaced.length + vetoed.length === 0) return
  const day = dayIn(context.policy.deskZone, context.now)
  events.push({ kind: 'candidates_vetoed', counts: countVetoes(vetoCounts, [...spaced, ...vetoed], day) })
}

/** Tells once that a window is about to close. */
function markExpiring(step: Step): void {
  const { command, context } = step
  const leadMs = expiringLeadMs(context.market.speed, context.policy)
  for (const { signal, active, expiring } of step.signals) {
    if (!active || expiring || signal.expiresAt - command.at > leadMs) continue
    step.events.push({ kind: 'signal_expiring', signalId: signal.signalId, at: command.at })
  }
}

function positionDue({ events, command, context, run }: Step): boolean {
  const every = context.policy.positionEveryBars
  const crossed = Math.floor(command.barsDone / every) > Math.floor(run.barsDone / every)
  // At a speed that people watch a bar is rare: each is told, and a restart goes back by none.
  const watched = context.market.speed !== 'max' && command.closes.length > 0
  return events.length > 0 || command.ended !== run.ended || crossed || watched
}

function positionOf({ command, lastPrices }: Step): DomainEvent {
  const { runId, barsDone, at, ended } = command
  return { kind: 'run_advanced', runId, barsDone, at, ended, lastPrices }
}

function totalsOf({ books }: Step, book: string): BookTotals {
  return books.get(book)?.totals ?? { wins: 0, losses: 0, timeouts: 0 }
}

function countOutcome(totals: BookTotals, outcome: Outcome): BookTotals {
  switch (outcome) {
    case 'WIN':
      return { ...totals, wins: totals.wins + 1 }
    case 'LOSS':
      return { ...totals, losses: totals.losses + 1 }
    case 'TIMEOUT':
      return { ...totals, timeouts: totals.timeouts + 1 }
  }
}
