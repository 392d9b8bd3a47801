import { expect, test } from 'vitest'
import { roundHalfAway, roundTo } from '#core/kernel/amount.ts'
import { signalId, symbolName, userId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import { InvariantBroken, invariant, unreachable } from '#core/kernel/result.ts'

test('[AMT-1] money rounds half away from zero, the same for gain and loss', () => {
  expect([0.5, 1.5, 2.4, -0.5, -1.5, -2.4].map(roundHalfAway)).toEqual([1, 2, 2, -1, -2, -2])
})

test('[AMT-2] a shown figure is rounded before it is compared', () => {
  expect(roundTo(0.899_999_999, 4)).toBe(0.9)
  expect(roundTo(0.899_94, 4)).toBe(0.8999)
})

test('[RND-1] the same seed gives the same stream, another seed another one', () => {
  const draw = (seed: string) => {
    const stream = randomStream(seed)
    return Array.from({ length: 5 }, () => stream.next())
  }
  expect(draw('a')).toEqual(draw('a'))
  expect(draw('a')).not.toEqual(draw('b'))
})

test('[RND-2] draws are uniform and normals are standard, within four standard errors', () => {
  const stream = randomStream('moments')
  const count = 40_000
  const uniform = Array.from({ length: count }, () => stream.next())
  const normal = Array.from({ length: count }, () => stream.normal())
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true)
  // Standard error of a uniform mean: sqrt(1/12/40,000) = 0.0014; of a normal mean 0.005, of its variance 0.0071.
  expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.0058)
  expect(Math.abs(mean(normal))).toBeLessThan(0.02)
  expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(0.029)
})

test('[ID-1] an id is well-formed or nothing', () => {
  expect(userId('u-1')).toBe('u-1')
  expect([userId(''), userId('-x'), userId('a b'), userId('x'.repeat(65)), userId('ü')]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(symbolName('EURUSD')).toBe('EURUSD')
  expect([symbolName('eurusd'), symbolName('EU')]).toEqual([null, null])
})

test('[ID-2] the words of the routes are no signal ids', () => {
  expect([signalId('active'), signalId('daily')]).toEqual([null, null])
  expect(signalId('r1-EURUSD-1')).toBe('r1-EURUSD-1')
})

test('[KERN-1] a broken promise of ours throws', () => {
  expect(() => invariant(false, 'never')).toThrow(InvariantBroken)
  expect(() => unreachable('x' as never)).toThrow(InvariantBroken)
})
