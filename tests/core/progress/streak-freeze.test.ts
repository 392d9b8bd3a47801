import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '#core/kernel/time.ts'
import { freezesLeft } from '#core/progress/streak-freeze.ts'
import { momentIn } from '#core/progress/streak-windows.ts'
import { at, loggedIn, Streaker } from './streaking.ts'

const DAY_MS = 24 * HOUR_MS
const refused = (reason: string) => ({ ok: false, rejection: { code: 'freeze_unavailable', reason } })

describe('what a freeze does', () => {
  test.each([
    ['on the day itself, ahead', '2026-11-07T13:00:00Z'],
    ['on the day that is missed', '2026-11-08T00:00:00Z'],
    ['on the day after, in the hold', '2026-11-09T23:00:00Z'],
  ])('[STREAK-8] used %s it covers the missed day, and the next login adds one', (_name, used) => {
    const ada = loggedIn(7, '2026-11-07', 'standard')
    expect(ada.freezes('daily_login', at(used))).toMatchObject({
      ok: true,
      value: {
        kind: 'streak_frozen',
        streak: 'daily_login',
        freeze: {
          usedAt: at(used),
          coversFrom: at('2026-11-08T00:00:00Z'),
          coversUntil: at('2026-11-09T00:00:00Z'),
        },
        // The 8th is covered, the 9th may still be missed, the 10th ends the hold.
        frozenUntil: at('2026-11-11T00:00:00Z'),
        paidBy: 'month',
        freezes: { month: '2026-11', used: 1, earned: 0 },
        remaining: 2,
      },
    })
    expect(ada.does('daily_login', at('2026-11-09T23:59:59Z'))).toMatchObject({
      change: 'grew',
      record: { count: 8, freeze: null },
    })
  })

  test.each([
    ['2026-11-10T23:59:59Z', 'held', 7],
    ['2026-11-11T00:00:00Z', 'reset', 1],
  ] as const)('[STREAK-8] with a freeze a login at %s is %s', (login, change, count) => {
    const ada = loggedIn(7, '2026-11-07', 'standard')
    ada.freezes('daily_login', at('2026-11-07T13:00:00Z'))
    expect(ada.does('daily_login', at(login))).toMatchObject({ change, record: { count } })
  })

  test('[STREAK-8] a freeze that was not needed is used up by the next login', () => {
    const ada = loggedIn(7, '2026-11-07', 'standard')
    ada.freezes('daily_login', at('2026-11-07T13:00:00Z'))
    expect(ada.does('daily_login', at('2026-11-07T14:00:00Z'))).toBeNull()
    expect(ada.record('daily_login')?.freeze).not.toBeNull()
    ada.does('daily_login', at('2026-11-08T12:00:00Z'))
    expect(ada.record('daily_login')).toMatchObject({ count: 8, freeze: null })
    expect(ada.does('daily_login', at('2026-11-10T12:00:00Z'))).toMatchObject({ change: 'held' })
  })

  test('[STREAK-8] a streak that counts hours has 24 of them more in both windows', () => {
    const start = at('2026-11-01T12:00:00Z')
    const unlocker = () => {
      const ada = new Streaker('UTC', 'premium')
      for (let unlock = 0; unlock < 7; unlock++) ada.does('achievement_unlock', start)
      return ada
    }
    const ada = unlocker()
    expect(ada.freezes('achievement_unlock', start + 8 * DAY_MS)).toMatchObject({
      value: {
        freeze: { coversFrom: start + 7 * DAY_MS, coversUntil: start + 8 * DAY_MS },
        frozenUntil: start + 15 * DAY_MS,
      },
    })
    expect(ada.does('achievement_unlock', start + 8 * DAY_MS)).toMatchObject({ change: 'grew' })
    for (const [later, change] of [
      [8 * DAY_MS + 1, 'held'],
      [15 * DAY_MS, 'held'],
      [15 * DAY_MS + 1, 'reset'],
    ] as const) {
      const bob = unlocker()
      bob.freezes('achievement_unlock', start + HOUR_MS)
      expect(bob.does('achievement_unlock', start + later)).toMatchObject({ change })
    }
  })

  test('[STREAK-8] the covered day is a day of the zone, also one of 23 hours', () => {
    const ada = new Streaker('Europe/Berlin', 'standard')
    for (let day = 22; day <= 28; day++) ada.does('daily_login', at(`2026-03-${day}T12:00:00Z`))
    expect(ada.freezes('daily_login', at('2026-03-28T20:00:00Z'))).toMatchObject({
      value: {
        freeze: { coversFrom: at('2026-03-28T23:00:00Z'), coversUntil: at('2026-03-29T22:00:00Z') },
        frozenUntil: at('2026-03-31T22:00:00Z'),
      },
    })
  })
})

