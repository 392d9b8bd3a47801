import { describe, expect, test } from 'vitest'
import type { SignalId } from '#core/kernel/ids.ts'
import type { Activity, Facts } from '#core/progress/deed.ts'
import type { Progress } from '#core/progress/progress.ts'
import { type Best, RECORD_TABLE, recordsEngine, valueNow } from '#core/progress/records.ts'
import { RECORD_TYPES, type RecordType } from '#core/progress/records-event.ts'
import { ADA, at, DAY_MS, deed, does, evolved, having, NOON, only, points, trader } from './quest-kit.ts'

const SIGNAL = 's1' as SignalId

function records(progress: Progress, activity: Activity, facts: Facts, now = NOON) {
  return only(does(progress, deed(activity, facts), at(now)).events, 'record_set')
}

function win(facts: Facts = {}): Facts {
  return { signalId: SIGNAL, outcome: 'WIN', ...facts }
}

/** A trader with a standing record. */
function holding(type: RecordType, value: number, day = '2026-11-27'): Progress {
  const cause = { engine: 'record', id: `record:${type}:${day}` } as const
  return evolved(trader(), {
    kind: 'record_set',
    userId: ADA,
    type,
    value,
    previous: null,
    day,
    setOn: null,
    rewards: [],
    cause,
  })
}

describe('what each record means', () => {
  test('[RECORD-1] the eight types have a direction, a unit and a meaning; only the fastest goes down', () => {
    expect([...RECORD_TABLE.keys()]).toEqual(RECORD_TYPES)
    expect(RECORD_TYPES.filter((type) => RECORD_TABLE.get(type)?.better === 'lower')).toEqual([
      'fastest_victory',
    ])
    for (const { meaning } of RECORD_TABLE.values()) expect(meaning).toMatch(/^[A-Z]/)
  })

  test.each([
    ['highest_damage_dealt', 'trade_closed', win({ r: 1.4285 }), 1429],
    ['longest_win_streak', 'trade_closed', win(), 1],
    ['fastest_victory', 'trade_closed', win({ heldMinutes: 90 }), 90],
    ['longest_survival_time', 'trade_closed', win({ heldMinutes: 90 }), 90],
    ['most_battles_day', 'decision_made', { signalId: SIGNAL, decision: 'pass' }, 1],
    ['most_battles_day', 'decision_made', { signalId: SIGNAL, decision: 'fire' }, 1],
    ['highest_combo', 'decision_made', { signalId: SIGNAL, decision: 'pass', briefed: true }, 1],
    ['most_perfect_blocks', 'outcome_reviewed', { signalId: SIGNAL, decision: 'pass', outcome: 'LOSS' }, 1],
  ] as readonly (readonly [RecordType, Activity, Facts, number])[])(
    '[RECORD-2] %s comes of %s',
    (type, activity, facts, value) => {
      const set = records(trader(), activity, facts).find((record) => record.type === type)
      // What a day counts was set on no signal.
      const setOn = type === 'most_battles_day' || type === 'most_perfect_blocks' ? null : SIGNAL
      expect(set).toMatchObject({ value, previous: null, day: '2026-11-28', setOn, rewards: [] })
    },
  )

  test('[RECORD-2] points of a day come of what is earned, not of rewards', () => {
    const told = recordsEngine(points(40), trader(), at(NOON))
    expect(only(told, 'record_set')).toMatchObject([{ type: 'most_bits_earned_day', value: 40, setOn: null }])
    expect(recordsEngine(points(40, { type: 'bonus' }), trader(), at(NOON))).toEqual([])
  })

  test.each([
    ['trade_closed', { outcome: 'LOSS', r: -1, heldMinutes: 60 }],
    ['trade_closed', { outcome: 'TIMEOUT', r: 0.9, heldMinutes: 60 }],
    ['outcome_reviewed', { decision: 'pass', outcome: 'WIN' }],
    ['outcome_reviewed', { decision: 'fire', outcome: 'LOSS' }],
    ['plan_saved', { signalId: SIGNAL }],
  ] as readonly (readonly [Activity, Facts])[])('[RECORD-2] %s of %o sets none', (activity, facts) => {
    expect(records(trader(), activity, facts)).toEqual([])
  })
})

