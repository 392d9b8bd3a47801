import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '#core/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { SignalId, SymbolName, UserId } from '#core/kernel/ids.ts'
import { randomStream } from '#core/kernel/random.ts'
import type { Campaign } from '#core/progress/campaigns-event.ts'
import { drawMissions } from '#core/progress/daily-mission-table.ts'
import type { DailyMission, MissionType } from '#core/progress/daily-missions-event.ts'
import type { Activity } from '#core/progress/deed.ts'
import type { Progress } from '#core/progress/progress.ts'
import { RECORD_TYPES } from '#core/progress/records-event.ts'
import type { Rarity } from '#core/progress/reward.ts'
import { readProgress } from '#db/stores/progress.ts'
import { verify, verifyReplay } from '#db/verify.ts'
import { questSide } from '#station/quest-queries.ts'
import {
  EURUSD,
  fire,
  mustExecute,
  NOON,
  openDesk,
  openRun,
  pass,
  posted,
  type TestDesk,
  user,
} from '#tests/support/desk.ts'

const DAY_MS = 86_400_000
const ADA = 'ada' as UserId
const OP = 'op' as UserId

let desk: TestDesk
beforeEach(async () => {
  desk = openDesk()
  await mustExecute(desk, openRun(), user('ada'), user('bob'))
})
afterEach(() => desk.close())

let told = 0
function tell(activity: Activity, signalId?: string, name = 'ada'): Command {
  told += 1
  const details = signalId === undefined ? {} : { signalId }
  return { kind: 'record_activity', userId: name as UserId, activity, eventId: `e${told}`, details }
}

/** A close that reaches the target, or the stop, of every open BUY. */
function settle(bar: number, outcome: 'WIN' | 'LOSS'): Command {
  const at = NOON + (bar + 1) * 60_000
  const prices = outcome === 'WIN' ? { high: 1.102, low: 1.1 } : { high: 1.1, low: 1.098 }
  const closed = {
    symbol: EURUSD,
    openAt: at - 60_000,
    closeAt: at,
    volume: 1,
    spread: 0,
    open: 1.1,
    close: 1.1,
  }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { ...closed, ...prices }, barIndex: bar }],
    candidates: [],
    ended: false,
  }
}

/** A quiet bar after which one source speaks for a BUY. */
function candidate(bar: number, source: string): Command {
  const at = NOON + (bar + 1) * 60_000
  const prices = { open: 1.1, high: 1.1, low: 1.1, close: 1.1, volume: 1, spread: 0 }
  const said = {
    symbol: EURUSD,
    direction: 'BUY' as const,
    levels: { entry: 1.1, stop: 1.099, target: 1.1015 },
    at,
    barIndex: bar,
    atr: 0.001,
    targetAtr: 1.5,
    stopAtr: 1,
    votes: [{ source, agreement: 1 as const, claim: 0.7 }],
    regime: { trend: 1 as const, vol: 1 as const },
  }
  return {
    kind: 'advance_market',
    runId: 'r1' as never,
    barsDone: bar + 1,
    at,
    closes: [{ bar: { symbol: EURUSD, openAt: at - 60_000, closeAt: at, ...prices }, barIndex: bar }],
    candidates: [{ candidate: said, expiresAt: at + 120_000, horizonAt: at + 24 * 60_000 }],
    ended: false,
  }
}

/** A trade of a new signal, from the briefing to its end in the next bar. */
async function trade(bar: number, outcome: 'WIN' | 'LOSS', name = 'ada'): Promise<void> {
  const id = `t${bar}-${name}`
  await mustExecute(
    desk,
    posted(id, NOON + (bar + 100) * 60_000),
    tell('briefing_opened', id, name),
    fire(name, id),
  )
  await mustExecute(desk, { kind: 'execute_fires', signalId: id as SignalId, price: 1.1 })
  await mustExecute(desk, settle(bar, outcome), { kind: 'settle_trades', signalId: id as SignalId })
}

function happened<Kind extends DomainEvent['kind']>(
  kind: Kind,
): readonly Extract<DomainEvent, { kind: Kind }>[] {
  return desk.published.flatMap(({ event }) =>
    event.kind === kind ? [event as Extract<DomainEvent, { kind: Kind }>] : [],
  )
}

const quests = () => questSide(desk.db, () => desk.now)
const progressOf = (userId: UserId) => readProgress(desk.db, userId, desk.now) as Progress
/** A campaign that runs now and gives boxes of these rarities at the first XP. */
function boxes(...rarities: readonly (Rarity | 'drawn')[]): Command {
  const terms = {
    name: 'Boxes',
    description: '',
    startsAt: desk.now,
    endsAt: desk.now + DAY_MS,
    milestones: [{ xp: 1, rewards: rarities.map((rarity) => ({ kind: 'box', rarity }) as const) }],
  }
  return { kind: 'create_campaign', campaignId: `c${desk.now}`, terms, by: OP }
}

