import { describe, expect, test } from 'vitest'
import { ACHIEVEMENTS_MAX } from '#core/progress/achievement.ts'
import { achievementBook } from '#core/progress/achievement-book.ts'
import {
  type AchievementFields,
  decideDefineAchievement,
  decideUnlockAchievement,
} from '#core/progress/achievement-desk.ts'
import { achievementEngine } from '#core/progress/achievements.ts'
import { atLeast, BOSS, bookOf, contextOf, definition, did, tell, trader } from './achieving.ts'

const FIELDS: Partial<AchievementFields> = {
  name: 'Reviewer',
  category: 'exploration',
  tier: 'silver',
  points: 300,
  criteria: { outcomes_reviewed: 20 },
}

function define(
  fields: Partial<AchievementFields>,
  options: { id?: string; edit?: boolean; book?: ReturnType<typeof achievementBook> } = {},
) {
  const { id = 'reviewer_20', edit = false, book = achievementBook([]) } = options
  return decideDefineAchievement({ kind: 'define_achievement', id, edit, fields, by: BOSS }, { book })
}

describe('defining', () => {
  test('[ACHV-9] a new one states the whole definition, with the rest as new ones have it', () => {
    expect(define(FIELDS)).toEqual({
      ok: true,
      value: [
        {
          kind: 'achievement_defined',
          by: BOSS,
          definition: {
            id: 'reviewer_20',
            name: 'Reviewer',
            description: '',
            category: 'exploration',
            tier: 'silver',
            points: 300,
            criteria: [atLeast('outcomes_reviewed', 20)],
            secret: false,
            repeatable: false,
            badgeUrl: null,
            iconName: null,
            displayOrder: 1_000,
            active: true,
            version: 1,
          },
        },
      ],
    })
  })

  test('[ACHV-9] an edit keeps what it does not name, also of those of the code, and is the next version', () => {
    const edited = define({ points: 900 }, { id: 'night_owl', edit: true })
    expect(edited).toMatchObject({
      ok: true,
      value: [{ definition: { id: 'night_owl', name: 'Night Owl', points: 900, secret: true, version: 2 } }],
    })
  })

  test('[ACHV-9] editing never takes back an unlock', () => {
    const hard = bookOf(definition('one', { criteria: [atLeast('decisions_made', 1_000)], active: false }))
    const easy = bookOf(definition('one'))
    const { progress } = tell(did('decision_made', { decisions: 1 }), trader(), contextOf(easy))
    const later = tell(did('session_start', {}), progress, contextOf(hard))
    expect(later.progress.achievements).toEqual(progress.achievements)
  })

  test.each([
    ['an edit of an unknown id', { id: 'nobody', edit: true }, 'achievement_not_found'],
    ['a new one with an id of the code', { id: 'level_10' }, 'achievement_exists'],
  ])('[ACHV-10] %s is refused', (_, options, code) => {
    expect(define(FIELDS, options)).toEqual({ ok: false, rejection: { code } })
  })

  test('[ACHV-10] a full desk refuses the next, and still lets its own be edited', () => {
    const own = Array.from({ length: ACHIEVEMENTS_MAX - 41 }, (_, at) => definition(`own_${at}`))
    const book = achievementBook(own)
    expect(book.all).toHaveLength(ACHIEVEMENTS_MAX)
    expect(define(FIELDS, { book })).toEqual({ ok: false, rejection: { code: 'too_many_achievements' } })
    expect(define({ points: 1 }, { book, id: 'own_7', edit: true }).ok).toBe(true)
    expect(define(FIELDS, { book: achievementBook(own.slice(1)) }).ok).toBe(true)
  })

  test('[ACHV-10] every field that is missing or wrong is named at once', () => {
    const said = define({ criteria: { outcomes_reviewed: true, unheard_of: 1 }, repeatable: true })
    expect(said).toMatchObject({ ok: false, rejection: { code: 'invalid_configuration' } })
    const fields = !said.ok && said.rejection.code === 'invalid_configuration' ? said.rejection.fields : []
    expect(fields.map(({ path }) => path)).toEqual([
      'name',
      'category',
      'tier',
      'criteria.outcomes_reviewed',
      'criteria.unheard_of',
    ])
  })

  test('[ACHV-10] a new one needs criteria, and a repeatable one asks for at least a number', () => {
    const { criteria: _, ...without } = FIELDS
    expect(define(without)).toMatchObject({ ok: false, rejection: { fields: [{ path: 'criteria' }] } })
    const upTo = { weekly_rank_best: { op: '<=', value: 3 } }
    expect(define({ ...FIELDS, criteria: upTo, repeatable: true })).toMatchObject({
      ok: false,
      rejection: { fields: [{ path: 'criteria.weekly_rank_best' }] },
    })
    expect(define({ ...FIELDS, criteria: upTo }).ok).toBe(true)
    // An edit that makes one repeat is held against the criteria it has.
    expect(define({ repeatable: true }, { id: 'competitor_top5', edit: true })).toMatchObject({ ok: false })
  })
})

