import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SaidBy } from '#contracts/quest-shapes.ts'
import { AUDIT_ACTIONS, AUDIT_PLACES } from '#core/audit/entry.ts'
import { defaultAchievements } from '#core/progress/achievement-catalog.ts'
import { writeCriteria } from '#core/progress/achievement-criteria.ts'
import { STAT_KEYS } from '#core/progress/achievement-stats.ts'
import { rewardsFor } from '#core/progress/board-standing.ts'
import { EXCLUSIVE_ANALYSTS, ITEMS, PORTRAITS } from '#core/progress/honours.ts'
import type { Reward } from '#core/progress/reward.ts'
import { STREAK_TYPES } from '#core/progress/streak-event.ts'
import { milestonesOf, rewardsOf } from '#core/progress/streak-tables.ts'
import { wireAchievement } from '#server/wire-achievements.ts'
import { readAchievement } from '../../renderer/link/wire-progress.ts'
import { historyText } from '../../renderer/state/history.ts'
import { honourName, shippedName } from '../../renderer/state/shipped.ts'
import { statText, takesText } from '../../renderer/state/takes.ts'
import { achievements } from '../../renderer/words/achievements.en.ts'
import { audit } from '../../renderer/words/audit.en.ts'
import type { LanguageChoice } from '../../renderer/words/languages.ts'
import { shipped } from '../../renderer/words/shipped.en.ts'
import { fetchWords, sayIn, speak } from '../../renderer/words/words.ts'

/** Every name that a new desk can show, with the lines of the wire as blanks. */
function shippedNames(): readonly string[] {
  const places = [1, 2, 3, 10].flatMap((rank) =>
    rewardsFor(rank, { participants: 50, beatsBest: false, vip: 'none' }),
  )
  const streaks = STREAK_TYPES.flatMap((type) => milestonesOf(type).flatMap((days) => rewardsOf(type, days)))
  const honours = [...places, ...streaks].flatMap((reward: Reward) =>
    reward.kind === 'honour' ? [reward.name] : [],
  )
  const names = [
    ...defaultAchievements().map(({ name }) => name),
    ...[...ITEMS.values()].flat(),
    ...PORTRAITS,
    ...EXCLUSIVE_ANALYSTS,
    ...honours,
  ]
  return [...new Set(names.map((name) => name.replaceAll('_', ' ')))]
}

const viewOf = (id: string) => {
  const { description, criteria } = defaultAchievements().find((one) => one.id === id)!
  return { description, takes: writeCriteria(criteria) }
}

async function speaking(language: LanguageChoice): Promise<void> {
  vi.stubGlobal('document', { documentElement: {} })
  await speak(language, [])
}

beforeAll(() => fetchWords('shipped', 'history', 'achievements'))
afterEach(async () => {
  await speaking('en')
  vi.unstubAllGlobals()
})