describe('when a value is a record', () => {
  test.each([
    ['highest_damage_dealt', 1500, 1501, win({ r: 1.501 }), true],
    ['highest_damage_dealt', 1500, 1500, win({ r: 1.5 }), false],
    ['highest_damage_dealt', 1500, 1499, win({ r: 1.499 }), false],
    ['fastest_victory', 60, 59, win({ heldMinutes: 59 }), true],
    ['fastest_victory', 60, 60, win({ heldMinutes: 60 }), false],
    ['fastest_victory', 60, 61, win({ heldMinutes: 61 }), false],
    ['longest_survival_time', 60, 61, win({ heldMinutes: 61 }), true],
    ['longest_survival_time', 60, 60, win({ heldMinutes: 60 }), false],
  ] as readonly (readonly [RecordType, number, number, Facts, boolean])[])(
    '[RECORD-3] %s of %i against %i',
    (...[type, previous, value, facts, falls]) => {
      const set = records(holding(type, previous), 'trade_closed', facts).filter(
        (record) => record.type === type,
      )
      expect(set.map((record) => [record.previous, record.value])).toEqual(falls ? [[previous, value]] : [])
    },
  )

  test('[RECORD-4] the first pays nothing, one that beats an earlier day 50 points, and again the same day nothing', () => {
    const closed = (r: number) => win({ r })
    const first = records(trader(), 'trade_closed', closed(1)).find(
      ({ type }) => type === 'highest_damage_dealt',
    )
    expect(first).toMatchObject({ previous: null, rewards: [] })

    const next = does(holding('highest_damage_dealt', 1000), deed('trade_closed', closed(1.2)))
    expect(only(next.events, 'record_set').find(({ type }) => type === 'highest_damage_dealt')).toMatchObject(
      {
        previous: 1000,
        rewards: [{ kind: 'points', amount: 50 }],
        cause: { engine: 'record', id: 'record:highest_damage_dealt:2026-11-28' },
      },
    )
    const again = records(next.progress, 'trade_closed', closed(1.3))
    expect(again.find(({ type }) => type === 'highest_damage_dealt')).toMatchObject({
      previous: 1200,
      rewards: [],
    })
  })

  test('[RECORD-4] a day that beats an earlier one is paid once, however far it goes', () => {
    const decide = () => deed('decision_made', {})
    const twoYesterday = having(trader(), [decide(), decide()], at(NOON - DAY_MS))
    const paid = [1, 2, 3, 4].reduce<{ progress: Progress; rewards: number[] }>(
      ({ progress, rewards }) => {
        const told = does(progress, decide())
        const set = only(told.events, 'record_set').filter(
          ({ type, day }) => type === 'most_battles_day' && day === '2026-11-28',
        )
        return {
          progress: told.progress,
          rewards: [...rewards, ...set.map((record) => record.rewards.length)],
        }
      },
      { progress: twoYesterday, rewards: [] },
    )
    // The third decision beats yesterday's two and is paid; the fourth goes on.
    expect(paid.rewards).toEqual([1])
  })

  test('[RECORD-8] a count of a day is told once, goes on in what is shown, and has its last word the day after', () => {
    const decide = () => deed('decision_made', {})
    const five = having(trader(), [decide(), decide(), decide(), decide(), decide()])
    const { best, tally } = five.records
    expect(best.most_battles_day).toEqual({ value: 1, day: '2026-11-28', previous: null })
    const running = { tally, totals: five.points.totals }
    expect(valueNow('most_battles_day', best.most_battles_day as Best, running)).toBe(5)

    const next = does(five, decide(), at(NOON + DAY_MS))
    expect(only(next.events, 'record_set')).toMatchObject([
      { type: 'most_battles_day', value: 5, day: '2026-11-28', previous: null, rewards: [] },
    ])
    const after = next.progress.records
    expect(
      valueNow('most_battles_day', after.best.most_battles_day as Best, { ...running, tally: after.tally }),
    ).toBe(5)
  })

  test('[RECORD-8] the first points of a day are measured by all of the day before', () => {
    const award = () => deed('decision_made', {}, 10)
    // Three awards of 10 and the level's bonus: the first is told, the day comes to more.
    const before = having(trader(), [award(), award(), award()])
    const { dayEarned } = before.points.totals
    expect(before.records.best.most_bits_earned_day?.value).toBeLessThan(dayEarned)
    const one = deed('decision_made', {}, dayEarned - 5)
    const next = only(does(before, one, at(NOON + DAY_MS)).events, 'record_set')
    const points = next.filter(({ type }) => type === 'most_bits_earned_day')
    expect(points.map(({ value, day, rewards }) => [value, day, rewards.length])).toEqual([
      [dayEarned, '2026-11-28', 0],
    ])
  })
})

describe('rows and days', () => {
  test('[RECORD-5] a loss ends the row of wins, a timeout does not; the row goes on over midnight', () => {
    const close = (outcome: 'WIN' | 'LOSS' | 'TIMEOUT') => deed('trade_closed', { outcome })
    const wins = having(trader(), [close('WIN'), close('TIMEOUT'), close('WIN')])
    const over = having(wins, [close('WIN')], at(NOON + DAY_MS))
    expect(over.records.best.longest_win_streak).toEqual({ value: 3, day: '2026-11-29', previous: 2 })
    const anew = having(over, [close('LOSS'), close('WIN')], at(NOON + DAY_MS))
    expect(anew.records.tally?.winRun).toBe(1)
    expect(anew.records.best.longest_win_streak?.value).toBe(3)
  })

  test('[RECORD-5] the row of briefed decisions ends with one whose briefing was not opened', () => {
    const decide = (briefed: boolean) => deed('decision_made', { briefed })
    const two = having(trader(), [decide(true), decide(true), decide(false), decide(true)])
    expect(two.records.best.highest_combo?.value).toBe(2)
    expect(two.records.tally?.combo).toBe(1)
  })

  test("[RECORD-6] counts of a day begin again at the trader's own midnight", () => {
    const decide = () => deed('decision_made', {})
    // In Kiritimati, 14 h ahead, midnight is at 10:00 UTC.
    const midnight = Date.parse('2026-11-28T10:00:00Z')
    const before = having(trader('Pacific/Kiritimati'), [decide(), decide()], at(midnight - 1))
    expect(before.records.tally).toMatchObject({ day: '2026-11-28', decisions: 2 })
    const later = having(before, [decide()], at(midnight))
    expect(later.records.tally).toMatchObject({ day: '2026-11-29', decisions: 1 })
    expect(later.records.best.most_battles_day).toEqual({ value: 2, day: '2026-11-28', previous: null })
  })
})
