import { describe, expect, test } from 'vitest'
import { drawDistinct, drawInteger } from '#core/kernel/draw.ts'
import type { UserId } from '#core/kernel/ids.ts'
import type { RandomStream } from '#core/kernel/random.ts'
import { decideOpenBox } from '#core/progress/box-opening.ts'
import {
  BOX_CONTENTS_MAX,
  BOX_TABLE,
  drawBox,
  NO_PITY,
  pityStandings,
  rarityOf,
  ticketsFrom,
} from '#core/progress/box-table.ts'
import { type BoxSheet, boxEngine } from '#core/progress/boxes.ts'
import type { Pity } from '#core/progress/boxes-event.ts'
import type { Activity, Facts } from '#core/progress/deed.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { EXCLUSIVE_ANALYSTS, ITEMS, PORTRAITS } from '#core/progress/honours.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Rarity, Reward } from '#core/progress/reward.ts'
import { ADA, at, deed, does, evolved, having, NOON, only, points, trader } from './quest-kit.ts'

const RARITIES: readonly Rarity[] = ['common', 'uncommon', 'rare', 'epic', 'legendary']

/** Source: seed HydraX, mystery boxes: odds of 100, points, XP, item, extra. */
const TABLE: readonly (readonly [Rarity, number, number, number, number, number, string])[] = [
  ['common', 50, 50, 200, 10, 50, ''],
  ['uncommon', 30, 200, 500, 50, 100, 'common item'],
  ['rare', 15, 500, 1000, 100, 200, 'rare item'],
  ['epic', 4, 1000, 2000, 200, 500, 'epic item, portrait'],
  ['legendary', 1, 2000, 5000, 500, 1000, 'legendary item, analyst'],
]

/** A stream that says these words, of 2^32. */
function words(...said: readonly number[]): RandomStream {
  const left = [...said]
  return { next: () => (left.shift() ?? 0) / 4_294_967_296, normal: () => 0 }
}

function thingsIn(contents: readonly Reward[]): string {
  return contents
    .slice(2)
    .map((reward) => (reward.kind === 'honour' ? kindOf(reward.name) : reward.kind))
    .join(', ')
}

function kindOf(name: string): string {
  if ((PORTRAITS as readonly string[]).includes(name)) return 'portrait'
  if ((EXCLUSIVE_ANALYSTS as readonly string[]).includes(name)) return 'analyst'
  return `${[...ITEMS].find(([, names]) => names.includes(name))?.[0]} item`
}

describe('the odds', () => {
  test.each(TABLE)('[BOX-1] of 100 tickets %s has %i', (rarity, tickets) => {
    const drawn = Array.from({ length: 100 }, (_, ticket) => rarityOf(ticket, 'common'))
    expect(drawn.filter((each) => each === rarity)).toHaveLength(tickets)
    expect(ticketsFrom('common')).toBe(100)
  })

  test('[BOX-1] a ticket is drawn from as many words as any other', () => {
    // 2^32 = 42,949,672 x 100 + 96: the last 96 words would favour some tickets and are thrown away.
    const fair = 4_294_967_296 - 96
    expect(drawInteger(words(fair, 7), 0, 99)).toBe(7)
    expect(drawInteger(words(4_294_967_295, fair + 1, 42), 0, 99)).toBe(42)
    expect(drawInteger(words(fair - 1), 0, 99)).toBe(99)
    expect(drawInteger(words(0), 0, 99)).toBe(0)
    expect(drawInteger(words(100), 5, 5)).toBe(5)
    expect(drawDistinct(words(0, 0, 0), ['a', 'b'], 3)).toEqual(['a', 'b'])
  })

  test('[BOX-1] 20,000 boxes agree with the published odds', () => {
    const counts = new Map<Rarity, number>(RARITIES.map((rarity) => [rarity, 0]))
    for (let box = 1; box <= 20_000; box++) {
      const { rarity } = drawBox(`ada:${box}`, 'drawn', NO_PITY)
      counts.set(rarity, (counts.get(rarity) ?? 0) + 1)
    }
    const chiSquare = TABLE.reduce((sum, [rarity, odds]) => {
      const expected = 200 * odds
      return sum + ((counts.get(rarity) ?? 0) - expected) ** 2 / expected
    }, 0)
    // 18.47 is passed once in a thousand by chance at four degrees of freedom; these seeds are fixed.
    expect(chiSquare).toBeLessThan(18.47)
  })
})

