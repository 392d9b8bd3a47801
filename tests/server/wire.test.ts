import { describe, expect, test } from 'vitest'
import { FireCountUpdate, MissionStatusUpdate, SignalRouted, UserStatsUpdate } from '#contracts/live.ts'
import { Fire, Signal } from '#contracts/shapes.ts'
import type { DomainEvent, TraderTotals } from '#core/event.ts'
import type { SignalSheet, TradeSheet } from '#core/sheets.ts'
import {
  milliseconds,
  money,
  price,
  seconds,
  wireClocks,
  wireFire,
  wireSignal,
  wireUserStats,
} from '#server/wire.ts'
import { wireBoardEntry } from '#server/wire-boards.ts'
import { gather, messageOf } from '#server/wire-live.ts'
import type { Recorded } from '#station/station.ts'

const T0 = Date.UTC(2026, 0, 5, 12)

const TOTALS: TraderTotals = {
  balanceCents: 1_004_950,
  fires: 5,
  passes: 1,
  wins: 2,
  losses: 1,
  timeouts: 1,
  pnlCents: 4_950,
  breakevenMicroSum: 1_200_000,
  day: '2026-01-05',
  dayFires: 3,
}

const LINE = {
  rank: 1,
  userId: 'ada' as never,
  name: null,
  score: 0.5,
  moved: null,
  personalBest: false,
  wins: 1,
  losses: 1,
  closed: 3,
  streakDays: 12,
}

const SHEET: SignalSheet = {
  signal: {
    signalId: 's1',
    runId: 'r1',
    symbol: 'EURUSD',
    direction: 'BUY',
    levels: { entry: 1.1, stop: 1.09, target: 1.115 },
    createdAt: T0,
    expiresAt: T0 + 600_000,
    horizonAt: T0 + 3_600_000,
    horizonBar: null,
    source: 'replay',
    book: 'b',
    assessment: {
      probability: 0.57,
      intervalLow: 0.4,
      intervalHigh: 0.7,
      base: 0.5,
      parts: { trend: 0.07 },
      tier: 'UNRANKED',
      state: 'WARMING',
      rank: 0.25,
      breakeven: 0.4,
    },
    claimed: 80,
    openedAt: T0,
    evidence: null,
  },
  status: 'active',
  expiring: false,
  outcome: null,
  exit: null,
  r: null,
  settledAt: null,
  totals: { fireCount: 3, passCount: 1, executedCount: 2 },
} as unknown as SignalSheet

const TRADE: TradeSheet = {
  tradeId: 't1',
  signalId: 's1',
  userId: 'ada',
  firedAt: T0 + 1_500,
  riskBp: 50,
  balanceCents: 1_000_000,
  executed: false,
  executedPrice: null,
  outcome: null,
  r: null,
  pnlCents: null,
  closedAt: null,
} as unknown as TradeSheet

describe('numbers', () => {
  test('[WIRE-1] milliseconds inside are seconds outside, cents are units with two decimals', () => {
    expect([seconds(1_500), milliseconds(1.5), milliseconds(0.0004)]).toEqual([1.5, 1_500, 0])
    expect([money(1_004_950), money(-1), money(0)]).toEqual([10_049.5, -0.01, 0])
  })

  test('[WIRE-2] a win rate is percent with one decimal in statistics, without timeouts, and null before the first', () => {
    // 2 of 3 is 66.666... %; the timeout is neither.
    expect(wireUserStats(TOTALS, -1_234)).toEqual({
      trades_today: 3,
      last_7d_pnl: -12.34,
      win_rate: 66.7,
      rank: 'WARRIOR',
    })
    expect(wireUserStats({ ...TOTALS, wins: 0, losses: 0 }, 0).win_rate).toBeNull()
  })

  test('[WIRE-2] on boards it is a fraction, and money is in units', () => {
    expect(wireBoardEntry(LINE, 'win_rate').score).toBe(0.5)
    expect(wireBoardEntry({ ...LINE, score: -250 }, 'pnl').score).toBe(-2.5)
    expect(wireBoardEntry({ ...LINE, score: 7 }, 'total_fires').score).toBe(7)
    expect(wireBoardEntry({ ...LINE, score: -1_250 }, 'weekly_r').score).toBe(-1.25)
  })

  test('[BOARD-8] a win rate on a board carries its n and its interval, other scores no interval', () => {
    const { n, interval } = wireBoardEntry(LINE, 'win_rate')
    expect(n).toBe(2)
    // z = 1.96: (0.5 + 0.9604 -+ 1.96 * sqrt((0.25 + 0.4802) / 2)) / (1 + 1.9208)
    expect(interval?.[0]).toBeCloseTo(0.0945, 4)
    expect(interval?.[1]).toBeCloseTo(0.9055, 4)
    expect(wireBoardEntry(LINE, 'pnl')).toMatchObject({ n: 2, interval: null })
    expect(wireBoardEntry(LINE, 'risk_adjusted')).toMatchObject({ n: 3, interval: null })
  })
})