describe('giving', () => {
  const GIVE = {
    kind: 'unlock_achievement',
    userId: trader().userId,
    achievementId: 'one',
    by: BOSS,
  } as const
  const engines = [achievementEngine]

  test('[ACHV-11] an operator gives what was not earned; it pays and counts like any unlock', () => {
    const context = contextOf(bookOf(definition('one', { tier: 'platinum' })))
    const given = decideUnlockAchievement(GIVE, { progress: trader(), engines }, context)
    expect(given).toMatchObject({
      ok: true,
      value: [
        {
          kind: 'achievement_unlocked',
          by: BOSS,
          occurrence: 1,
          unlocked: { times: 1, given: 1, points: 100, week: null },
          totals: { unlocks: 1, achievements: 1, tiers: { platinum: 1 } },
          rewards: [{ kind: 'points', amount: 100 }],
          cause: { id: 'achievement:one:1' },
        },
      ],
    })
  })

  test('[ACHV-11] what follows from an unlock follows from a gift', () => {
    const chained = definition('two', { criteria: [atLeast('achievements_unlocked', 1)] })
    const context = contextOf(bookOf(definition('one'), chained))
    const given = decideUnlockAchievement(GIVE, { progress: trader(), engines }, context)
    expect(given).toMatchObject({
      ok: true,
      value: [
        { achievementId: 'one', by: BOSS },
        { achievementId: 'two', by: null },
      ],
    })
  })

  test('[ACHV-11] refused in order: unknown user, unknown or switched off, had already', () => {
    const context = contextOf(bookOf(definition('one')))
    const code = (given: ReturnType<typeof decideUnlockAchievement>) => !given.ok && given.rejection.code
    expect(code(decideUnlockAchievement(GIVE, { progress: null, engines }, context))).toBe('user_not_found')
    const unknown = { ...GIVE, achievementId: 'nothing' }
    const view = { progress: trader(), engines }
    expect(code(decideUnlockAchievement(unknown, view, context))).toBe('achievement_not_found')
    // Those of the code are switched off at this desk.
    const off = { ...GIVE, achievementId: 'level_10' }
    expect(code(decideUnlockAchievement(off, view, context))).toBe('achievement_not_found')
    const had = tell(did('decision_made', { decisions: 1 }), trader(), context).progress
    expect(code(decideUnlockAchievement(GIVE, { progress: had, engines }, context))).toBe('already_unlocked')
  })

  test('[ACHV-11] a gift of what repeats leaves the next one to be earned as before', () => {
    const tens = definition('one', { repeatable: true, criteria: [atLeast('decisions_made', 10)] })
    const context = contextOf(bookOf(tens))
    const given = decideUnlockAchievement(GIVE, { progress: trader(), engines }, context)
    const unlock = given.ok ? given.value[0]! : null
    const { progress } = tell(unlock!, trader(), context)
    const earned = tell(did('decision_made', { decisions: 10 }), progress, context)
    expect(earned.events[1]).toMatchObject({ occurrence: 2, unlocked: { times: 2, given: 1 } })
  })
})