const open = (boxNo: number): Command => ({ kind: 'open_box', userId: ADA, boxNo })

describe('missions from day to day', () => {
  test("[DAILY-9] they are drawn, moved, paid and ended with the commands that cause it, at the trader's midnight", async () => {
    await mustExecute(desk, tell('daily_login'))
    const [drawn] = happened('missions_drawn')
    expect(drawn).toMatchObject({ day: '2026-01-05', seed: 'ada:2026-01-05' })
    desk.now = Date.UTC(2026, 0, 6) - 1
    await mustExecute(desk, tell('button_click'))
    expect(happened('missions_drawn')).toHaveLength(1)
    desk.now = Date.UTC(2026, 0, 6)
    await mustExecute(desk, { kind: 'draw_missions', userId: ADA }, { kind: 'draw_missions', userId: ADA })
    expect(happened('missions_drawn').map(({ day }) => day)).toEqual(['2026-01-05', '2026-01-06'])
    expect(happened('missions_expired')[0]?.missionIds).toHaveLength(3)
    expect(
      quests()
        .missions(progressOf(ADA))
        .missions.map(({ state }) => state),
    ).toEqual(['open', 'open', 'open'])

    const claim = { kind: 'claim_mission', userId: ADA } as const
    const refused = async (missionId: string) => {
      const answer = await desk.execute({ ...claim, missionId })
      return answer.ok || answer.rejection.code
    }
    expect(await refused(drawn?.missions[0]?.missionId ?? '')).toBe('mission_expired')
    expect(await refused('2026-01-06:nothing')).toBe('mission_not_found')
    expect(await refused(quests().missions(progressOf(ADA)).missions[0]?.missionId ?? '')).toBe(
      'mission_not_complete',
    )
    expect(verifyReplay(desk.db).checks.filter(({ ok }) => !ok)).toEqual([])
  })

  test('[DAILY-9] what is shown before the draw is what is drawn', async () => {
    const shown = quests().missions(progressOf(ADA))
    await mustExecute(desk, tell('daily_login'))
    expect(quests().missions(progressOf(ADA))).toEqual(shown)
  })
})

describe('missions that the market has a part in', () => {
  /** Somebody of the desk who draws this type on its first day, and what he drew. */
  async function whoDraws(type: MissionType, target: number) {
    for (let index = 0; index < 2_000; index++) {
      const name = `${type.replace('_', '-')}-${index}`
      const mission = drawMissions(name as UserId, '2026-01-05').missions.find((each) => each.type === type)
      if (mission?.target !== target) continue
      await mustExecute(desk, user(name))
      return { name, mission }
    }
    throw new Error('one of thousands draws it')
  }

  async function claimed(name: string, { missionId, rewards }: DailyMission): Promise<void> {
    await mustExecute(desk, { kind: 'claim_mission', userId: name as UserId, missionId })
    expect(happened('mission_claimed').at(-1)).toMatchObject({ userId: name, missionId, rewards })
  }

  test('[DAILY-11] win_streak: trades closed at their target in a row', async () => {
    const { name, mission } = await whoDraws('win_streak', 2)
    await trade(0, 'WIN', name)
    await trade(1, 'LOSS', name)
    await trade(2, 'WIN', name)
    const answer = await desk.execute({
      kind: 'claim_mission',
      userId: name as UserId,
      missionId: mission.missionId,
    })
    expect(answer.ok || answer.rejection.code).toBe('mission_not_complete')
    await trade(3, 'WIN', name)
    await claimed(name, mission)
  })

  test('[DAILY-11] explore_area: briefings of symbols that are new that day', async () => {
    const { name, mission } = await whoDraws('explore_area', 3)
    for (const symbol of ['EURUSD', 'GBPUSD', 'GBPUSD', 'USDJPY']) {
      const id = `x${told}`
      await mustExecute(
        desk,
        { ...posted(id), symbol: symbol as SymbolName },
        tell('briefing_opened', id, name),
      )
    }
    await claimed(name, mission)
  })

  test('[DAILY-11] upgrade_bot: outcomes reviewed of the one analyst', async () => {
    const { name, mission } = await whoDraws('upgrade_bot', 1)
    const other = mission.analyst === 'macd_flip' ? 'ema_trend' : 'macd_flip'
    await mustExecute(desk, candidate(0, other), candidate(1, mission.analyst), settle(2, 'WIN'))
    const ids = happened('signal_opened').map(({ signal }) => signal.signalId)
    expect(ids).toHaveLength(2)
    await mustExecute(desk, tell('outcome_reviewed', ids[0], name))
    const moves = happened('mission_progressed').map(({ missionId }) => missionId)
    expect(moves).not.toContain(mission.missionId)
    await mustExecute(desk, tell('outcome_reviewed', ids[1], name))
    await claimed(name, mission)
  })
})

