import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { daysBefore, startOfDay } from '#core/kernel/time.ts'
import {
  ANALYSTS,
  drawMissions,
  MISSION_TABLE,
  MISSION_TYPES,
  missionSentence,
} from '#core/progress/daily-mission-table.ts'
import type { MissionSheet } from '#core/progress/daily-missions.ts'
import type { MissionType } from '#core/progress/daily-missions-event.ts'
import type { Activity, Facts } from '#core/progress/deed.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { ITEMS } from '#core/progress/honours.ts'
import { decideClaimMission, decideDrawMissions } from '#core/progress/mission-claim.ts'
import { newProgress, type Progress } from '#core/progress/progress.ts'
import { openSources } from '#core/signals/fusion/pipeline.ts'
import {
  ADA,
  at,
  deed,
  does,
  evolved,
  having,
  kindsOf,
  NOON,
  only,
  points,
  trader,
  withMission,
} from './quest-kit.ts'

/** Source: seed HydraX, daily missions. */
const TABLE: readonly (readonly [MissionType, number, number, string])[] = [
  ['battle_count', 3, 10, '200 points, 50 xp'],
  ['win_streak', 2, 5, '300 points, 75 xp'],
  ['use_ability', 10, 20, '150 points, 40 xp'],
  ['collect_bits', 500, 2000, 'box drawn'],
  ['social_share', 1, 1, '100 points, 25 xp'],
  ['friend_battle', 1, 3, '250 points, 60 xp'],
  ['explore_area', 2, 5, '200 points, rare item'],
  ['upgrade_bot', 1, 3, '300 points, 100 xp'],
]

function paidWords(mission: MissionSheet | ReturnType<typeof drawMissions>['missions'][number]): string {
  return mission.rewards
    .map((reward) => {
      if (reward.kind === 'box') return `box ${reward.rarity}`
      if (reward.kind === 'honour')
        return ITEMS.get('rare')?.includes(reward.name) ? 'rare item' : reward.name
      return `${reward.amount} ${reward.kind}`
    })
    .join(', ')
}

/** A thousand days of one trader. */
const drawn = Array.from({ length: 1000 }, (_, back) => drawMissions(ADA, daysBefore('2026-11-28', back)))

describe('the draw', () => {
  test('[DAILY-1] three missions of different types, each of an analyst of the station', () => {
    for (const { missions } of drawn) {
      expect(missions).toHaveLength(3)
      expect(new Set(missions.map(({ type }) => type)).size).toBe(3)
      expect(missions.every(({ analyst }) => (ANALYSTS as readonly string[]).includes(analyst))).toBe(true)
    }
  })

  test.each(TABLE)(
    '[DAILY-1] %s asks for %i to %i, both of which occur, and pays %s',
    (type, min, max, pays) => {
      const missions = drawn.flatMap((day) => day.missions.filter((mission) => mission.type === type))
      const targets = missions.map(({ target }) => target)
      expect(targets.every((target) => target >= min && target <= max)).toBe(true)
      expect(new Set(missions.map(paidWords))).toEqual(new Set([pays]))
      // 375 of 1,000 days have the type: each of at most 11 targets is bound to occur; points have 1,501.
      if (max - min < 20) expect(new Set(targets).size).toBe(max - min + 1)
      else expect(MISSION_TABLE.get(type)?.target).toEqual([min, max])
    },
  )

  test('[DAILY-1] the analysts are the sources the station plays', () => {
    expect([...ANALYSTS].sort()).toEqual(
      openSources()
        .map(({ name }) => name)
        .sort(),
    )
  })

  test('[DAILY-1] every type is as likely as another: 3 of 8 a day', () => {
    const counts = MISSION_TYPES.map(
      (type) => drawn.filter((day) => day.missions.some((mission) => mission.type === type)).length,
    )
    // 1,000 x 3/8 = 375; the standard deviation is sqrt(1,000 x 3/8 x 5/8) = 15.3, and four of them are 61.
    for (const count of counts) expect(Math.abs(count - 375)).toBeLessThan(62)
  })

  test('[DAILY-1] the seed names trader and day, and gives the same missions again', () => {
    const one = drawMissions(ADA, '2026-11-28')
    expect(one.seed).toBe('ada:2026-11-28')
    expect(drawMissions(ADA, '2026-11-28')).toEqual(one)
    expect(drawMissions('bea' as UserId, '2026-11-28').missions).not.toEqual(one.missions)
    expect(one.missions.map(({ missionId, type }) => missionId === `2026-11-28:${type}`)).toEqual([
      true,
      true,
      true,
    ])
  })

  test('[DAILY-1] each mission says in a sentence what it asks for', () => {
    for (const mission of drawn.flatMap(({ missions }) => missions)) {
      const sentence = missionSentence(mission)
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      if (mission.type === 'upgrade_bot') expect(sentence).toContain(mission.analyst)
      else if (mission.target > 1) expect(sentence).toContain(`${mission.target}`)
    }
  })
})