describe('what is in a box', () => {
  test.each(TABLE)(
    '[BOX-2] %s: its ranges are kept and its ends occur',
    (rarity, _odds, ...[minPoints, maxPoints, minXp, maxXp, things]) => {
      const boxes = Array.from({ length: 4000 }, (_, box) => drawBox(`ada:${box}`, rarity, NO_PITY))
      const amounts = (kind: 'points' | 'xp') =>
        boxes.map(({ contents }) =>
          contents.reduce((sum, each) => sum + (each.kind === kind ? each.amount : 0), 0),
        )
      for (const [kind, min, max] of [
        ['points', minPoints, maxPoints],
        ['xp', minXp, maxXp],
      ] as const) {
        const sorted = amounts(kind).sort((one, other) => one - other)
        expect(sorted[0]).toBeGreaterThanOrEqual(min)
        expect(sorted.at(-1)).toBeLessThanOrEqual(max)
        // A twentieth of the range at either end is missed by 4,000 draws once in e^200.
        expect((sorted[0] ?? 0) - min).toBeLessThan((max - min) / 20)
        expect(max - (sorted.at(-1) ?? 0)).toBeLessThan((max - min) / 20)
      }
      expect(new Set(boxes.map(({ contents }) => thingsIn(contents)))).toEqual(new Set([things]))
      expect(boxes.every(({ contents }) => contents.length <= BOX_CONTENTS_MAX)).toBe(true)
      expect(boxes.every((box) => box.rarity === rarity)).toBe(true)
    },
  )

  test('[BOX-2] contents stand when the box is granted, and the same seed gives them again', () => {
    const grant = () =>
      only(boxEngine(reward({ kind: 'box', rarity: 'epic' }), trader(), at(NOON)), 'box_granted')
    const [box] = grant()
    expect(box).toMatchObject({ boxNo: 1, rarity: 'epic', drawn: false, seed: 'ada:1' })
    expect(box?.contents).toEqual(drawBox('ada:1', 'epic', NO_PITY).contents)
    expect(grant()).toEqual([box])
    expect(box && 'rewards' in box).toBe(false)
  })
})

/** Twenty lives of 400 drawn boxes, by rarity. */
const lives = Array.from({ length: 20 }, (_, life) => {
  let pity = NO_PITY
  return Array.from({ length: 400 }, (_, box) => {
    const drawn = drawBox(`life${life}:${box}`, 'drawn', pity)
    pity = drawn.pity
    return drawn.rarity
  })
})

