import { Temporal } from 'temporal-polyfill'
import type { PostSignal } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { RunId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import { dayIn, type MarketTimeMs, MINUTE_MS } from '#core/kernel/time.ts'
import type { Rejection } from '#core/rejection.ts'
import {
  ask,
  BOOKS_MAX,
  type Books,
  type Draft,
  providerBook,
  sourceChanged,
  voiceOf,
} from '#core/signals/fusion/books.ts'
import { tierOf } from '#core/signals/fusion/tiers.ts'
import { countVetoes, type VetoView, vetoOf } from '#core/signals/routing/vetoes.ts'
import { breakevenOf } from '#core/signals/settlement.ts'
import { levelsFit, type Tier } from '#core/signals/signal.ts'
import { owedWallMs } from '#core/signals/windows.ts'

/** What a provider's signal depends on. */
export interface PostView {
  /** What the books have learned; the command's own. */
  readonly fusion: Books
  readonly runId: RunId
  readonly vetoes: VetoView
  /** Sources whose votes are not heard; a provider is one. */
  readonly paused: ReadonlySet<string>
  /** Length of a horizon: 24 bars of the symbol, in milliseconds. */
  readonly lastHorizonMs: number
}

/** Minutes a window stays open where the provider names no end. Source: seed HydraX, tiers. */
const WINDOW_MINUTES: Readonly<Record<Tier, number>> = {
  SNIPER: 15,
  PRECISION: 12,
  RAPID: 10,
  TRAINING: 8,
  UNRANKED: 8,
}

/**
 * Lists a provider's own signal.
 *
 * Refuses levels out of order, then a window that ends before it began or reaches too far, then a provider for whom
 * there is no room for a book. What the provider
 * claims is kept as a claim and chooses the window where no end is named; the probability comes from the outcomes
 * of his own book, and without any it is breakeven.
 *
 * Source: seed HydraX, signals with an expiry by tier; claims are no probabilities. Rules SIG-1 to SIG-7.
 */
export function decidePostSignal(
  command: PostSignal,
  { fusion, runId, paused, lastHorizonMs, vetoes }: PostView,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  const { signalId, symbol, direction, levels, claimed, provider } = command
  if (!levelsFit(direction, levels)) return reject({ code: 'bad_levels' })
  const misfit = command.expiresAt === null ? null : windowMisfit(command.expiresAt, context)
  if (misfit !== null) return reject({ code: 'bad_window', message: misfit })

  const book = providerBook(provider, levels)
  if (fusion.known(book.name) === null && fusion.count() >= BOOKS_MAX)
    return reject({ code: 'too_many_providers' })

  const createdAt = context.market.at
  const expiresAt = command.expiresAt ?? createdAt + windowMs(claimed, context)
  const draft: Draft = {
    signalId,
    runId,
    symbol,
    direction,
    levels,
    createdAt,
    expiresAt,
    horizonAt: Math.max(createdAt + lastHorizonMs, expiresAt),
    horizonBar: null,
    source: provider,
    book: book.name,
    claimed,
    ...(claimed !== null && paused.has(voiceOf(provider)) && { claimPaused: true }),
    openedAt: context.now,
    evidence: null,
  }
  const { assessment, facts } = ask(fusion.of(book), draft, breakevenOf(levels))
  const veto = vetoOf(symbol, assessment, vetoes.rules, vetoes.today)
  const signal = { ...draft, assessment, ...(veto !== null && { veto }) }
  const opened: DomainEvent = { kind: 'signal_opened', signal }
  const told = [opened, ...facts.map((fact) => sourceChanged(book.name, fact))]
  if (veto === null) return accept(told)
  const day = dayIn(context.policy.deskZone, context.now)
  const counts = countVetoes(vetoes.counts, [{ code: veto.code, symbol, at: createdAt }], day)
  return accept([...told, { kind: 'candidates_vetoed', counts }])
}

/** Why a window named by a provider cannot stand, as a sentence for him; null where it can. */
function windowMisfit(expiresAt: MarketTimeMs, { market, policy }: Context): string | null {
  const marketTime = `market time, which is now ${utcText(market.at)}`
  if (expiresAt <= market.at) return `expires_at must lie after ${marketTime}.`
  if (expiresAt - market.at <= policy.providerWindowMsMax) return null
  const minutesMax = policy.providerWindowMsMax / MINUTE_MS
  return `expires_at may lie at most ${minutesMax} minutes after ${marketTime}.`
}

/** The window by the tier of the claim, but never shorter than a person needs at the speed the market runs at. */
function windowMs(claimed: number | null, { market, policy }: Context): number {
  const byTier = WINDOW_MINUTES[claimed === null ? 'UNRANKED' : tierOf(claimed / 100)] * MINUTE_MS
  const speed = market.pace ?? market.speed
  return speed === 'max' ? byTier : Math.max(byTier, Math.ceil(owedWallMs(policy) * speed))
}

function utcText(at: MarketTimeMs): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toString()
}
