import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RankIndex } from '#station/rank-index.ts'

test('[BOARD-1] the best comes first, equal scores share a rank and the next one counts them', () => {
  const index = new RankIndex<string>()
  index.set('ada', 5)
  index.set('bob', 9)
  index.set('cyd', 5)
  index.set('dee', 1)
  expect(index.slice(0, 10)).toEqual([
    { member: 'bob', score: 9, rank: 1 },
    { member: 'ada', score: 5, rank: 2 },
    { member: 'cyd', score: 5, rank: 2 },
    { member: 'dee', score: 1, rank: 4 },
  ])
})

test('[BOARD-2] whoever leaves the board is on it no more', () => {
  const index = new RankIndex<string>()
  index.set('ada', 5)
  index.set('ada', null)
  expect(index.size).toBe(0)
  expect(index.place('ada')).toBeNull()
  expect(index.slice(0, 1)).toEqual([])
})

test('[BOARD-6] equals are listed by name, whoever came first, so a restart lists them as before', () => {
  const index = new RankIndex<string>()
  for (const member of ['cyd', 'ada', 'bob']) index.set(member, 5)
  expect(index.slice(0, 9).map(({ member }) => member)).toEqual(['ada', 'bob', 'cyd'])
})

test('[BOARD-2] whoever comes back has his place again, and can leave again', () => {
  const index = new RankIndex<string>()
  for (const member of ['ada', 'bob', 'cyd']) index.set(member, 5)
  index.set('ada', null)
  index.set('ada', 5)
  expect(index.slice(0, 9).map(({ member }) => member)).toEqual(['ada', 'bob', 'cyd'])
  expect(index.position('ada')).toBe(0)
  index.set('ada', null)
  expect(index.slice(0, 9).map(({ member }) => member)).toEqual(['bob', 'cyd'])
})

test('[BOARD-1] minus nought is nought, set or filled', () => {
  const set = new RankIndex<string>()
  set.set('ada', -0)
  const filled = new RankIndex<string>()
  filled.fill([
    ['ada', 0],
    ['ada', -0],
  ])
  const ada = { member: 'ada', score: 0, rank: 1 }
  expect([set.place('ada'), filled.place('ada'), ...set.slice(0, 1), ...filled.slice(0, 1)]).toEqual([
    ada,
    ada,
    ada,
    ada,
  ])
})

test('[BOARD-3] whatever is set in whatever order, ranks are those of a plain sort', () => {
  const change = fc.record({
    member: fc.integer({ min: 0, max: 1_500 }),
    score: fc.option(fc.integer({ min: -50, max: 50 })),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 600, maxLength: 3_000 }), (changes) => {
      const index = new RankIndex<string>()
      const plain = new Map<string, number>()
      for (const { member, score } of changes) {
        index.set(`u${member}`, score)
        if (score === null) plain.delete(`u${member}`)
        else plain.set(`u${member}`, score)
      }
      const scores = [...plain.values()].sort((left, right) => right - left)
      expect(index.slice(0, plain.size + 5).map(({ score }) => score)).toEqual(scores)
      expect(index.scoreSum).toBe(scores.reduce((sum, score) => sum + score, 0))
      for (const [member, score] of [...plain].slice(0, 40)) {
        expect(index.place(member)?.rank).toBe(scores.filter((other) => other > score).length + 1)
        expect(index.slice(index.position(member) ?? -1, 1)[0]?.member).toBe(member)
      }
    }),
    { numRuns: 25 },
  )
})

test('[BOARD-3] a board that is filled at once is the one that is filled member by member', () => {
  const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
  const entry = fc.tuple(
    fc.integer({ min: 0, max: 20_000 }).map((number) => `u${number}`),
    score,
  )
  for (const [size, numRuns] of [
    [{ minLength: 0, maxLength: 1_500 }, 60],
    [{ minLength: 9_000, maxLength: 10_000, size: 'max' as const }, 3],
  ] as const)
    fc.assert(
      fc.property(fc.array(entry, size), (entries) => {
        const filled = new RankIndex<string>()
        filled.fill(entries)
        const set = new RankIndex<string>()
        for (const [member, value] of entries) set.set(member, value)
        expect(filled.slice(0, entries.length)).toEqual(set.slice(0, entries.length))
        const first = entries[0]
        if (first === undefined) return
        expect(filled.position(first[0])).toBe(set.position(first[0]))
        for (const index of [filled, set]) index.set(first[0], 2)
        expect(filled.slice(0, entries.length)).toEqual(set.slice(0, entries.length))
        expect(() => filled.fill([])).toThrow('only an empty board is filled')
      }),
      { numRuns },
    )
})

test('[BOARD-1] a list that begins among equals has the rank they share', () => {
  const index = new RankIndex<string>()
  index.fill(['ada', 'bob', 'cyd', 'dee', 'eve'].map((member, at) => [member, at < 1 ? 9 : 5]))
  expect(index.slice(2, 2).map(({ member, rank }) => [member, rank])).toEqual([
    ['cyd', 2],
    ['dee', 2],
  ])
})