describe('what a desk is shipped with', () => {
  test('[LANG-13] each name stands in the catalogue as the station calls it, and no other', () => {
    const known = Object.entries(shipped).flatMap(([key, text]) => (key.startsWith('name_') ? [text] : []))
    expect(known.toSorted()).toEqual(shippedNames().toSorted())
  })

  test('[LANG-13] names are said in the language of the page, what somebody typed as it was typed', async () => {
    await speaking('de')
    expect(shippedName('Early Bird')).toBe('Frühaufsteher')
    expect(honourName('top_three')).toBe('unter den ersten drei')
    expect(shippedName('Early Bird of May')).toBe('Early Bird of May')
    await speaking('en')
    expect(shippedName('Early Bird')).toBe('Early Bird')
    expect(honourName('top_three')).toBe('top three')
  })

  test('[LANG-13] each achievement says what it takes, in English as the station does', async () => {
    for (const { id, description } of defaultAchievements()) expect(takesText(viewOf(id))).toBe(description)
    await speaking('es')
    for (const { id, description } of defaultAchievements())
      expect(takesText(viewOf(id)), id).not.toBe(description)
    expect(takesText(viewOf('early_bird_50'))).toBe('Haz 50 cosas antes de las 09:00, según tu reloj.')
    expect(takesText(viewOf('points_collector_10k'))).toBe('Gana 10.000 puntos en total.')
  })

  test('[LANG-13] one that was had several times says what it takes once, not what the next time counts up to', async () => {
    const definition = defaultAchievements().find(({ repeatable }) => repeatable)!
    const [criterion] = definition.criteria
    const wire = {
      ...wireAchievement(definition),
      criteria_status: [{ ...criterion!, criterion: criterion!.stat, current: 0, required: 4 }],
    }
    await speaking('de')
    const view = readAchievement(wire as unknown as Parameters<typeof readAchievement>[0], [])
    expect(takesText(view)).toBe(takesText(viewOf(definition.id)))
    expect(takesText(view)).not.toBe(definition.description)
  })

  test('[LANG-13] a description that an operator changed stands as he wrote it', async () => {
    await speaking('es')
    const own = 'Do 50 things early.'
    expect(takesText({ ...viewOf('early_bird_50'), description: own })).toBe(own)
    const { takes } = viewOf('early_bird_50')
    expect(takesText({ ...viewOf('early_bird_50'), takes: { ...takes, referrals: 1 } })).toBe(
      'Do 50 things before 09:00, by your own clock.',
    )
  })

  test('[LANG-13] every stat, every action and every place of the audit log has its words', () => {
    const said = (catalogue: object, head: string) =>
      Object.keys(catalogue).flatMap((key) => (key.startsWith(head) ? [key.slice(head.length)] : []))
    expect(said(achievements, 'stat_').toSorted()).toEqual([...STAT_KEYS].toSorted())
    expect(said(audit, 'action_').toSorted()).toEqual([...AUDIT_ACTIONS].toSorted())
    expect(said(audit, 'place_').toSorted()).toEqual([...AUDIT_PLACES].toSorted())
    expect(statText('sessions', sayIn('achievements'))).toBe('Sessions')
    expect(statText('made_up', sayIn('achievements'))).toBe('made_up')
  })
})

describe('what happened', () => {
  const say = sayIn('history')
  const said = (key: string, values: SaidBy['values'] = {}): SaidBy => ({ key, values })
  const bySix = said('points', { count: 1_234, what: [{ key: 'for_plan_saved', values: {} }] })
  const paid = said('mission_paid', {
    mission: [{ key: 'mission_use_ability', values: {} }],
    rewards: [
      { key: 'reward_points', values: { count: 1 } },
      { key: 'reward_honour', values: { name: 'Tea mug' } },
    ],
  })

  test('[LANG-14] is said in the language of the page, its pieces and its numbers too', async () => {
    expect(historyText(bySix, '', say)).toBe('Got 1,234 points for saving a plan.')
    await speaking('de')
    expect(historyText(bySix, '', say)).toBe('1.234 Punkte für einen gespeicherten Plan.')
    expect(historyText(paid, '', say)).toBe('Die Mission, gespeicherte Pläne, brachte 1 Punkt, „Teebecher“.')
    const record = said('record_first_r', {
      record: [{ key: 'record_highest_damage_dealt', values: {} }],
      value: 1.25,
    })
    expect(historyText(record, '', say)).toContain(': 1,25 R (der erste)')
    const xp = said('only_xp', { xp: 1_500, what: 'Quiz' })
    expect(historyText(xp, '', say)).toBe('1.500 XP für Quiz.')
  })

  test('[LANG-14] names of people and words that somebody typed stay, as does a sentence that is not known', async () => {
    await speaking('de')
    expect(historyText(said('friend_is', { name: 'Mentor' }), '', say)).toBe('Jetzt befreundet mit Mentor.')
    expect(historyText(said('points_lost', { count: 3, reason: 'By mistake' }), '', say)).toBe(
      '3 Punkte verloren: By mistake',
    )
    expect(historyText(said('of_next_year'), 'Something new.', say)).toBe('Something new.')
  })
})
