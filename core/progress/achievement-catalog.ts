import type { AchievementCategory, AchievementDefinition, AchievementTier } from './achievement.ts'
import type { Criterion } from './achievement-criteria.ts'
import type { StatKey } from './achievement-stats.ts'

type Line = readonly [
  id: string,
  name: string,
  tier: AchievementTier,
  points: number,
  needs: number,
  marks?: Marks,
]
interface Marks {
  readonly op?: Criterion['op']
  readonly secret?: true
  readonly repeatable?: true
}
interface Family {
  readonly category: AchievementCategory
  readonly stat: StatKey
  /** What it takes, with `#` where the number stands; the singular where it is 1. */
  readonly takes: readonly [one: string, many: string]
  /** Display order of its first line. */
  readonly order: number
  readonly lines: readonly Line[]
}

/** Source: seed Diana 3.1, the seventeen originals. */
const ORIGINALS: readonly Family[] = [
  {
    category: 'narrative',
    stat: 'stories_completed',
    takes: ['Complete a campaign.', 'Complete # different campaigns.'],
    order: 10,
    lines: [
      ['first_story_complete', 'Story Explorer', 'bronze', 500, 1],
      ['five_stories_complete', 'Dedicated Reader', 'silver', 1_000, 5],
      ['twenty_stories_complete', 'Master Storyteller', 'gold', 2_500, 20],
      ['fifty_stories_complete', 'Literary Legend', 'platinum', 5_000, 50],
    ],
  },
  {
    category: 'engagement',
    stat: 'daily_streak',
    takes: ['Log in on a day.', 'Log in on # days without losing your streak.'],
    order: 20,
    lines: [
      ['seven_day_streak', 'Week Warrior', 'bronze', 500, 7],
      ['thirty_day_streak', 'Monthly Master', 'silver', 1_500, 30],
      ['hundred_day_streak', 'Century Champion', 'gold', 5_000, 100],
    ],
  },
  {
    category: 'milestone',
    stat: 'total_points',
    takes: ['Earn a point.', 'Earn # points in all.'],
    order: 30,
    lines: [
      ['points_collector_1k', 'Points Collector', 'bronze', 100, 1_000],
      ['points_collector_10k', 'Points Master', 'silver', 500, 10_000],
      ['points_collector_50k', 'Points Legend', 'gold', 2_500, 50_000],
      ['points_collector_100k', 'Points Deity', 'platinum', 10_000, 100_000, { secret: true }],
    ],
  },
  {
    category: 'narrative',
    stat: 'decisions_made',
    takes: ['Decide on a signal.', 'Decide on # signals: a pass counts like a fire.'],
    order: 40,
    lines: [
      ['decision_maker_50', 'Decision Maker', 'bronze', 300, 50],
      ['decision_maker_200', 'Choice Champion', 'silver', 750, 200],
      ['decision_maker_500', 'Master of Choices', 'gold', 2_000, 500],
    ],
  },
  {
    category: 'milestone',
    stat: 'level_reached',
    takes: ['Begin.', 'Reach level #.'],
    order: 50,
    lines: [
      ['level_10', 'Rising Star', 'bronze', 400, 10],
      ['level_25', 'Veteran Player', 'silver', 1_000, 25],
      ['level_50', 'Elite Master', 'gold', 2_500, 50],
    ],
  },
]