describe('records', () => {
  test('[RECORD-7] each of the eight is set by what people do at the desk', async () => {
    await trade(0, 'WIN')
    await mustExecute(
      desk,
      posted('p1', NOON + 3_600_000),
      pass('ada', 'p1'),
      settle(1, 'LOSS'),
      tell('outcome_reviewed', 'p1'),
    )
    const records = quests().records(progressOf(ADA))
    expect(records.map(({ type }) => type).sort()).toEqual([...RECORD_TYPES].sort())
    const value = (type: string) => records.find((record) => record.type === type)?.value
    // The target lies 1.5 times the risk away; the signal ended one minute after it was posted.
    expect([value('highest_damage_dealt'), value('fastest_victory'), value('longest_survival_time')]).toEqual(
      [1500, 1, 1],
    )
    expect([value('most_battles_day'), value('most_perfect_blocks'), value('longest_win_streak')]).toEqual([
      2, 1, 1,
    ])
    expect(value('highest_combo')).toBe(1)
    // A briefing opened (3 and 2 of level 1), whose first unlock makes level 2: decided (25) and completed (150), a pass
    // (25) with 4 each; 317 XP make level 3: a review (10 and 6). The unlock itself is a reward and not earned.
    expect(value('most_bits_earned_day')).toBe(5 + 29 + 154 + 29 + 16)
  })
})

describe('boxes', () => {
  test('[BOX-6] of two tabs that open one box one is answered and the other refused, and it is paid once', async () => {
    await mustExecute(desk, boxes('rare'), tell('daily_login'))
    const [one, other] = await Promise.all([desk.execute(open(1)), desk.execute(open(1))])
    expect([one.ok, other.ok || other.rejection.code]).toEqual([true, 'already_opened'])
    expect(happened('box_opened')).toHaveLength(1)
    expect(happened('points_awarded').filter(({ sourceId }) => sourceId === 'box:1')).toHaveLength(1)
    const later = await desk.execute(open(1))
    expect(later.ok || later.rejection.code).toBe('already_opened')
  })

  test('[BOX-6] the same request sent twice is answered twice with the same contents', async () => {
    await mustExecute(desk, boxes('epic'), tell('daily_login'))
    const receipt = { owner: 'ada', key: 'k1', inputHash: '0f' }
    const [one, other] = await Promise.all([desk.execute(open(1), receipt), desk.execute(open(1), receipt)])
    if (!one.ok || !other.ok) throw new Error('both are answered')
    expect(other.value.replayed).toBe(true)
    expect(other.value.events.map(({ event }) => event)).toEqual(one.value.events.map(({ event }) => event))
  })

  test('[BOX-7] a write that fails in the middle leaves the box closed and nothing paid; the next try pays once', async () => {
    await mustExecute(desk, boxes('legendary'), tell('daily_login'))
    const before = desk.db.raw.serialize()
    desk.db.raw.exec(
      "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.reward_claims BEGIN SELECT RAISE(ABORT, 'cut'); END",
    )
    const failed = await desk.execute(open(1))
    expect(failed.ok || failed.rejection.code).toBe('internal')
    desk.db.raw.exec('DROP TRIGGER broken')
    expect(desk.db.raw.serialize().equals(before)).toBe(true)
    await mustExecute(desk, open(1))
    expect(happened('points_awarded').filter(({ sourceId }) => sourceId === 'box:1')).toHaveLength(1)
    expect(verify(desk.db).checks.filter(({ ok }) => !ok)).toEqual([])
  })

  test('[BOX-8] every rarity can be granted and opened, and its contents are those of the grant', async () => {
    await mustExecute(desk, boxes('common', 'uncommon', 'rare', 'epic', 'legendary'), tell('daily_login'))
    const granted = happened('box_granted')
    expect(granted.map(({ rarity }) => rarity)).toEqual(['common', 'uncommon', 'rare', 'epic', 'legendary'])
    for (const { boxNo } of granted) await mustExecute(desk, open(boxNo))
    expect(happened('box_opened').map(({ rewards }) => rewards)).toEqual(
      granted.map(({ contents }) => contents),
    )
    expect(
      quests()
        .honours(ADA)
        .map(({ honour }) => honour),
    ).toContain('analyst')
  })
})

