import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { openReadable, openWritable } from '#db/open.ts'
import { NOON } from '#tests/support/desk.ts'
import { BUGS } from './operations/bugs.ts'
import type { TraderFacts } from './operations/facts.ts'
import { brokenOf, INVARIANTS } from './operations/invariants.ts'
import { Died, MortalConnection, StatementFailed } from './operations/mortal.ts'
import { oneSidedChallenges, oneSidedFriends } from './operations/pairs.ts'
import { misplaced } from './operations/ranks.ts'
import { liveThrough } from './operations/world.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fusion-operations-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** An entry: what kind, what for, what came, the balance after it, and the XP where it is another number. */
type Written = readonly [type: string, source: string, amount: number, balanceAfter: number, xp?: number]
const entry = (no: number, [type, source, amount, balanceAfter, xp = amount]: Written) => ({
  no,
  at: NOON,
  type,
  action: type === 'bonus' ? 'reward' : source,
  source,
  amount,
  xp,
  balanceAfter,
})
const line = (no: number, cause: string, amount: number | null, kind = 'points') => ({
  no,
  kind,
  amount,
  cause,
})

/** A trader of one day, added up by hand: 52 for a login, and one reward of every kind. */
const SOUND: TraderFacts = {
  userId: 'ada',
  stays: [{ from: Number.NEGATIVE_INFINITY, zone: 'UTC' }],
  erasedAt: null,
  totals: {
    balance: 692,
    lifetime: 792,
    xp: 902,
    // 600 XP make level 4, 1,000 level 5.
    level: 4,
    transactions: 8,
    day: '2026-01-05',
    dayEarned: 52,
  },
  counters: { decisions: 1, interactions: 2, daysActive: 1 },
  tally: { day: '2026-01-05', decisions: 1, blocks: 0, winRun: 0, combo: 1 },
  entries: [
    entry(1, ['earned', 'daily_login', 52, 52]),
    entry(2, ['bonus', 'streak:daily_login:3', 500, 552, 600]),
    entry(3, ['spent', 'shop', -100, 452, 0]),
    entry(4, ['bonus', 'achievement:first:1', 10, 462]),
    entry(5, ['bonus', 'mission:2026-01-05:battle_count', 20, 482]),
    entry(6, ['bonus', 'campaign:c1:1', 100, 582]),
    entry(7, ['bonus', 'box:1', 60, 642, 70]),
    entry(8, ['bonus', 'lb:weekly:2026-W01:ada', 50, 692]),
  ],
  activities: [
    { activity: 'daily_login', source: '2026-01-05', at: NOON },
    { activity: 'briefing_opened', source: 's1', at: NOON },
  ],
  decisions: [NOON],
  closings: [],
  outcomes: {},
  claims: [
    line(1, 'streak:daily_login:3', 500),
    line(1, 'streak:daily_login:3', 100, 'xp'),
    line(2, 'achievement:first:1', 10),
    line(3, 'mission:2026-01-05:battle_count', 20),
    line(4, 'campaign:c1:1', 100),
    line(4, 'campaign:c1:1', null, 'box'),
    line(5, 'box:1', 60),
    line(5, 'box:1', 10, 'xp'),
    line(6, 'lb:weekly:2026-W01:ada', 50),
    line(6, 'lb:weekly:2026-W01:ada', null, 'honour'),
  ],
  boxes: [{ no: 1, source: 'campaign:c1:1', openedAt: NOON }],
  boxesGranted: 1,
  missions: [
    { id: '2026-01-05:battle_count', state: 'claimed', progress: 3, target: 3 },
    { id: '2026-01-05:use_ability', state: 'open', progress: 1, target: 2 },
  ],
  streaks: [{ type: 'daily_login', count: 3, longest: 3, milestones: [3] }],
  freezes: { month: '2026-01', used: 1, earned: 0, uses: [{ month: '2026-01', paidBy: 'month' }] },
  unlocks: [{ no: 1, id: 'first', occurrence: 1, points: 10 }],
  unlocked: [{ id: 'first', times: 1 }],
  unlocksTold: 1,
  // 52 + 600 + 10 + 20 + 70 + 50: what the season itself paid does not count.
  campaigns: [
    {
      id: 'c1',
      xp: 802,
      milestones: 1,
      startsAt: NOON - 3_600_000,
      endsAt: NOON + 3_600_000,
      asks: [500, 5_000],
    },
  ],
  places: [{ cause: 'lb:weekly:2026-W01:ada', points: 50 }],
}

const HOUR_MS = 3_600_000
const totals = (change: Partial<TraderFacts['totals']>) => ({ totals: { ...SOUND.totals, ...change } })
const without = <Item>(items: readonly Item[], index: number) => items.filter((_, at) => at !== index)