describe('the first activity of a day', () => {
  test('[DAILY-2] draws, and counts for what it drew', () => {
    const day = drawMissions(ADA, '2026-11-28')
    const { events } = does(trader(), deed('session_start'))
    expect(only(events, 'missions_drawn')).toEqual([day])
    expect(kindsOf(does(having(trader(), [deed('session_start')]), deed('session_start')).events)).toEqual([
      'activity_recorded',
    ])
    // A day on which decisions are asked for: the first of them draws and counts.
    const back = drawn.findIndex(({ missions }) => missions.some(({ type }) => type === 'battle_count'))
    const then = does(trader(), deed('decision_made'), at(NOON - back * 86_400_000))
    expect(only(then.events, 'mission_progressed')).toMatchObject([{ progress: 1, completed: false }])
  })

  test('[DAILY-2] asking draws the same, and asking again changes nothing', () => {
    const view = (progress: Progress | null) => ({ progress, engines: ENGINES })
    const command = { kind: 'draw_missions', userId: ADA } as const
    const asked = decideDrawMissions(command, view(trader()), at(NOON))
    expect(asked).toEqual({ ok: true, value: [drawMissions(ADA, '2026-11-28')] })
    const again = decideDrawMissions(command, view(having(trader(), [deed('session_start')])), at(NOON))
    expect(again).toEqual({ ok: true, value: [] })
    expect(decideDrawMissions(command, view(null), at(NOON))).toEqual({
      ok: false,
      rejection: { code: 'user_not_found' },
    })
  })
})

