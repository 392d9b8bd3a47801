import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PrefixCounts } from '#station/prefix-counts.ts'
import { BLOCK_MEMBERS_MAX, RankBlocks } from '#station/rank-blocks.ts'
import { NOWHERE, RankMembers } from '#station/rank-members.ts'

const SCORE = fc.integer({ min: -40, max: 40 })
const PICK = fc.nat({ max: 1_000 })

/** How many of a list, best first, have more. */
function countAbove(scores: readonly number[], score: number): number {
  return scores.filter((other) => other > score).length
}

function scoresOf(blocks: RankBlocks, slot: number): readonly number[] {
  return Array.from({ length: blocks.sizeOf(slot) }, (_, index) => blocks.score(slot, index))
}

interface Change {
  readonly kind: 'come' | 'move' | 'leave'
  readonly score: number
  readonly pick: number
}

function make({ kind, score, pick }: Change, blocks: RankBlocks, slot: number): void {
  const size = blocks.sizeOf(slot)
  const place = blocks.firstAtMost(slot, score)
  if (kind === 'come') blocks.insert(slot, place, pick, score)
  else if (size === 0) return
  else if (kind === 'leave') blocks.remove(slot, pick % size)
  else {
    const from = pick % size
    blocks.move(slot, { from, to: place > from ? place - 1 : place }, score)
  }
}

test('[BOARD-3] the search in a block finds what counting finds, whatever came, moved, left or was split', () => {
  const change = fc.record({
    kind: fc.constantFrom(
      'come' as const,
      'come' as const,
      'come' as const,
      'move' as const,
      'leave' as const,
    ),
    score: SCORE,
    pick: PICK,
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 500, maxLength: 2_500, size: 'max' }), (changes) => {
      const blocks = new RankBlocks()
      const slot = blocks.add(0)
      const lower: number[] = []
      for (const change of changes) {
        make(change, blocks, slot)
        if (blocks.sizeOf(slot) === BLOCK_MEMBERS_MAX) lower.push(blocks.split(slot))
      }
      for (const each of [slot, ...lower]) {
        const scores = scoresOf(blocks, each)
        expect(scores).toEqual(scores.toSorted((left, right) => right - left))
        for (let score = -41; score <= 41; score++)
          expect(blocks.firstAtMost(each, score)).toBe(countAbove(scores, score))
      }
    }),
    { numRuns: 20 },
  )
})

test('[BOARD-3] the members before a block are those of all blocks before, over many groups of blocks', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 400, size: 'max' })
  fc.assert(
    fc.property(sizes, fc.array(PICK, { maxLength: 50 }), (given, grown) => {
      const counts = new PrefixCounts()
      counts.rebuild(given)
      const plain = [...given]
      for (const pick of plain.length === 0 ? [] : grown) {
        counts.add(pick % plain.length, 1)
        plain[pick % plain.length] = (plain[pick % plain.length] ?? 0) + 1
      }
      let before = 0
      for (const [block, size] of plain.entries()) {
        expect(counts.before(block)).toBe(before)
        expect([counts.blockAt(before), counts.blockAt(before + size - 1)]).toEqual([block, block])
        before += size
      }
      expect([counts.before(plain.length), counts.blockAt(before)]).toEqual([before, plain.length])
    }),
  )
})

test('[BOARD-3] whoever came is found with his score and block, however often the table grew', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 600, size: 'max' }), (names) => {
      const members = new RankMembers<string>()
      for (const [at, name] of names.entries()) {
        expect(members.find(name)).toBe(NOWHERE)
        if (!members.hasRoom(1)) members.grow(1)
        const cell = members.enter(name)
        expect(members.enter(name)).toBe(cell)
        members.put(cell, at / 2, at)
      }
      for (const [at, name] of names.entries()) {
        const cell = members.find(name)
        expect([members.name(cell), members.score(cell), members.block(cell)]).toEqual([name, at / 2, at])
      }
    }),
    { numRuns: 30 },
  )
})
