import { expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import { clockIn } from '#core/kernel/time.ts'
import { countTimes, type TimedDecision } from '#core/stats/time-stats.ts'

const at = (text: string) => Date.parse(text)

function fired(
  when: string,
  outcome: TimedDecision['outcome'],
  more: Partial<TimedDecision> = {},
): TimedDecision {
  const pnlCents = outcome === 'WIN' ? 150 : outcome === 'LOSS' ? -100 : null
  return {
    kind: 'fire',
    at: at(when),
    symbol: 'EURUSD' as SymbolName,
    tier: 'RAPID',
    source: 'sim',
    outcome,
    pnlCents,
    ...more,
  }
}

test.each([
  ['UTC', '2026-01-05T23:59:59Z', 23, 1],
  ['Europe/Berlin', '2026-01-05T23:59:59Z', 0, 2],
  ['Europe/Berlin', '2026-03-29T00:59:59Z', 1, 7],
  // Clocks go forward: there is no hour from two to three.
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 3, 7],
  ['Asia/Kolkata', '2026-01-05T18:29:59Z', 23, 1],
  ['Asia/Kolkata', '2026-01-05T18:30:00Z', 0, 2],
  ['Pacific/Apia', '2026-01-04T11:00:00Z', 0, 1],
])('[TIME-6] a clock in %s shows %s as hour %i of weekday %i', (zone, when, hour, weekday) => {
  expect(clockIn(zone, at(when))).toEqual({ hour, weekday })
})

test('[TSTAT-1] a decision is counted in the hour and weekday of the own zone, and in the session of the market', () => {
  const count = countTimes('America/New_York')
  // Monday 23:30 in New York is Tuesday 04:30 in UTC: Asia trades.
  count.add(fired('2026-01-06T04:30:00Z', 'WIN'))
  count.add(fired('2026-01-06T14:00:00Z', 'LOSS'))
  const { hours, weekdays, sessions } = count.stats()
  expect(hours.map(({ fires }) => fires)).toEqual(
    Array.from({ length: 24 }, (_, hour) => (hour === 23 || hour === 9 ? 1 : 0)),
  )
  expect(weekdays.map(({ fires }) => fires)).toEqual([1, 1, 0, 0, 0, 0, 0])
  expect([...sessions].map(([name, { wins, losses }]) => [name, wins, losses])).toEqual([
    ['asia', 1, 0],
    ['europe', 0, 0],
    ['america', 0, 1],
    ['quiet', 0, 0],
  ])
})

test('[TSTAT-2] wins, losses, timeouts, results and what was passed are counted apart, by symbol, tier and source too', () => {
  const count = countTimes('UTC')
  const when = '2026-01-05T12:00:00Z'
  count.add(fired(when, 'WIN'))
  count.add(fired(when, 'LOSS', { source: 'acme', tier: 'SNIPER' }))
  count.add(fired(when, 'TIMEOUT', { pnlCents: 7 }))
  count.add(fired(when, null))
  for (const outcome of ['WIN', 'LOSS', 'LOSS', 'TIMEOUT', null] as const)
    count.add(fired(when, outcome, { kind: 'pass', symbol: 'XAUUSD' as SymbolName, pnlCents: null }))
  const { all, symbols, tiers, sources, hours } = count.stats()
  const line = {
    fires: 4,
    passes: 5,
    wins: 1,
    losses: 1,
    timeouts: 1,
    pnlCents: 57,
    passedWins: 1,
    passedLosses: 2,
  }
  expect(all).toEqual(line)
  expect(hours[12]).toEqual(line)
  expect([...symbols].map(([name, { fires, passes }]) => [name, fires, passes])).toEqual([
    ['EURUSD', 4, 0],
    ['XAUUSD', 0, 5],
  ])
  expect(
    [...tiers].map(([name, { fires, passes, wins, losses }]) => [name, fires, passes, wins, losses]),
  ).toEqual([
    ['SNIPER', 1, 0, 0, 1],
    ['PRECISION', 0, 0, 0, 0],
    ['RAPID', 3, 5, 1, 0],
    ['TRAINING', 0, 0, 0, 0],
    ['UNRANKED', 0, 0, 0, 0],
  ])
  expect(sources.get('acme')).toMatchObject({ fires: 1, losses: 1, pnlCents: -100 })
})
