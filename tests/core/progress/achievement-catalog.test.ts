import { describe, expect, test } from 'vitest'
import { ACHIEVEMENT_CATEGORIES, ACHIEVEMENT_TIERS } from '#core/progress/achievement.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import { parseCriteria, writeCriteria } from '#core/progress/achievement-criteria.ts'

const DEFAULTS = defaultAchievements()
const byId = new Map(DEFAULTS.map((one) => [one.id, one]))

describe('the achievements every desk begins with', () => {
  // Seed Diana 3.1: id, category, tier, stat, value, points.
  test.each([
    ['first_story_complete', 'narrative', 'bronze', 'stories_completed', 1, 500],
    ['five_stories_complete', 'narrative', 'silver', 'stories_completed', 5, 1_000],
    ['twenty_stories_complete', 'narrative', 'gold', 'stories_completed', 20, 2_500],
    ['fifty_stories_complete', 'narrative', 'platinum', 'stories_completed', 50, 5_000],
    ['seven_day_streak', 'engagement', 'bronze', 'daily_streak', 7, 500],
    ['thirty_day_streak', 'engagement', 'silver', 'daily_streak', 30, 1_500],
    ['hundred_day_streak', 'engagement', 'gold', 'daily_streak', 100, 5_000],
    ['points_collector_1k', 'milestone', 'bronze', 'total_points', 1_000, 100],
    ['points_collector_10k', 'milestone', 'silver', 'total_points', 10_000, 500],
    ['points_collector_50k', 'milestone', 'gold', 'total_points', 50_000, 2_500],
    ['points_collector_100k', 'milestone', 'platinum', 'total_points', 100_000, 10_000],
    ['decision_maker_50', 'narrative', 'bronze', 'decisions_made', 50, 300],
    ['decision_maker_200', 'narrative', 'silver', 'decisions_made', 200, 750],
    ['decision_maker_500', 'narrative', 'gold', 'decisions_made', 500, 2_000],
    ['level_10', 'milestone', 'bronze', 'level_reached', 10, 400],
    ['level_25', 'milestone', 'silver', 'level_reached', 25, 1_000],
    ['level_50', 'milestone', 'gold', 'level_reached', 50, 2_500],
    ['first_steps_1', 'engagement', 'bronze', 'interactions', 1, 100],
    ['first_steps_10', 'engagement', 'silver', 'interactions', 10, 250],
    ['first_steps_50', 'engagement', 'gold', 'interactions', 50, 500],
    ['early_bird_10', 'engagement', 'bronze', 'early_interactions', 10, 200],
    ['early_bird_50', 'engagement', 'silver', 'early_interactions', 50, 600],
    ['early_bird_200', 'engagement', 'gold', 'early_interactions', 200, 1_500],
    ['avid_reader_5', 'narrative', 'bronze', 'chapters_completed', 5, 300],
    ['avid_reader_15', 'narrative', 'silver', 'chapters_completed', 15, 1_500],
    ['avid_reader_30', 'narrative', 'gold', 'chapters_completed', 30, 5_000],
    ['path_explorer_3', 'exploration', 'bronze', 'distinct_endings', 3, 400],
    ['path_explorer_7', 'exploration', 'silver', 'distinct_endings', 7, 1_000],
    ['path_explorer_15', 'exploration', 'gold', 'distinct_endings', 15, 2_500],
    ['competitor_top10', 'social', 'bronze', 'weekly_rank_best', 10, 300],
    ['competitor_top5', 'social', 'silver', 'weekly_rank_best', 5, 750],
    ['competitor_top1', 'social', 'gold', 'weekly_rank_best', 1, 2_000],
    ['influencer_1', 'social', 'bronze', 'referrals', 1, 250],
    ['influencer_5', 'social', 'silver', 'referrals', 5, 1_000],
    ['influencer_25', 'social', 'gold', 'referrals', 25, 4_000],
    ['mentor_1', 'social', 'bronze', 'users_helped', 1, 250],
    ['mentor_5', 'social', 'silver', 'users_helped', 5, 1_000],
    ['mentor_20', 'social', 'gold', 'users_helped', 20, 3_000],
    ['vip_novice', 'special', 'bronze', 'vip_activations', 1, 500],
    ['perfect_week', 'special', 'silver', 'perfect_weeks', 1, 200],
    ['night_owl', 'exploration', 'bronze', 'night_interactions', 10, 250],
  ])('[ACHV-16] %s is %s, %s, %s %d for %d points', (...row) => {
    const [id, category, tier, stat, value, points] = row
    const op = id.startsWith('competitor_') ? '<=' : '>='
    expect(byId.get(id)).toMatchObject({ category, tier, points, criteria: [{ stat, op, value }] })
  })

  test('[ACHV-16] there are 41, in all categories and medals, two secret, one that repeats', () => {
    expect(DEFAULTS).toHaveLength(41)
    expect(byId.size).toBe(41)
    expect(new Set(DEFAULTS.map(({ category }) => category))).toEqual(new Set(ACHIEVEMENT_CATEGORIES))
    expect(new Set(DEFAULTS.map(({ tier }) => tier))).toEqual(new Set(ACHIEVEMENT_TIERS))
    const ids = (marks: 'secret' | 'repeatable') => DEFAULTS.filter((one) => one[marks]).map(({ id }) => id)
    expect(ids('secret')).toEqual(['points_collector_100k', 'night_owl'])
    expect(ids('repeatable')).toEqual(['perfect_week'])
  })

  test('[ACHV-16] each would pass as an operator writes it, and says what it takes', () => {
    for (const { criteria, description, id } of DEFAULTS) {
      expect(parseCriteria(writeCriteria(criteria)), id).toEqual({ ok: true, value: criteria })
      expect(description, id).toMatch(/^[A-Z].*\.$/)
      expect(description, id).not.toContain('#')
    }
  })

  test('[ACHV-16] what operators define stands over and beside them, in the order of display', () => {
    const level = { ...byId.get('level_10')!, name: 'Up', displayOrder: 1, version: 2 }
    const own = { ...level, id: 'own', displayOrder: 12, active: false }
    const book = achievementBook([level, own])
    expect(book.all).toHaveLength(42)
    expect(book.all[0]).toEqual(level)
    expect(book.all.map(({ id }) => id).slice(1, 5)).toEqual([
      'first_story_complete',
      'five_stories_complete',
      'own',
      'twenty_stories_complete',
    ])
    expect(book.active).toHaveLength(41)
    expect(book.byStat.get('level_reached')?.map(({ name }) => name)).toEqual([
      'Up',
      'Veteran Player',
      'Elite Master',
    ])
  })
})