describe('pity', () => {
  const at9: Pity = { sinceRare: 9, sinceEpic: 9, sinceLegendary: 9 }

  test.each([
    ['rare', { sinceRare: 9, sinceEpic: 9, sinceLegendary: 9 }],
    ['epic', { sinceRare: 0, sinceEpic: 49, sinceLegendary: 49 }],
    ['legendary', { sinceRare: 0, sinceEpic: 0, sinceLegendary: 199 }],
  ] as readonly (readonly [Rarity, Pity])[])(
    '[BOX-3] whatever is drawn, %s comes at the latest',
    (least, pity) => {
      const worst = RARITIES.indexOf(least)
      for (let ticket = 0; ticket < ticketsFrom(least); ticket++)
        expect(RARITIES.indexOf(rarityOf(ticket, least))).toBeGreaterThanOrEqual(worst)
      for (let box = 0; box < 500; box++)
        expect(RARITIES.indexOf(drawBox(`bea:${box}`, 'drawn', pity).rarity)).toBeGreaterThanOrEqual(worst)
    },
  )

  test('[BOX-3] one draw earlier it does not help yet', () => {
    const eight = { sinceRare: 8, sinceEpic: 48, sinceLegendary: 198 }
    const drawn = Array.from({ length: 500 }, (_, box) => drawBox(`bea:${box}`, 'drawn', eight).rarity)
    expect(drawn).toContain('common')
    expect(drawn).toContain('uncommon')
  })

  test('[BOX-3] among those that are left the tickets decide: 15, 4 and 1 of 20', () => {
    const drawn = Array.from({ length: 20 }, (_, ticket) => rarityOf(ticket, 'rare'))
    expect(RARITIES.map((rarity) => drawn.filter((each) => each === rarity).length)).toEqual([0, 0, 15, 4, 1])
  })

  test('[BOX-3] each counter starts again with its rarity or a better one, and counts up else', () => {
    const pityOf = (rarity: Rarity) => {
      for (let box = 0; ; box++) {
        const drawn = drawBox(`cyd:${box}`, 'drawn', { sinceRare: 3, sinceEpic: 5, sinceLegendary: 7 })
        if (drawn.rarity === rarity) return Object.values(drawn.pity)
      }
    }
    expect(pityOf('common')).toEqual([4, 6, 8])
    expect(pityOf('uncommon')).toEqual([4, 6, 8])
    expect(pityOf('rare')).toEqual([0, 6, 8])
    expect(pityOf('epic')).toEqual([0, 0, 8])
    expect(pityOf('legendary')).toEqual([0, 0, 0])
  })

  test.each([
    ['rare', 10],
    ['epic', 50],
    ['legendary', 200],
  ] as const)(
    '[BOX-3] in 20 lives of 400 boxes the longest wait for %s is %i, as published',
    (rarity, within) => {
      const least = RARITIES.indexOf(rarity)
      const longest = lives.map((life) => {
        const waits = life
          .map((drawn) => RARITIES.indexOf(drawn) >= least)
          .flatMap((hit, box) => (hit ? [box] : []))
        return Math.max(...waits.map((box, index) => box - (waits[index - 1] ?? -1)))
      })
      // Without the rule, waits would be longer: 10 boxes without a rare one come in one of nine tries.
      expect(Math.max(...longest)).toBe(within)
    },
  )

  test('[BOX-3] a box whose rarity was promised is no luck: it leaves the counters alone', () => {
    expect(drawBox('ada:1', 'common', at9).pity).toEqual(at9)
    expect(drawBox('ada:1', 'legendary', at9).pity).toEqual(at9)
  })
})

test.each([
  [NO_PITY, [10, 50, 200]],
  [{ sinceRare: 9, sinceEpic: 9, sinceLegendary: 9 }, [1, 41, 191]],
  [{ sinceRare: 3, sinceEpic: 49, sinceLegendary: 199 }, [7, 1, 1]],
])('[BOX-10] the counter tells of %j that luck is sure within %j drawn boxes', (pity, sure) => {
  const told = pityStandings(pity)
  expect(told.map(({ rarity }) => rarity)).toEqual(['rare', 'epic', 'legendary'])
  expect(told.map(({ sureWithin }) => sureWithin)).toEqual(sure)
  // The draw keeps what is told: of the one that is sure within the next box nothing less can come.
  const next = told.filter(({ sureWithin }) => sureWithin === 1).at(-1)
  for (let seed = 0; next !== undefined && seed < 200; seed += 1)
    expect(RARITIES.indexOf(drawBox(`cid:${seed}`, 'drawn', pity).rarity)).toBeGreaterThanOrEqual(
      RARITIES.indexOf(next.rarity),
    )
})

function reward(...rewards: readonly Reward[]) {
  const cause = { engine: 'mission', id: 'mission:2026-11-28:collect_bits' } as const
  return {
    kind: 'mission_claimed',
    userId: ADA,
    missionId: '2026-11-28:collect_bits',
    auto: false,
    rewards,
    cause,
  } as const
}