/** What is made wrong by hand, and the promises that it breaks. */
const WRONGS: readonly (readonly [string, Partial<TraderFacts>, readonly string[]])[] = [
  ['a balance of one too much', totals({ balance: 693 }), ['a balance is the sum of its entries']],
  [
    'an entry that is missing from the middle',
    { entries: without(SOUND.entries, 2) },
    ['a balance is the sum of its entries', 'each entry states the balance after it, and none is missing'],
  ],
  [
    'XP that was taken',
    totals({ xp: 901 }),
    ['XP is the sum of what was gained, and what was gained is kept'],
  ],
  ['a level too low', totals({ level: 3 }), ['a level is what its XP has reached']],
  [
    'a lifetime with a refund in it',
    totals({ lifetime: 892 }),
    ['lifetime is the sum of all that was earned and paid'],
  ],
  ['the day before', totals({ day: '2026-01-04' }), ["the day's earnings are those of the trader's own day"]],
  [
    'a reward among the earnings',
    totals({ dayEarned: 62 }),
    ["the day's earnings are those of the trader's own day"],
  ],
  [
    'a counter that began again',
    { counters: { ...SOUND.counters, interactions: 1 } },
    ['counters are what was done, counted again'],
  ],
  [
    "another's tally",
    { tally: { day: '2026-01-05', decisions: 4, blocks: 0, winRun: 0, combo: 0 } },
    ["the day's tally is the trader's own"],
  ],
  [
    'a second claim of one cause',
    { claims: [...SOUND.claims, line(7, 'box:1', 60)] },
    ['no reward is paid twice', 'what was promised was paid, and nothing else'],
  ],
  [
    'a box that nobody granted',
    { boxes: [], boxesGranted: 0 },
    ['what was promised was paid, and nothing else', 'a box is opened once, and none is missing'],
  ],
  [
    'a claimed mission that is still open',
    { missions: [{ id: '2026-01-05:battle_count', state: 'open', progress: 1, target: 3 }] },
    ['a mission is claimed once it is done, and is marked so'],
  ],
  [
    'a mission that was claimed half done',
    { missions: [{ id: '2026-01-05:battle_count', state: 'claimed', progress: 1, target: 3 }] },
    ['a mission is claimed once it is done, and is marked so'],
  ],
  [
    'a streak without its milestone',
    { streaks: [{ type: 'daily_login', count: 3, longest: 3, milestones: [] }] },
    ['a milestone of a streak is paid, and stays with it'],
  ],
  [
    'a freeze that was not counted',
    { freezes: { ...SOUND.freezes, used: 0 } },
    ['every freeze that was used is counted'],
  ],
  [
    'an unlock without its line',
    { unlocks: [] },
    ['an unlock is told, counted and paid, or not there at all'],
  ],
  [
    'a season that counts what it paid',
    { campaigns: SOUND.campaigns.map((campaign) => ({ ...campaign, xp: 902 })) },
    ["a season's XP is what was gained while it ran, and its milestones are paid"],
  ],
  [
    'a place that was paid less',
    { places: [{ cause: 'lb:weekly:2026-W01:ada', points: 500 }] },
    ['a place at the close of a period is paid as it says'],
  ],
  [
    'two moves within a day',
    {
      stays: [
        ...SOUND.stays,
        { from: NOON - 25 * HOUR_MS, zone: 'Asia/Tokyo' },
        { from: NOON - 2 * HOUR_MS, zone: 'UTC' },
      ],
    },
    ['a zone is changed once in 24 hours'],
  ],
  [
    'what is done by somebody who is gone',
    { erasedAt: NOON - 1 },
    ['nothing is done in the name of who is gone'],
  ],
]