describe('who may use one', () => {
  test('[STREAK-9] the reasons are distinct and checked in this order', () => {
    const now = at('2026-11-06T13:00:00Z')
    const nobody = new Streaker()
    expect(nobody.freezes('daily_login', now)).toEqual(refused('members_only'))
    expect(loggedIn(30, '2026-11-06').freezes('daily_login', now)).toEqual(refused('members_only'))
    expect(new Streaker('UTC', 'standard').freezes('daily_login', now)).toEqual(refused('no_streak'))
    const short = loggedIn(6, '2026-11-06', 'standard')
    expect(short.freezes('daily_login', now)).toEqual(refused('streak_too_short'))
    expect(short.freezes('daily_login', at('2026-11-09T00:00:00Z'))).toEqual(refused('streak_lost'))
    const seven = loggedIn(7, '2026-11-06', 'standard')
    expect(seven.freezes('daily_login', now)).toMatchObject({ ok: true })
    expect(seven.freezes('daily_login', now)).toEqual(refused('already_frozen'))
  })

  test('[STREAK-9] until the hold ends, and never after the reset', () => {
    const ada = loggedIn(9, '2026-11-06', 'standard')
    expect(ada.freezes('daily_login', at('2026-11-09T00:00:00Z'))).toEqual(refused('streak_lost'))
    expect(ada.freezes('daily_login', at('2026-11-08T23:59:59.999Z'))).toMatchObject({ ok: true })
    ada.does('daily_login', at('2026-11-20T12:00:00Z'))
    expect(ada.freezes('daily_login', at('2026-11-20T13:00:00Z'))).toEqual(refused('streak_too_short'))
  })

  test('[STREAK-9] three a month over all streaks, and the fourth is refused before anything else of the streak', () => {
    const ada = loggedIn(7, '2026-11-07', 'standard')
    for (let day = 1; day <= 7; day++) {
      ada.does('story_progress', at(`2026-11-0${day}T12:00:00Z`))
      ada.does('interaction', at(`2026-11-0${day}T12:00:00Z`))
    }
    const now = at('2026-11-07T13:00:00Z')
    expect(ada.freezes('daily_login', now)).toMatchObject({ value: { remaining: 2 } })
    expect(ada.freezes('story_progress', now)).toMatchObject({ value: { remaining: 1 } })
    expect(ada.freezes('interaction', now)).toMatchObject({ value: { remaining: 0 } })
    ada.does('achievement_unlock', now)
    expect(ada.freezes('achievement_unlock', now)).toEqual(refused('none_left'))
    expect(ada.freezes('interaction', now)).toEqual(refused('none_left'))
  })

  test('[STREAK-9] a new month of the own zone brings a new allowance, and no month comes twice', () => {
    const ada = new Streaker('Pacific/Auckland', 'standard')
    // 2026-11-30 in Auckland begins at 11:00 UTC on the 29th.
    for (let day = 0; day < 8; day++) ada.does('daily_login', at('2026-11-23T12:00:00Z') + day * DAY_MS)
    for (const type of ['daily_login', 'story_progress', 'interaction'] as const)
      for (let day = 0; day < 8; day++) ada.does(type, at('2026-11-23T12:00:00Z') + day * DAY_MS)
    const november = at('2026-11-30T10:59:00Z')
    const december = at('2026-11-30T11:00:00Z')
    const left = (now: number) => freezesLeft(ada.progress.streaks, momentIn(ada.progress.zone, now))
    ada.freezes('daily_login', november)
    expect(left(november)).toBe(2)
    expect(left(december)).toBe(3)
    ada.freezes('story_progress', december)
    expect(left(december)).toBe(2)
    ada.moves('Pacific/Honolulu')
    expect(left(december + 60_000)).toBe(2)
    expect(left(november)).toBe(2)
  })

  test('[STREAK-9] every thirtieth day of login earns a member one more, three at most; the allowance goes first', () => {
    const ada = new Streaker('UTC', 'standard')
    const start = at('2026-01-01T12:00:00Z')
    const earned: number[] = []
    for (let day = 0; day < 150; day++) {
      ada.does('daily_login', start + day * DAY_MS)
      earned.push(ada.progress.streaks.freezes.earned)
    }
    expect([28, 29, 58, 59, 89, 119, 149].map((day) => earned[day])).toEqual([0, 1, 1, 2, 3, 3, 3])
    const now = start + 149 * DAY_MS
    expect(ada.freezes('daily_login', now)).toMatchObject({ value: { paidBy: 'month', remaining: 5 } })
    for (let used = 2; used <= 4; used++) {
      ada.does('daily_login', now + (used - 1) * DAY_MS)
      const frozen = ada.freezes('daily_login', now + (used - 1) * DAY_MS)
      // 2026-05-30 is the 150th day, the third of them falls into June.
      expect(frozen).toMatchObject({ value: { paidBy: 'month' } })
    }
    expect(ada.progress.streaks.freezes).toEqual({ month: '2026-06', used: 2, earned: 3 })
  })

  test('[STREAK-9] when the allowance is used up an earned freeze pays', () => {
    const ada = loggedIn(60, '2026-11-25', 'standard')
    for (let used = 0; used < 5; used++) {
      const now = at('2026-11-25T13:00:00Z') + used * DAY_MS
      ada.does('daily_login', now)
      expect(ada.freezes('daily_login', now)).toMatchObject({
        value: { paidBy: used < 3 ? 'month' : 'earned', remaining: 4 - used },
      })
    }
    ada.does('daily_login', at('2026-11-30T13:00:00Z'))
    expect(ada.freezes('daily_login', at('2026-11-30T13:00:00Z'))).toEqual(refused('none_left'))
  })

  test('[STREAK-9] a held day earns no freeze a second time, nor does anybody who is no member', () => {
    const ada = loggedIn(30, '2026-01-30', 'standard')
    expect(ada.progress.streaks.freezes.earned).toBe(1)
    ada.does('daily_login', at('2026-02-01T12:00:00Z'))
    expect(ada.progress.streaks.freezes.earned).toBe(1)
    expect(loggedIn(60, '2026-03-01').progress.streaks.freezes.earned).toBe(0)
  })
})