describe('where boxes come from', () => {
  test('[BOX-4] a reward that promises boxes brings as many, numbered one after another', () => {
    const told = boxEngine(
      reward(
        { kind: 'box', rarity: 'drawn' },
        { kind: 'points', amount: 5 },
        { kind: 'box', rarity: 'rare' },
      ),
      trader(),
      at(NOON),
    )
    expect(only(told, 'box_granted').map(({ boxNo, drawn }) => [boxNo, drawn])).toEqual([
      [1, true],
      [2, false],
    ])
    const later = told.reduce(evolved, trader())
    expect(later.boxes).toMatchObject({ granted: 2 })
  })

  const ACTIVITIES: readonly Activity[] = [
    'daily_login',
    'session_start',
    'session_long',
    'tutorial_completed',
    'button_click',
    'menu_navigation',
    'feature_usage',
    'briefing_opened',
    'friend_invite',
    'content_share',
    'friend_helped',
    'subscription_purchase',
    'premium_feature_used',
    'story_started',
    'chapter_completed',
    'story_completed',
    'decision_made',
    'plan_saved',
    'outcome_reviewed',
    'friend_decided',
    'trivia_completed',
    'trade_closed',
    'ending_reached',
  ]
  test.each(ACTIVITIES)('[BOX-4] %s brings no box, whatever it is worth', (activity) => {
    const facts: Facts = { outcome: 'WIN', pnlCents: 100_000_000, r: 100, decision: 'fire' }
    expect(only(does(trader(), deed(activity, facts, 500)).events, 'box_granted')).toEqual([])
  })

  test.each(['earned', 'bonus', 'refund', 'admin_adjustment'] as const)(
    '[BOX-4] points that are %s bring no box',
    (type) => {
      expect(
        ENGINES.flatMap((engine) =>
          only(engine(points(100_000, { type }), trader(), at(NOON)), 'box_granted'),
        ),
      ).toEqual([])
    },
  )

  test('[BOX-4] whoever passes where another fires, and whatever the trades paid, gets the same boxes', () => {
    // 40 days of 12 decisions and 3 trades, with everything claimed as the days turn.
    const live = (decision: 'fire' | 'pass', pnlCents: number): Progress => {
      let progress = trader()
      for (let day = 0; day < 40; day++) {
        const now = NOON + day * 86_400_000
        const decided = Array.from({ length: 12 }, () =>
          deed('decision_made', { decision, briefed: true }, 400),
        )
        const closed = Array.from({ length: 3 }, () =>
          deed('trade_closed', { outcome: 'WIN', pnlCents, r: 1 }),
        )
        progress = having(progress, [...decided, ...closed], at(now))
      }
      return progress
    }
    const one = live('fire', 500_000_000)
    expect(one.boxes.granted).toBeGreaterThan(0)
    expect(live('pass', -3).boxes).toEqual(one.boxes)
  })
})

describe('opening', () => {
  const box: BoxSheet = {
    boxNo: 4,
    rarity: 'common',
    contents: [
      { kind: 'points', amount: 60 },
      { kind: 'xp', amount: 11 },
    ],
    source: 'mission:2026-11-28:collect_bits',
    grantedAt: NOON,
    openedAt: null,
  }
  const open = (progress: Progress | null, sheet: BoxSheet | null) =>
    decideOpenBox(
      { kind: 'open_box', userId: ADA as UserId, boxNo: 4 },
      { progress, box: sheet, engines: ENGINES },
      at(NOON),
    )

  test("[BOX-5] pays what was in it since it was granted, under the box's own cause", () => {
    expect(open(trader(), box)).toMatchObject({
      ok: true,
      value: [
        {
          kind: 'box_opened',
          boxNo: 4,
          rarity: 'common',
          rewards: box.contents,
          cause: { engine: 'box', id: 'box:4' },
        },
        { kind: 'points_awarded', type: 'bonus', amount: 60, xpGained: 71, sourceId: 'box:4' },
        { kind: 'reward_claimed', claimNo: 1, paid: box.contents },
      ],
    })
  })

  test('[BOX-5] refuses in order: unknown user, no box of his, opened before', () => {
    const refusal = (code: string) => ({ ok: false, rejection: { code } })
    expect(open(null, box)).toEqual(refusal('user_not_found'))
    expect(open(trader(), null)).toEqual(refusal('box_not_found'))
    expect(open(trader(), { ...box, openedAt: NOON })).toEqual(refusal('already_opened'))
  })

  test('[BOX-2] no box holds a box', () => {
    for (const { rarity } of BOX_TABLE)
      for (let seed = 0; seed < 200; seed++)
        expect(drawBox(`${seed}`, rarity, NO_PITY).contents.some(({ kind }) => kind === 'box')).toBe(false)
  })
})