describe('promises about a trader', () => {
  test('[PROVE-9] sound facts break none of them', () => {
    expect(brokenOf(SOUND, null)).toEqual([])
    expect(brokenOf(SOUND, SOUND)).toEqual([])
  })

  test.each(WRONGS)('[PROVE-9] %s is noticed', (_, wrong, broken) => {
    const found = brokenOf({ ...SOUND, ...wrong }, null).map(({ invariant }) => invariant)
    expect(found).toEqual(broken)
  })

  test('[PROVE-9] what fell since the last look is noticed', () => {
    const before = { ...SOUND, counters: { ...SOUND.counters, shares: 1 } }
    expect(brokenOf(SOUND, before).map(({ detail }) => detail)).toEqual(['ada: shares fell from 1 to 0'])
  })

  test('[PROVE-9] a deed that is paid twice is noticed', () => {
    const entries = [...SOUND.entries, entry(9, ['earned', 'daily_login', 0, 692])]
    const found = brokenOf({ ...SOUND, entries, ...totals({ transactions: 9 }) }, null)
    expect(found.map(({ invariant }) => invariant)).toEqual(['no deed and no word is paid twice'])
  })

  test('[PROVE-9] every one of them can be broken', () => {
    const broken = new Set(WRONGS.flatMap(([, , names]) => names))
    for (const name of ['XP, level, lifetime and counters never fall', 'no deed and no word is paid twice'])
      broken.add(name)
    expect(INVARIANTS.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([])
  })
})

describe('promises about several traders', () => {
  const scores = [
    { userId: 'ada', score: 30 },
    { userId: 'bob', score: 30 },
    { userId: 'cat', score: 10 },
  ]

  test('[PROVE-9] equals share a rank, and the next stands behind both', () => {
    const places = [
      { userId: 'ada', score: 30, rank: 1 },
      { userId: 'bob', score: 30, rank: 1 },
      { userId: 'cat', score: 10, rank: 3 },
    ]
    expect(misplaced(places, scores)).toBeNull()
    expect(misplaced([...places.slice(0, 2), { userId: 'cat', score: 10, rank: 2 }], scores)).toContain(
      'at 2, not 3',
    )
    expect(misplaced([...places.slice(0, 2), { userId: 'cat', score: 9, rank: 3 }], scores)).toContain(
      'with 9, not 10',
    )
    expect(misplaced(places.slice(0, 2), scores)).toContain('2 places of 3')
  })

  test('[PROVE-9] what only one of two was told is noticed', () => {
    const asked = { one: 1, other: 2, state: 'requested' }
    expect(oneSidedFriends([asked, { one: 2, other: 1, state: 'received' }])).toBeNull()
    expect(oneSidedFriends([asked])).toContain('1 is requested')
    const told = { id: 'c1', one: 1, other: 2, told: 'running' }
    expect(oneSidedChallenges([told, { ...told, one: 2, other: 1 }])).toBeNull()
    expect(oneSidedChallenges([told, { ...told, one: 2, other: 1, told: 'proposed' }])).toContain('was told')
  })
})

describe('a program that dies', () => {
  test('[PROVE-8] after its last statement it answers nobody, and what was not committed is gone', () => {
    const file = join(folder, 'desk.db')
    const opened = openWritable(file)
    migrate(opened)
    const reader = openReadable(file)
    reader.get('SELECT 1 FROM streams')
    const mortal = new MortalConnection(opened.raw)
    const add = (name: string) => mortal.run('INSERT INTO streams (name) VALUES (?)', name)
    add('kept')
    mortal.dieAfter(2)
    mortal.run('BEGIN IMMEDIATE')
    expect(() => add('lost')).toThrow(Died)
    expect(() => mortal.run('COMMIT')).toThrow(Died)
    expect(() => mortal.get('SELECT 1')).toThrow(Died)
    expect([mortal.dead, mortal.statements]).toEqual([true, 3])
    opened.raw.close()
    reader.close()
    const again = openWritable(file)
    expect(again.all('SELECT name FROM streams')).toEqual([{ name: 'kept' }])
    again.close()
  })

  test('[PROVE-8] a statement that fails is not done, and the next is', () => {
    const mortal = new MortalConnection(openWritable(':memory:').raw)
    mortal.run('CREATE TABLE t (a INTEGER) STRICT')
    mortal.failAfter(0)
    expect(mortal.willFail).toBe(true)
    expect(() => mortal.run('INSERT INTO t VALUES (1)')).toThrow(StatementFailed)
    mortal.run('INSERT INTO t VALUES (2)')
    expect(mortal.all('SELECT a FROM t')).toEqual([{ a: 2 }])
    mortal.close()
  })

  test('[PROVE-8] after each of its deaths every promise holds', async () => {
    const world = { seed: 'tests', file: join(folder, 'desk.db'), operations: 200, crashes: 25, bug: null }
    const found = await liveThrough(world)
    expect(found.findings).toEqual([])
    expect(found.operations).toBeGreaterThanOrEqual(200)
    expect(found.crashes).toBeGreaterThanOrEqual(25)
  })
})

describe('planted bugs', () => {
  test('[PROVE-10] there are twenty-seven, each of a name of its own', () => {
    expect(new Set(BUGS.map(({ name }) => name)).size).toBe(27)
    expect(BUGS.filter(({ breaks }) => breaks.length === 0)).toEqual([])
  })

  test('[PROVE-10] one is found by the promise it breaks, and the world ends with it', async () => {
    const bug = BUGS.find(({ name }) => name === 'XP falls with a deduction') ?? null
    const found = await liveThrough({
      seed: 'tests',
      file: join(folder, 'desk.db'),
      operations: 2_000,
      crashes: 200,
      bug,
    })
    expect(found.findings.map(({ invariant }) => invariant)).toContain(
      'XP is the sum of what was gained, and what was gained is kept',
    )
    expect(found.operations).toBeLessThan(2_000)
  })
})