describe('nouns', () => {
  const clocks = wireClocks({ at: T0 + 60_000, speed: 60 }, T0 + 999)

  test('[WIRE-3] a signal carries its levels, its honest probability and both clocks', () => {
    const wired = wireSignal(SHEET, clocks)
    expect(Signal.safeParse(wired).error).toBeUndefined()
    expect(wired).toMatchObject({
      id: 's1',
      entry_price: 1.1,
      expires_at: T0 / 1_000 + 600,
      market_time: T0 / 1_000 + 60,
      speed: 60,
      server_time: T0 / 1_000 + 0.999,
      probability: 0.57,
      interval: [0.4, 0.7],
      // 100 x 0.57 is 56.99999999999999 in binary fractions.
      tcs_score: 57,
      claimed: 80,
      fire_count: 3,
      pass_count: 1,
    })
  })

  test('[WIRE-3] a signal that has settled says when, by the market’s clock', () => {
    expect(wireSignal(SHEET, clocks).settled_at).toBeNull()
    const settled = { ...SHEET, status: 'settled', outcome: 'WIN', settledAt: T0 + 90_000 } as const
    const wired = wireSignal(settled as unknown as SignalSheet, clocks)
    expect(Signal.safeParse(wired).error).toBeUndefined()
    expect(wired.settled_at).toBe(T0 / 1_000 + 90)
  })

  test('[WIRE-3] a price shows no noise of binary fractions', () => {
    // An ask of 1.27228 and a spread of 0.00004 add up to 1.2723200000000001 in binary.
    expect([1.27228 + 0.00004, 58_812.471_431_612_43].map(price)).toEqual([1.27232, 58_812.471_431_61])
  })

  test('[WIRE-3] where nobody claims anything there is no claim', () => {
    const silent = { ...SHEET, signal: { ...SHEET.signal, claimed: null } }
    expect('claimed' in wireSignal(silent, clocks)).toBe(false)
  })

  test('[WIRE-4] a trade waits, is open, closed or never got a price', () => {
    const status = (trade: Partial<TradeSheet>, sheet: Partial<SignalSheet> = {}) => {
      const fire = wireFire({ ...TRADE, ...trade }, { ...SHEET, ...sheet })
      expect(Fire.safeParse(fire).error).toBeUndefined()
      return fire.status
    }
    expect(status({})).toBe('pending')
    expect(status({}, { status: 'expired' })).toBe('unfilled')
    expect(status({ executed: true, executedPrice: 1.1 }, { status: 'expired' })).toBe('open')
    const closed = {
      executed: true,
      executedPrice: 1.1,
      outcome: 'WIN',
      r: 1.5,
      pnlCents: 7_500,
      closedAt: T0,
    } as const
    expect(status(closed, { status: 'settled', outcome: 'WIN', exit: 1.115 })).toBe('closed')
  })

  test('[WIRE-4] risk is percent, profit is units', () => {
    const closed = {
      executed: true,
      executedPrice: 1.1,
      outcome: 'WIN',
      r: 1.5,
      pnlCents: 7_500,
      closedAt: T0,
    } as const
    const fire = wireFire({ ...TRADE, ...closed }, { ...SHEET, status: 'settled', exit: 1.115 })
    // Half a percent of 10,000.00 is 50.00; one and a half times that is 75.00.
    expect(fire).toMatchObject({
      risk_pct: 0.5,
      pnl: 75,
      r: 1.5,
      exit_price: 1.115,
      fired_at: T0 / 1_000 + 1.5,
    })
  })
})