describe('what counts', () => {
  const signal = { signalId: 's1', symbol: 'EURUSD', session: 'asia' } as Facts
  const rows: readonly (readonly [MissionType, Activity, Facts])[] = [
    ['battle_count', 'decision_made', { ...signal, decision: 'fire' }],
    ['battle_count', 'decision_made', { ...signal, decision: 'pass' }],
    ['win_streak', 'trade_closed', { ...signal, outcome: 'WIN' }],
    ['use_ability', 'plan_saved', signal],
    ['social_share', 'content_share', { ...signal, friendId: 'bea' as UserId }],
    ['friend_battle', 'friend_decided', { ...signal, friendId: 'bea' as UserId }],
    ['explore_area', 'briefing_opened', signal],
    ['explore_area', 'outcome_reviewed', signal],
    ['upgrade_bot', 'outcome_reviewed', { ...signal, analyst: 'ema_trend' }],
  ]

  test.each(rows)('[DAILY-3] %s counts %s', (type, activity, facts) => {
    const { events, progress } = does(withMission(type, 2), deed(activity, facts))
    expect(only(events, 'mission_progressed')).toMatchObject([
      { missionId: `2026-11-28:${type}`, progress: 1 },
    ])
    expect(progress.missions.missions[0]).toMatchObject({ progress: 1, state: 'open' })
  })

  test.each([
    ['upgrade_bot', 'outcome_reviewed', { ...signal, analyst: 'macd_flip' }],
    ['social_share', 'content_share', signal],
    ['explore_area', 'briefing_opened', {}],
    ['win_streak', 'trade_closed', { ...signal, outcome: 'LOSS' }],
    ['win_streak', 'trade_closed', { ...signal, outcome: 'TIMEOUT' }],
    ['battle_count', 'plan_saved', signal],
    ['collect_bits', 'decision_made', signal],
  ] as readonly (readonly [MissionType, Activity, Facts])[])(
    '[DAILY-3] %s does not count %s of %o',
    (type, activity, facts) => {
      expect(only(does(withMission(type, 2), deed(activity, facts)).events, 'mission_progressed')).toEqual([])
    },
  )

  test('[DAILY-3] points count that were earned; a reward, a refund and an adjustment do not', () => {
    // A decision of 25 at level 1: 25 and 2 for the level.
    const { events } = does(withMission('collect_bits', 500), deed('decision_made', {}, 25))
    expect(only(events, 'mission_progressed')).toMatchObject([{ progress: 27, completed: false }])
    const mission = withMission('collect_bits', 500)
    for (const type of ['bonus', 'refund', 'admin_adjustment'] as const) {
      const told = ENGINES.flatMap((engine) => engine(points(600, { type }), mission, at(NOON)))
      expect(only(told, 'mission_progressed')).toEqual([])
    }
  })

  test('[DAILY-3] the target completes it, no sooner, and nothing moves it further', () => {
    const two = having(withMission('battle_count', 3), [deed('decision_made'), deed('decision_made')])
    expect(two.missions.missions[0]).toMatchObject({ progress: 2, state: 'open' })
    const three = having(two, [deed('decision_made')])
    expect(three.missions.missions[0]).toMatchObject({ progress: 3, state: 'completed' })
    expect(only(does(three, deed('decision_made')).events, 'mission_progressed')).toEqual([])
    const rich = does(withMission('collect_bits', 20), deed('decision_made', {}, 25))
    expect(only(rich.events, 'mission_progressed')).toMatchObject([{ progress: 20, completed: true }])
  })

  test('[DAILY-7] a loss begins the row of wins anew, a timeout neither adds nor ends', () => {
    const close = (outcome: 'WIN' | 'LOSS' | 'TIMEOUT') => deed('trade_closed', { outcome })
    const progressAfter = (...outcomes: readonly ('WIN' | 'LOSS' | 'TIMEOUT')[]) =>
      having(withMission('win_streak', 3), outcomes.map(close)).missions.missions[0]
    expect(progressAfter('WIN', 'LOSS', 'WIN')).toMatchObject({ progress: 1, state: 'open' })
    expect(progressAfter('WIN', 'TIMEOUT', 'WIN')).toMatchObject({ progress: 2, state: 'open' })
    expect(progressAfter('WIN', 'WIN', 'LOSS', 'WIN', 'WIN')).toMatchObject({ progress: 2, state: 'open' })
    expect(progressAfter('WIN', 'WIN', 'WIN', 'LOSS')).toMatchObject({ progress: 3, state: 'completed' })
  })

  test('[DAILY-8] a review counts once where its symbol or its session is new that day', () => {
    const look = (symbol: string, session: string) => deed('briefing_opened', { symbol, session } as Facts)
    const seen = (...looks: readonly (readonly [string, string])[]) =>
      having(
        withMission('explore_area', 5),
        looks.map(([symbol, session]) => look(symbol, session)),
      ).missions.missions[0]
    expect(seen(['EURUSD', 'asia'], ['EURUSD', 'asia'])).toMatchObject({ progress: 1 })
    expect(seen(['EURUSD', 'asia'], ['GBPUSD', 'asia'])).toMatchObject({ progress: 2 })
    expect(seen(['EURUSD', 'asia'], ['EURUSD', 'europe'])).toMatchObject({ progress: 2 })
    const both = seen(['EURUSD', 'asia'], ['GBPUSD', 'europe'], ['EURUSD', 'europe'])
    expect(both).toMatchObject({ progress: 2, seen: ['EURUSD', 'asia', 'GBPUSD', 'europe'] })
  })
})