/** Source: seed Diana 3.1, the proposed families; all six categories, one that repeats, one more secret. */
const FAMILIES: readonly Family[] = [
  {
    category: 'engagement',
    stat: 'interactions',
    takes: ['Do something at the desk.', 'Do # things at the desk.'],
    order: 60,
    lines: [
      ['first_steps_1', 'First Steps', 'bronze', 100, 1],
      ['first_steps_10', 'Finding Your Feet', 'silver', 250, 10],
      ['first_steps_50', 'At Home Here', 'gold', 500, 50],
    ],
  },
  {
    category: 'engagement',
    stat: 'early_interactions',
    takes: ['Do something before 09:00.', 'Do # things before 09:00, by your own clock.'],
    order: 70,
    lines: [
      ['early_bird_10', 'Early Bird', 'bronze', 200, 10],
      ['early_bird_50', 'Before the Bell', 'silver', 600, 50],
      ['early_bird_200', 'Dawn Watch', 'gold', 1_500, 200],
    ],
  },
  {
    category: 'narrative',
    stat: 'chapters_completed',
    takes: ['Read a briefing and decide.', 'Read # briefings and decide on them.'],
    order: 80,
    lines: [
      ['avid_reader_5', 'Avid Reader', 'bronze', 300, 5],
      ['avid_reader_15', 'Well Briefed', 'silver', 1_500, 15],
      ['avid_reader_30', 'Student of the Market', 'gold', 5_000, 30],
    ],
  },
  {
    category: 'exploration',
    stat: 'distinct_endings',
    takes: ['See a trade end.', 'See trades end in # different ways.'],
    order: 90,
    lines: [
      ['path_explorer_3', 'Path Explorer', 'bronze', 400, 3],
      ['path_explorer_7', 'Seasoned Explorer', 'silver', 1_000, 7],
      ['path_explorer_15', 'Every Which Way', 'gold', 2_500, 15],
    ],
  },
  {
    category: 'social',
    stat: 'weekly_rank_best',
    takes: ['Close a week in first place.', 'Close a week among the first #.'],
    order: 100,
    lines: [
      ['competitor_top10', 'Contender', 'bronze', 300, 10, { op: '<=' }],
      ['competitor_top5', 'Front Runner', 'silver', 750, 5, { op: '<=' }],
      ['competitor_top1', 'Week Winner', 'gold', 2_000, 1, { op: '<=' }],
    ],
  },
  {
    category: 'social',
    stat: 'referrals',
    takes: ['Bring somebody to the desk.', 'Bring # people to the desk.'],
    order: 110,
    lines: [
      ['influencer_1', 'Host', 'bronze', 250, 1],
      ['influencer_5', 'Influencer', 'silver', 1_000, 5],
      ['influencer_25', 'Desk Builder', 'gold', 4_000, 25],
    ],
  },
  {
    category: 'social',
    stat: 'users_helped',
    takes: ['Help a desk mate.', 'Help desk mates # times.'],
    order: 120,
    lines: [
      ['mentor_1', 'Helping Hand', 'bronze', 250, 1],
      ['mentor_5', 'Mentor', 'silver', 1_000, 5],
      ['mentor_20', 'Pillar of the Desk', 'gold', 3_000, 20],
    ],
  },
  {
    category: 'special',
    stat: 'vip_activations',
    takes: ['Become a member for the first time.', 'Become a member # times.'],
    order: 130,
    lines: [['vip_novice', 'New Member', 'bronze', 500, 1]],
  },
  {
    category: 'special',
    stat: 'perfect_weeks',
    takes: ['Log in on all seven days of a week, Monday to Sunday.', 'Do so in # weeks.'],
    order: 140,
    lines: [['perfect_week', 'Perfect Week', 'silver', 200, 1, { repeatable: true }]],
  },
  {
    category: 'exploration',
    stat: 'night_interactions',
    takes: ['Do something before 04:00.', 'Do # things between midnight and 04:00, by your own clock.'],
    order: 150,
    lines: [['night_owl', 'Night Owl', 'bronze', 250, 10, { secret: true }]],
  },
]

/** The achievements every desk begins with. */
export function defaultAchievements(): readonly AchievementDefinition[] {
  return [...ORIGINALS, ...FAMILIES].flatMap((family) =>
    family.lines.map((line, index) => definitionOf(family, line, index)),
  )
}

function definitionOf(
  { category, stat, takes: [one, many], order }: Family,
  [id, name, tier, points, value, marks = {}]: Line,
  index: number,
): AchievementDefinition {
  return {
    id,
    name,
    description: value === 1 ? one : many.replace('#', value.toLocaleString('en-US')),
    category,
    tier,
    points,
    criteria: [{ stat, op: marks.op ?? '>=', value }],
    secret: marks.secret ?? false,
    repeatable: marks.repeatable ?? false,
    badgeUrl: null,
    iconName: null,
    displayOrder: order + index,
    active: true,
    version: 1,
  }
}