describe('live messages', () => {
  const words = { epoch: 'e1', signal: () => SHEET }
  const mission = SHEET.totals
  let seq = 0
  const at = (stream: string, place: number, event: object): Recorded =>
    ({ stream, seq: place, at: T0, event }) as unknown as Recorded
  const fired = (place: number, fireCount: number) =>
    at('mission:s1', place, { kind: 'signal_fired', signalId: 's1', mission: { ...mission, fireCount } })
  const decided = (place: number) =>
    at('user:ada', place, { kind: 'trader_decided', userId: 'ada', totals: TOTALS, last7dPnlCents: 0 })
  const closed = (place: number, tradeId: string) =>
    at('user:ada', place, {
      kind: 'trade_closed',
      userId: 'ada',
      signalId: 's1',
      tradeId,
      outcome: 'LOSS',
      r: -1,
      pnlCents: -10_000,
      totals: TOTALS,
      last7dPnlCents: -10_000,
    })
  const status = (place: number, kind: DomainEvent['kind'], more: object = {}) =>
    at('mission:s1', place, { kind, signalId: 's1', at: T0 + 590_000, ...more })

  test('[WIRE-5] neighbours of one kind become one message that says what it covers, others keep their order', () => {
    const told = gather(
      [fired(2, 1), decided(2), fired(3, 2), status(4, 'signal_expiring'), fired(5, 3), fired(6, 4)],
      words,
    )
    expect(told.map(({ name, data }) => [name, data.stream, data.since, data.seq])).toEqual([
      ['fire_count_update', 'mission:s1', 1, 3],
      ['user_stats_update', 'user:ada', 1, 2],
      ['mission_status_update', 'mission:s1', 3, 4],
      ['fire_count_update', 'mission:s1', 4, 6],
    ])
    expect(told[3]!.data).toMatchObject({ count: 4 })
  })

  test('[WIRE-5] no closed trade is swallowed by the next', () => {
    const told = gather([decided(2), closed(3, 't1'), closed(4, 't2'), decided(5)], words)
    expect(told.map(({ data }) => [data.since, data.seq, 'closed' in data && data.closed?.trade_id])).toEqual(
      [
        [1, 3, 't1'],
        [3, 4, 't2'],
        [4, 5, undefined],
      ],
    )
    expect(told[0]!.data).toMatchObject({ closed: { outcome: 'LOSS', r: -1, pnl: -100 } })
  })

  test('[WIRE-6] every event of a mission or a user is a message of the contract; the desk has none', () => {
    const schemas = {
      fire_count_update: FireCountUpdate,
      mission_status_update: MissionStatusUpdate,
      user_stats_update: UserStatsUpdate,
      signal_routed: SignalRouted,
    }
    seq = 0
    const events: readonly Recorded[] = [
      at('mission:s1', ++seq, { kind: 'signal_opened', signal: SHEET.signal }),
      fired(++seq, 1),
      at('mission:s1', ++seq, { kind: 'signal_passed', signalId: 's1', mission }),
      at('mission:s1', ++seq, { kind: 'signal_executed', signalId: 's1', mission }),
      status(++seq, 'signal_expiring'),
      status(++seq, 'signal_expired'),
      status(++seq, 'signal_settled', { outcome: 'WIN', exit: 1.115, r: 1.5 }),
      at('user:ada', 1, { kind: 'user_added', userId: 'ada', totals: TOTALS }),
      decided(2),
      closed(3, 't1'),
    ]
    const told = events.map((recorded) => messageOf(recorded, words)!)
    for (const { name, data } of told)
      expect(schemas[name as keyof typeof schemas].safeParse(data).error).toBeUndefined()
    // Opened with its ten minutes, marked ten seconds before the end, nothing left after.
    expect(told.flatMap(({ data }) => ('time_remaining' in data ? [data.time_remaining] : []))).toEqual([
      600, 10, 0, 0,
    ])
    for (const kind of ['run_opened', 'run_advanced', 'token_created', 'token_revoked', 'user_erased'])
      expect(messageOf(at('desk', 1, { kind }), words)).toBeNull()
  })
})
