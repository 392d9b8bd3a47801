import { describe, expect, test } from 'vitest'
import {
  explain,
  lotsOf,
  lotWords,
  type PositionTyped,
  pipValueOf,
  readNumber,
  reckon,
} from '../../renderer/state/position.ts'

const TYPED: PositionTyped = {
  balance: '10000.00',
  riskPct: '1.0',
  entry: '1.08500',
  stop: '1.08000',
  target: '1.09500',
  pipValue: '10.00',
}

function positionOf(part: Partial<PositionTyped> = {}) {
  const reckoned = reckon('EURUSD', 'LONG', { ...TYPED, ...part })
  if (!reckoned.ok) throw new Error(reckoned.message)
  return reckoned.position
}

describe('position calculator', () => {
  test('[PAGE-320] risk is a share of the balance, the size what the stop makes of it', () => {
    // 1 % of 10,000 is 100; 50 pips at 10 a pip are 500 a lot; 100 / 500 = 0.20 lots; the target is twice as far.
    const { risk, stopPips, targetPips, reward, ratio, lots, lotsRisk } = positionOf()
    expect(risk).toBe(100)
    expect(stopPips).toBeCloseTo(50, 9)
    expect(targetPips).toBeCloseTo(100, 9)
    expect(reward).toBeCloseTo(200, 9)
    expect(ratio).toBeCloseTo(2, 9)
    expect(lots).toBe(0.2)
    expect(lotsRisk).toBeCloseTo(100, 9)
  })

  test('[PAGE-321] a size is rounded down, so that it risks no more than was asked for', () => {
    // 110 / 500 = 0.22; 109.99 / 500 = 0.21998.
    expect(positionOf({ balance: '11000' }).lots).toBe(0.22)
    expect(positionOf({ balance: '10999' }).lots).toBe(0.21)
    expect(positionOf({ balance: '100' }).lots).toBe(0)
  })

  test('[PAGE-322] without the value of a pip there is a risk and no size', () => {
    expect(positionOf({ pipValue: '' })).toMatchObject({ risk: 100, lots: null, lotsRisk: null })
  })

  test.each([
    ['EURUSD', 1.085, 10],
    // 100,000 * 0.01 / 150 = 6.6667 dollars.
    ['USDJPY', 150, 6.6667],
    // 100 oz * 0.1.
    ['XAUUSD', 2_000, 10],
    ['EURJPY', 160, null],
    ['BTCUSD', 60_000, null],
    ['US500', 5_000, null],
  ])('[PAGE-323] the value of a pip of %s at %f is %s', (symbol, entry, value) => {
    const read = pipValueOf(symbol, entry)
    if (value === null) expect(read).toBeNull()
    else expect(read).toBeCloseTo(value, 4)
  })

  test('[PAGE-323] a lot has its words', () => {
    expect(lotWords('EURUSD')).toBe('100,000 EUR')
    expect(lotWords('XAUUSD')).toBe('100 oz')
    expect(lotWords('ETHUSD')).toBeNull()
  })

  test.each([
    ['balance', { balance: '' }],
    ['balance', { balance: '-1', stop: '2' }],
    ['riskPct', { riskPct: '0' }],
    ['riskPct', { riskPct: '100.1' }],
    ['entry', { entry: 'about' }],
    ['stop', { stop: '1.08500' }],
    ['target', { target: '1.08400' }],
    ['pipValue', { pipValue: '0' }],
  ] as const)('[PAGE-324] %s is named as what has to be mended: %o', (field, part) => {
    expect(reckon('EURUSD', 'LONG', { ...TYPED, ...part })).toMatchObject({ ok: false, field })
  })

  test('[PAGE-324] a short has its stop above and its target below', () => {
    const short = { ...TYPED, stop: '1.09000', target: '1.07500' }
    expect(reckon('EURUSD', 'SHORT', short)).toMatchObject({ ok: true })
    expect(reckon('EURUSD', 'SHORT', TYPED)).toMatchObject({
      field: 'stop',
      message: 'Above the entry of a short.',
    })
  })

  test('[PAGE-325] the reckoning is explained in sentences', () => {
    expect(explain(TYPED, positionOf())).toEqual([
      '1.0 % of 10,000.00 is 100.00.',
      'The stop is 50.0 pips away: one lot risks 500.00, so 0.20 lots risk 100.00.',
      'The target is 100.0 pips away, 2.0 times the stop: 200.00.',
    ])
    expect(explain(TYPED, positionOf({ balance: '100' }))[1]).toContain('0.01, is already more than that')
    expect(explain({ ...TYPED, pipValue: '' }, positionOf({ pipValue: '' })).at(-1)).toContain(
      'no size in lots',
    )
  })

  test.each([
    ['1,5', 1.5],
    [' 2 ', 2],
    ['', null],
    ['1e999', null],
    ['x', null],
  ])('[PAGE-324] "%s" is read as %s', (text, value) => {
    expect(readNumber(text)).toBe(value)
  })
})

test('[PAGE-353] the size of a plan is rounded down, and told where a pip of a lot has a value', () => {
  // 8 pips at 10 a pip are 80 a lot: 108 / 80 = 1.35; 107.99 / 80 = 1.3498...
  const long = { symbol: 'EURUSD', entry: 1.085, stop: 1.0842 }
  expect(lotsOf(long, 108)).toBe(1.35)
  expect(lotsOf(long, 107.99)).toBe(1.34)
  expect(lotsOf({ symbol: 'BTCUSD', entry: 60_000, stop: 59_000 }, 100)).toBeNull()
})