describe('campaigns', () => {
  const season = (id: string, from: number, days: number): Command => ({
    kind: 'create_campaign',
    campaignId: id,
    terms: {
      name: id,
      description: '',
      startsAt: NOON + from * DAY_MS,
      endsAt: NOON + (from + days) * DAY_MS,
      milestones: [{ xp: 50, rewards: [{ kind: 'points', amount: 100 }] }],
    },
    by: OP,
  })
  const standing = () =>
    quests()
      .standings(ADA)
      .map(({ campaign, xp, milestones }) => [campaign.campaignId, xp, milestones])

  test('[CAMPAIGN-12] the one that runs counts from the command that made it, ends on its time, and the next begins', async () => {
    await mustExecute(desk, season('one', 0, 2), season('two', 3, 2), tell('daily_login'))
    // 52 for the login; then the story begins: 25, and the last milestone completes it: 700, two each for the level.
    expect(standing()[0]?.slice(0, 1)).toEqual(['one'])
    expect(happened('campaign_milestone_reached')).toMatchObject([{ campaignId: 'one', milestone: 1 }])
    expect(happened('activity_recorded').map(({ activity }) => activity)).toEqual([
      'daily_login',
      'story_started',
      'story_completed',
    ])
    const xp = standing()[0]?.[1]
    desk.now = NOON + 2 * DAY_MS
    await mustExecute(desk, tell('daily_login'))
    expect(standing()[0]?.[1]).toBe(xp)
    desk.now = NOON + 3 * DAY_MS
    await mustExecute(desk, tell('button_click'))
    expect(standing().map(([id]) => id)).toEqual(['two', 'one'])
  })

  test('[CAMPAIGN-12] one that is ended counts no more, in the same breath', async () => {
    await mustExecute(desk, season('one', 0, 2))
    const [ended] = await Promise.all([
      desk.execute({ kind: 'end_campaign', campaignId: 'one', by: OP }),
      desk.execute(tell('daily_login')),
    ])
    expect(ended.ok).toBe(true)
    expect(standing()).toEqual([])
    const board = quests().campaigns()
    expect([board.active, board.over.map(({ campaignId }: Campaign) => campaignId)]).toEqual([null, ['one']])
  })
})

test('[CLAIM-2] the history holds whatever was paid, and its points and XP are those of the record of points', async () => {
  await mustExecute(desk, boxes('uncommon', 'rare'), tell('daily_login'), open(1), open(2))
  const paid = quests().claims(ADA, { limit: 200, cursor: null })?.items ?? []
  const sum = (kind: 'points' | 'xp') =>
    paid.reduce((all, { reward }) => all + (reward.kind === kind ? reward.amount : 0), 0)
  const awarded = happened('points_awarded').filter(({ type }) => type === 'bonus')
  expect(sum('points')).toBe(awarded.reduce((all, { amount }) => all + amount, 0))
  expect(sum('points') + sum('xp')).toBe(awarded.reduce((all, { xpGained }) => all + xpGained, 0))
  expect(paid.filter(({ reward }) => reward.kind === 'honour')).toHaveLength(2)
  // Pages of one line each tell the same.
  const lines = []
  for (let cursor: string | null = null; ; ) {
    const page = quests().claims(ADA, { limit: 1, cursor })
    lines.push(...(page?.items ?? []))
    cursor = page?.next ?? null
    if (cursor === null) break
  }
  expect(lines).toEqual(paid)
})

test('[CLAIM-3] whatever people do for weeks, the journal gives the same tables again', async () => {
  const chance = randomStream('weeks of two traders')
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance.next() * items.length)] as Item
  await mustExecute(desk, boxes('drawn', 'drawn', 'common'))
  for (let step = 0; step < 90; step++) {
    const name = pick(['ada', 'bob'])
    if (chance.next() < 0.25) desk.now += Math.floor(chance.next() * DAY_MS)
    if (chance.next() < 0.3) await trade(step, pick(['WIN', 'LOSS']), name)
    await mustExecute(
      desk,
      tell(pick(['daily_login', 'session_start', 'button_click', 'feature_usage']), undefined, name),
    )
    for (const { missionId } of quests().missions(progressOf(name as UserId)).missions)
      await desk.execute({ kind: 'claim_mission', userId: name as UserId, missionId })
    await desk.execute({ kind: 'open_box', userId: name as UserId, boxNo: 1 + Math.floor(chance.next() * 5) })
  }
  expect(happened('mission_claimed').length).toBeGreaterThan(0)
  expect(happened('record_set').length).toBeGreaterThan(8)
  expect(verify(desk.db).checks.filter(({ ok }) => !ok)).toEqual([])
})