describe('the end of a day', () => {
  /** The zones of the first and the last midnight, half-hour zones, and zones whose clocks change. */
  const ZONES = [
    'UTC',
    'Pacific/Kiritimati',
    'Pacific/Niue',
    'Asia/Kolkata',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/Sao_Paulo',
    'America/New_York',
    'Europe/Berlin',
    'Africa/Casablanca',
  ]

  test("[DAILY-4] a mission is open until the last millisecond of the trader's day, in every zone", () => {
    const pick = fc.record({ zone: fc.constantFrom(...ZONES), back: fc.integer({ min: 0, max: 1500 }) })
    fc.assert(
      fc.property(pick, ({ zone, back }) => {
        const day = daysBefore('2026-11-28', back)
        const midnight = startOfDay(zone, day)
        // What a clock on the wall says, from another implementation of calendars.
        const wall = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
        expect([wall.format(midnight - 1), wall.format(midnight)]).toEqual([daysBefore(day, 1), day])

        const yesterday = having(newProgress(ADA, zone), [deed('session_start')], at(midnight - 1))
        expect(yesterday.missions.day).toBe(daysBefore(day, 1))
        const { events } = does(yesterday, deed('session_start'), at(midnight))
        expect(only(events, 'missions_drawn')).toEqual([drawMissions(ADA, day)])
        expect(only(events, 'missions_expired')[0]?.missionIds).toHaveLength(3)
      }),
      { numRuns: 200, seed: 4820 },
    )
  })

  test('[DAILY-4] within a day nothing is drawn again, however long it is', () => {
    // The clocks of New York go back on 2026-11-01: a day of 25 hours.
    const start = startOfDay('America/New_York', '2026-11-01')
    const late = start + 25 * 3_600_000 - 1
    const morning = having(newProgress(ADA, 'America/New_York'), [deed('session_start')], at(start))
    expect(only(does(morning, deed('session_start'), at(late)).events, 'missions_drawn')).toEqual([])
    expect(only(does(morning, deed('session_start'), at(late + 1)).events, 'missions_drawn')).toHaveLength(1)
  })

  test('[DAILY-4] a trader who moves west gets no day twice', () => {
    const east = having(newProgress(ADA, 'Pacific/Kiritimati'), [deed('session_start')], at(NOON))
    expect(east.missions.day).toBe('2026-11-29')
    const west = { ...east, zone: 'Pacific/Niue' }
    expect(kindsOf(does(west, deed('session_start'), at(NOON)).events)).toEqual(['activity_recorded'])
  })

  test("[DAILY-6] what was completed and not claimed is paid with the next day's draw; open ones expire", () => {
    const done = having(withMission('battle_count', 1), [deed('decision_made')])
    const { events, progress } = does(done, deed('session_start'), at(NOON + 86_400_000))
    expect(only(events, 'mission_claimed')).toMatchObject([
      { missionId: '2026-11-28:battle_count', auto: true },
    ])
    expect(only(events, 'missions_expired')).toEqual([])
    expect(progress.missions.day).toBe('2026-11-29')
  })
})

describe('a claim', () => {
  const claim = (type: MissionType) =>
    ({ kind: 'claim_mission', userId: ADA, missionId: `2026-11-28:${type}` }) as const
  const ask = (progress: Progress | null, now = NOON, earlier: MissionSheet | null = null) =>
    decideClaimMission(claim('battle_count'), { progress, earlier, engines: ENGINES }, at(now))
  const refusal = (code: string) => ({ ok: false, rejection: { code } })
  const completed = () => having(withMission('battle_count', 1), [deed('decision_made')])
  const paid = () =>
    evolved(completed(), {
      kind: 'mission_claimed',
      userId: ADA,
      missionId: '2026-11-28:battle_count',
      auto: false,
      rewards: [],
      cause: { engine: 'mission', id: 'mission:2026-11-28:battle_count' },
    })

  test('[DAILY-5] pays what was promised, under a cause of its own', () => {
    const day = drawMissions(ADA, '2026-11-28')
    const mission = day.missions[0] as (typeof day.missions)[0]
    const drawnDay = evolved(trader(), day)
    const { missionId, target: progress } = mission
    const ready = evolved(drawnDay, {
      kind: 'mission_progressed',
      userId: ADA,
      missionId,
      progress,
      completed: true,
      seen: [],
    })
    const decision = decideClaimMission(
      { kind: 'claim_mission', userId: ADA, missionId },
      { progress: ready, earlier: null, engines: ENGINES },
      at(NOON),
    )
    expect(decision.ok && decision.value[0]).toEqual({
      kind: 'mission_claimed',
      userId: ADA,
      missionId,
      auto: false,
      rewards: mission.rewards,
      cause: { engine: 'mission', id: `mission:${missionId}` },
    })
  })

  test('[DAILY-5] refuses in order: unknown user and mission, claimed, day over, not completed', () => {
    const earlier = completed().missions.missions[0] as MissionSheet
    expect(ask(null)).toEqual(refusal('user_not_found'))
    expect(ask(trader())).toEqual(refusal('mission_not_found'))
    expect(ask(paid())).toEqual(refusal('already_claimed'))
    expect(ask(paid(), NOON + 86_400_000)).toEqual(refusal('already_claimed'))
    expect(ask(trader(), NOON, { ...earlier, state: 'claimed' })).toEqual(refusal('already_claimed'))
    expect(ask(trader(), NOON, { ...earlier, state: 'expired' })).toEqual(refusal('mission_expired'))
    expect(ask(withMission('battle_count', 2), NOON + 86_400_000)).toEqual(refusal('mission_expired'))
    expect(ask(withMission('battle_count', 2))).toEqual(refusal('mission_not_complete'))
  })

  test('[DAILY-6] a completed mission is paid also after its day', () => {
    expect(ask(completed(), NOON + 86_400_000)).toMatchObject({
      ok: true,
      value: [{ kind: 'mission_claimed', auto: false }],
    })
  })
})
