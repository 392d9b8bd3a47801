import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import {
  CAMPAIGNS_AHEAD_MAX,
  type CampaignView,
  decideArchiveCampaign,
  decideCreateCampaign,
  decideEditCampaign,
  decideEndCampaign,
} from '#core/progress/campaign.ts'
import { previewOf } from '#core/progress/campaign-preview.ts'
import { campaignEngine } from '#core/progress/campaign-progress.ts'
import type { Campaign, Milestone } from '#core/progress/campaigns-event.ts'
import { ENGINES } from '#core/progress/engines.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { CampaignTerms } from '#core/progress/quest-commands.ts'
import { storyEngine } from '#core/progress/story-engine.ts'
import { at, DAY_MS, deed, does, evolved, NOON, only, points, trader } from './quest-kit.ts'

const OP = 'op' as UserId

/** The milestones of the seed's sample campaign. */
const MILESTONES: readonly Milestone[] = [
  { xp: 100, rewards: [{ kind: 'points', amount: 100 }] },
  { xp: 250, rewards: [{ kind: 'xp', amount: 50 }] },
  { xp: 500, rewards: [{ kind: 'box', rarity: 'drawn' }] },
  { xp: 1000, rewards: [{ kind: 'honour', honour: 'item', name: 'Brass ruler' }] },
  { xp: 2000, rewards: [{ kind: 'honour', honour: 'analyst', name: 'The Bookkeeper' }] },
]
const WINTER: Campaign = {
  campaignId: 'winter',
  name: 'Winter Warriors',
  description: 'Thirty days of careful work.',
  startsAt: NOON - 10 * DAY_MS,
  endsAt: NOON + 20 * DAY_MS,
  milestones: MILESTONES,
  archived: false,
}

function gains(progress: Progress, xp: number, { now = NOON, campaign = WINTER as Campaign | null } = {}) {
  return campaignEngine(points(xp), progress, at(now, campaign))
}

function gained(...amounts: readonly number[]): Progress {
  return amounts.reduce((progress, xp) => gains(progress, xp).reduce(evolved, progress), trader())
}

describe('progress', () => {
  test('[CAMPAIGN-6] XP counts from the first instant to the last, and not before or after', () => {
    for (const [now, counts] of [
      [WINTER.startsAt - 1, false],
      [WINTER.startsAt, true],
      [WINTER.endsAt - 1, true],
      [WINTER.endsAt, false],
    ] as const)
      expect(gains(trader(), 40, { now }).length > 0).toBe(counts)
    expect(gains(trader(), 40, { campaign: null })).toEqual([])
    expect(gains(trader(), 40, { campaign: { ...WINTER, archived: true } })).toEqual([])
  })

  test("[CAMPAIGN-6] earned and bonus XP count; what an operator adjusts, a refund and a campaign's own pay do not", () => {
    const told = (...terms: Parameters<typeof points>) =>
      campaignEngine(points(...terms), trader(), at(NOON, WINTER))
    expect(told(40)).toMatchObject([{ kind: 'campaign_progressed', xp: 40, begun: true, completed: false }])
    expect(told(0, { type: 'bonus', xpGained: 30, cause: { engine: 'mission', id: 'm' } })).toMatchObject([
      { xp: 30 },
    ])
    expect(told(40, { type: 'bonus', cause: { engine: 'campaign', id: 'campaign:winter:1' } })).toEqual([])
    expect(told(40, { type: 'admin_adjustment' })).toEqual([])
    expect(told(40, { type: 'refund' })).toEqual([])
    expect(told(40, { xpGained: 0 })).toEqual([])
  })

  test('[CAMPAIGN-7] a milestone falls at its XP, not one before, and once', () => {
    expect(gains(gained(60), 39)).toMatchObject([{ xp: 99, milestones: 0 }])
    const reached = gains(gained(60), 40)
    expect(reached).toMatchObject([
      { kind: 'campaign_progressed', xp: 100, milestones: 1, begun: false, completed: false },
      {
        kind: 'campaign_milestone_reached',
        milestone: 1,
        rewards: [{ kind: 'points', amount: 100 }],
        cause: { engine: 'campaign', id: 'campaign:winter:1' },
      },
    ])
    expect(only(gains(gained(60, 40), 10), 'campaign_milestone_reached')).toEqual([])
  })

  test('[CAMPAIGN-7] one award may reach several, each paid under a cause of its own, and the last completes it', () => {
    const all = gains(trader(), 2000)
    expect(
      only(all, 'campaign_milestone_reached').map(({ milestone, cause }) => [milestone, cause.id]),
    ).toEqual([1, 2, 3, 4, 5].map((milestone) => [milestone, `campaign:winter:${milestone}`]))
    expect(all[0]).toMatchObject({ begun: true, completed: true })
    expect(gains(gained(2000), 1)).toMatchObject([{ xp: 2001, milestones: 5, completed: false }])
  })

  test('[CAMPAIGN-8] each trader has his own progress, and the next campaign begins at nothing', () => {
    expect(gained(150).campaign).toEqual({ campaignId: 'winter', xp: 150, milestones: 1 })
    expect(trader('UTC', 'bea' as UserId).campaign).toEqual({ campaignId: null, xp: 0, milestones: 0 })
    const spring = { ...WINTER, campaignId: 'spring' }
    expect(gains(gained(150), 20, { campaign: spring })).toMatchObject([
      { campaignId: 'spring', xp: 20, milestones: 0, begun: true },
    ])
  })

  test('[CAMPAIGN-7] the box of a milestone is granted with it', () => {
    const [, reached] = gains(gained(499), 1)
    const told =
      reached === undefined ? [] : ENGINES.flatMap((engine) => engine(reached, trader(), at(NOON, WINTER)))
    expect(only(told, 'box_granted')).toMatchObject([{ boxNo: 1, drawn: true }])
  })
})

