import type { Evidence, Mission } from '#contracts/shapes.ts'
import { signalId } from '#core/kernel/ids.ts'
import type { Exposure, SignalSheet, TraderSheet } from '#core/sheets.ts'
import type { Signal } from '#core/signals/signal.ts'
import type { Desk, Handlers } from '../registry.ts'
import { money, price, seconds, wireClocks, wireFire, wireSignal, wireUserStats } from '../wire.ts'
import { wireTold } from '../wire-routing.ts'

/** The briefing of a signal with the caller as its user. */
export function missionRoutes({ station }: Desk): Pick<Handlers, 'mission'> {
  const { queries, market, now } = station

  function briefing(sheet: SignalSheet, trader: TraderSheet) {
    const { signal, totals } = sheet
    const trade = queries.trade(trader.userId, signal.signalId)
    const clock = market.clock()
    return {
      signal: wireSignal(sheet, wireClocks(clock, now())),
      evidence: wireEvidence(signal.evidence),
      book: { ...queries.book(signal.book) },
      user: {
        ...wireTrader(trader, queries.userName(trader.userId)),
        ...wireExposure(queries.exposure(trader.userId, signal.symbol)),
      },
      signal_stats: {
        time_remaining: sheet.status === 'active' ? Math.max(0, seconds(signal.expiresAt - clock.at)) : 0,
        fire_count: totals.fireCount,
        pass_count: totals.passCount,
        executed_count: totals.executedCount,
        exit_price: sheet.exit === null ? null : price(sheet.exit),
        r: sheet.r,
      },
      routing: routingFor(sheet, trader),
      user_fired: trade !== null,
      user_passed: queries.passed(trader.userId, signal.signalId),
      trade: trade === null ? null : wireFire(trade, sheet),
    }
  }

  function routingFor(sheet: SignalSheet, { userId, memberTier }: TraderSheet): Mission['routing'] {
    const told = sheet.signal.veto ? null : queries.routedSignal(userId, sheet.signal.signalId)
    if (told === null) return null
    const { state, reason } = wireTold(told, memberTier, sheet)
    return { state, code: reason?.code ?? null, message: reason?.message ?? null }
  }

  return {
    mission({ params, principal }) {
      const id = signalId(params.id)
      const sheet = id === null ? null : queries.signal(id)
      if (sheet === null) return { ok: false, problem: { code: 'signal_not_found' } }
      const trader = queries.trader(principal.userId)
      if (trader === null) return { ok: false, problem: { code: 'user_not_found' } }
      return { ok: true, reply: briefing(sheet, trader) }
    },
  }
}

const VOLATILITY = { [-1]: 'quiet', 0: 'usual', 1: 'loud' } as const

function wireEvidence(evidence: Signal['evidence']): Evidence | null {
  if (evidence === null) return null
  const { votes, regime } = evidence
  return {
    votes: votes.map(({ source, agreement, claim, bars, since }) => ({
      source,
      agrees: agreement === 1,
      claim,
      bars: bars ?? null,
      since: since === undefined ? null : seconds(since),
    })),
    trend: regime.trend === 1 ? 'trending' : 'ranging',
    volatility: VOLATILITY[regime.vol],
  }
}

function wireExposure({ trades, onSymbol, riskCents }: Exposure) {
  return { open_trades: trades, open_on_symbol: onSymbol, open_risk: money(riskCents) }
}

function wireTrader({ userId, totals, last7dPnlCents }: TraderSheet, name: string | null) {
  return {
    id: userId,
    name,
    stats: wireUserStats(totals, last7dPnlCents),
    balance: money(totals.balanceCents),
  }
}