describe('the largest campaign', () => {
  test('[CAMPAIGN-11] reached at once, by a first decision, it fits what may follow from one event', () => {
    const largest: Campaign = {
      ...WINTER,
      milestones: Array.from({ length: 10 }, (_, index) => ({
        xp: index + 1,
        rewards: Array.from({ length: 5 }, () => ({ kind: 'box', rarity: 'drawn' }) as const),
      })),
    }
    const { events } = does(trader(), deed('decision_made', {}, 25), at(NOON, largest))
    expect(only(events, 'box_granted').map(({ boxNo }) => boxNo)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
    expect(only(events, 'reward_claimed')).toHaveLength(10)
  })
})

describe('the story', () => {
  test('[CAMPAIGN-10] the first XP begins a story, the last milestone completes it, each once', () => {
    const told = (xp: number, progress: Progress) =>
      gains(progress, xp)
        .flatMap((event) => storyEngine(event, progress, at(NOON, WINTER)))
        .map(
          (event) =>
            event.kind === 'activity_recorded' && [event.activity, event.base, event.bonus, event.sourceId],
        )
    expect(told(40, trader())).toEqual([['story_started', 25, 0, '~campaign:winter']])
    expect(told(40, gained(60))).toEqual([])
    expect(told(1, gained(1999))).toEqual([['story_completed', 500, 200, '~campaign:winter']])
    expect(told(1, gained(2000))).toEqual([])
  })

  test('[ERASE-5] for who is gone no story begins and none is completed', () => {
    const gone = { ...at(NOON, WINTER), gone: true }
    const told = (xp: number, progress: Progress) =>
      gains(progress, xp).flatMap((event) => storyEngine(event, progress, gone))
    expect(told(40, trader())).toEqual([])
    expect(told(1, gained(1999))).toEqual([])
  })
})

describe("the operator's campaigns", () => {
  const TERMS: CampaignTerms = {
    name: 'Spring',
    description: '',
    startsAt: NOON + 20 * DAY_MS,
    endsAt: NOON + 30 * DAY_MS,
    milestones: MILESTONES,
  }
  const view = (told: Partial<CampaignView> = {}): CampaignView => ({
    campaign: null,
    ahead: [],
    now: NOON,
    ...told,
  })
  const create = (terms: Partial<CampaignTerms>, told: Partial<CampaignView> = {}) =>
    decideCreateCampaign(
      { kind: 'create_campaign', campaignId: 'spring', terms: { ...TERMS, ...terms }, by: OP },
      view(told),
    )
  const edit = (terms: Partial<CampaignTerms>, told: Partial<CampaignView>) =>
    decideEditCampaign(
      { kind: 'edit_campaign', campaignId: 'spring', terms: { ...TERMS, ...terms }, by: OP },
      view(told),
    )
  const refusal = (code: string) => ({ ok: false, rejection: { code } })

  test('[CAMPAIGN-1] a campaign stands as the operator gave it', () => {
    expect(create({})).toEqual({
      ok: true,
      value: [
        {
          kind: 'campaign_set',
          change: 'created',
          campaign: { campaignId: 'spring', ...TERMS, archived: false },
          by: OP,
        },
      ],
    })
  })

  test.each([
    [{ startsAt: NOON - 60_000, endsAt: NOON + 10 * DAY_MS }, true],
    [{ startsAt: NOON - 60_001, endsAt: NOON + 10 * DAY_MS }, false],
    [{ endsAt: TERMS.startsAt + DAY_MS }, true],
    [{ endsAt: TERMS.startsAt + DAY_MS - 1 }, false],
    [{ endsAt: TERMS.startsAt }, false],
    [{ endsAt: TERMS.startsAt - DAY_MS }, false],
    [{ endsAt: TERMS.startsAt + 366 * DAY_MS }, true],
    [{ endsAt: TERMS.startsAt + 366 * DAY_MS + 1 }, false],
  ] as readonly (readonly [Partial<CampaignTerms>, boolean])[])(
    '[CAMPAIGN-1] dates %o: %s',
    (terms, stands) => {
      expect(create(terms)).toMatchObject(stands ? { ok: true } : refusal('bad_campaign'))
    },
  )

  const at10 = Array.from({ length: 10 }, (_, index) => ({ xp: index + 1, rewards: [] }))
  test.each([
    [[], false],
    [at10, true],
    [[...at10, { xp: 11, rewards: [] }], false],
    [[{ xp: 0, rewards: [] }], false],
    [
      [
        { xp: 5, rewards: [] },
        { xp: 5, rewards: [] },
      ],
      false,
    ],
    [
      [
        { xp: 5, rewards: [] },
        { xp: 4, rewards: [] },
      ],
      false,
    ],
    [
      [
        { xp: 5, rewards: [] },
        { xp: 6, rewards: [] },
      ],
      true,
    ],
  ] as readonly (readonly [readonly Milestone[], boolean])[])(
    '[CAMPAIGN-2] milestones %o: %s',
    (milestones, stands) => {
      expect(create({ milestones })).toMatchObject(stands ? { ok: true } : refusal('bad_campaign'))
    },
  )

  test.each([
    [20, 30, false],
    [29, 40, false],
    [10, 21, false],
    [21, 22, false],
    [10, 40, false],
    [30, 40, true],
    [10, 20, true],
  ])('[CAMPAIGN-3] beside one of days 20 to 30, one of days %i to %i: %s', (from, to, stands) => {
    const other = { ...WINTER, startsAt: NOON + 20 * DAY_MS, endsAt: NOON + 30 * DAY_MS }
    const decision = create(
      { startsAt: NOON + from * DAY_MS, endsAt: NOON + to * DAY_MS },
      { ahead: [other] },
    )
    const overlap = { ok: false, rejection: { code: 'campaign_overlap', name: 'Winter Warriors' } }
    expect(decision).toMatchObject(stands ? { ok: true } : overlap)
  })

  test('[CAMPAIGN-3] so many lie ahead and no more', () => {
    const ahead = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        ...WINTER,
        campaignId: `c${index}`,
        startsAt: NOON + (100 + 2 * index) * DAY_MS,
        endsAt: NOON + (101 + 2 * index) * DAY_MS,
      }))
    expect(create({}, { ahead: ahead(CAMPAIGNS_AHEAD_MAX - 1) })).toMatchObject({ ok: true })
    expect(create({}, { ahead: ahead(CAMPAIGNS_AHEAD_MAX) })).toEqual(refusal('too_many_campaigns'))
  })

  const spring: Campaign = { campaignId: 'spring', ...TERMS, archived: false }
  test('[CAMPAIGN-4] it can be edited until it begins, and does not overlap itself', () => {
    const changed = edit({ name: 'Late spring' }, { campaign: spring, ahead: [spring] })
    expect(changed).toMatchObject({
      ok: true,
      value: [{ change: 'edited', campaign: { name: 'Late spring' } }],
    })
    expect(edit({}, {})).toEqual(refusal('campaign_not_found'))
    expect(edit({}, { campaign: { ...spring, archived: true } })).toEqual(refusal('campaign_archived'))
    expect(edit({}, { campaign: spring, now: spring.startsAt - 1 })).toMatchObject({ ok: true })
    expect(edit({}, { campaign: spring, now: spring.startsAt })).toEqual(refusal('campaign_begun'))
    expect(edit({ endsAt: 0 }, { campaign: spring })).toMatchObject(refusal('bad_campaign'))
  })

  test('[CAMPAIGN-5] a running one is ended now; one that does not run is put into the archive, once', () => {
    const end = (told: Partial<CampaignView>) =>
      decideEndCampaign({ kind: 'end_campaign', campaignId: 'winter', by: OP }, view(told))
    const archive = (told: Partial<CampaignView>) =>
      decideArchiveCampaign({ kind: 'archive_campaign', campaignId: 'winter', by: OP }, view(told))
    expect(end({ campaign: WINTER })).toMatchObject({
      ok: true,
      value: [{ change: 'ended', campaign: { endsAt: NOON } }],
    })
    expect(end({})).toEqual(refusal('campaign_not_found'))
    expect(end({ campaign: WINTER, now: WINTER.endsAt })).toEqual(refusal('campaign_not_active'))
    expect(end({ campaign: spring })).toEqual(refusal('campaign_not_active'))

    expect(archive({})).toEqual(refusal('campaign_not_found'))
    expect(archive({ campaign: WINTER })).toEqual(refusal('campaign_active'))
    const over = archive({ campaign: WINTER, now: WINTER.endsAt })
    expect(over).toMatchObject({ ok: true, value: [{ change: 'archived', campaign: { archived: true } }] })
    expect(archive({ campaign: spring })).toMatchObject({ ok: true })
    expect(archive({ campaign: { ...WINTER, archived: true } })).toEqual(refusal('campaign_archived'))
  })
})

describe('the preview', () => {
  test('[CAMPAIGN-9] says what milestones would pay a quiet, a usual, a busy and the busiest trader', () => {
    // Of 10 traders with 50, 100, ... 500 XP: places 3, 5, 8, 9 and 10.
    const gains = [500, 50, 450, 100, 400, 150, 350, 200, 300, 250]
    const lines = previewOf(MILESTONES, gains)
    expect(
      lines.map(({ rank, xp, milestones, points: paid, xpPaid, boxes }) => [
        rank,
        xp,
        milestones,
        paid,
        xpPaid,
        boxes,
      ]),
    ).toEqual([
      ['quiet', 150, 1, 100, 0, 0],
      ['usual', 250, 2, 100, 50, 0],
      ['busy', 400, 2, 100, 50, 0],
      ['busiest_tenth', 450, 2, 100, 50, 0],
      ['busiest', 500, 3, 100, 50, 1],
    ])
    expect(previewOf(MILESTONES, [2000])[0]).toMatchObject({
      xp: 2000,
      honours: ['Brass ruler', 'The Bookkeeper'],
    })
  })

  test("[CAMPAIGN-9] without anybody's XP it claims nothing", () => {
    expect(previewOf(MILESTONES, []).map(({ xp, milestones }) => [xp, milestones])).toEqual(
      Array.from({ length: 5 }, () => [null, 0]),
    )
  })
})
