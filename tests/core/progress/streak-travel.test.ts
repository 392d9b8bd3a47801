import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn, daysBetween, HOUR_MS, MINUTE_MS, type TimestampMs } from '#core/kernel/time.ts'
import { recoveriesOf } from '#core/progress/streak-standing.ts'
import { at, Streaker } from './streaking.ts'

const login = (ada: Streaker, zone: string, now: TimestampMs) => {
  ada.moves(zone)
  return ada.does('daily_login', now)
}

test('[STREAK-12] who flies east over the date line has not missed the date that was skipped', () => {
  const ada = new Streaker('Pacific/Honolulu')
  login(ada, 'Pacific/Honolulu', at('2026-11-10T10:30:00Z'))
  // The 10th at 00:30 in Honolulu; the next morning is the 12th in Auckland.
  expect(login(ada, 'Pacific/Auckland', at('2026-11-11T19:00:00Z'))).toMatchObject({
    change: 'grew',
    daysSinceLast: 2,
    record: { count: 2, lastDay: '2026-11-12', zone: 'Pacific/Auckland' },
  })
  expect(login(ada, 'Pacific/Auckland', at('2026-11-12T19:00:00Z'))).toMatchObject({ record: { count: 3 } })
})

test('[STREAK-12] a day that he did miss after that flight holds, and two lose', () => {
  const flown = () => {
    const ada = new Streaker('Pacific/Honolulu')
    login(ada, 'Pacific/Honolulu', at('2026-11-11T08:00:00Z'))
    ada.moves('Pacific/Auckland')
    return ada
  }
  // Last on the 10th in Honolulu; the 12th in Auckland is missed, then the 13th too.
  expect(flown().does('daily_login', at('2026-11-12T20:00:00Z'))).toMatchObject({ change: 'held' })
  expect(flown().does('daily_login', at('2026-11-13T20:00:00Z'))).toMatchObject({ change: 'reset' })
  const deadline = at('2026-11-13T10:00:00Z')
  // The 13th begins in Honolulu at 10:00 UTC, later than in Auckland.
  expect(recoveriesOf(flown().progress, at('2026-11-12T20:00:00Z'))).toMatchObject([{ deadlineAt: deadline }])
  expect(flown().does('daily_login', deadline - 1)).toMatchObject({ change: 'held' })
  expect(flown().does('daily_login', deadline)).toMatchObject({ change: 'reset' })
})

test('[STREAK-12] who flies west lives a date twice, and it counts once', () => {
  const ada = new Streaker('Pacific/Auckland')
  login(ada, 'Pacific/Auckland', at('2026-11-10T08:00:00Z'))
  // The 9th, then the 10th in Honolulu: nothing counts, but he was seen there.
  expect(login(ada, 'Pacific/Honolulu', at('2026-11-10T09:00:00Z'))).toMatchObject({
    change: 'restated',
    previous: 1,
    record: { count: 1, lastDay: '2026-11-10', zone: 'Pacific/Honolulu' },
  })
  expect(login(ada, 'Pacific/Honolulu', at('2026-11-10T20:00:00Z'))).toBeNull()
  expect(login(ada, 'Pacific/Honolulu', at('2026-11-11T10:00:00Z'))).toMatchObject({
    change: 'grew',
    record: { count: 2, lastDay: '2026-11-11' },
  })
})

test('[STREAK-12] there and back again has missed nothing where every day was lived', () => {
  const ada = new Streaker('Pacific/Auckland')
  login(ada, 'Pacific/Auckland', at('2026-11-10T08:00:00Z'))
  login(ada, 'Pacific/Honolulu', at('2026-11-10T09:00:00Z'))
  login(ada, 'Pacific/Honolulu', at('2026-11-11T09:00:00Z'))
  // Seen last on the 10th in Honolulu; the next morning is the 12th in Auckland.
  expect(login(ada, 'Pacific/Auckland', at('2026-11-11T19:00:00Z'))).toMatchObject({
    change: 'grew',
    record: { count: 2, lastDay: '2026-11-12' },
  })
})

test('[STREAK-12] going round the zones gains no day that the calendar does not have', () => {
  const ada = new Streaker('Etc/GMT+12')
  const now = at('2026-11-10T10:30:00Z')
  // One instant is the 9th, the 10th and the 11th somewhere; after the 11th it is over.
  for (const [minute, zone] of [
    'Etc/GMT+12',
    'UTC',
    'Etc/GMT-14',
    'Etc/GMT+12',
    'UTC',
    'Etc/GMT-14',
  ].entries())
    login(ada, zone, now + minute * MINUTE_MS)
  expect(ada.record('daily_login')).toMatchObject({ count: 3, startDay: '2026-11-09', lastDay: '2026-11-11' })
  // At home again he waits until the 12th.
  expect(login(ada, 'Etc/GMT+12', at('2026-11-12T11:59:59Z'))?.record.count ?? 3).toBe(3)
  expect(login(ada, 'Etc/GMT+12', at('2026-11-12T12:00:00Z'))).toMatchObject({ record: { count: 4 } })
})

const HOMES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Tokyo',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/St_Johns',
]
const stay = fc.record({
  zone: fc.constantFrom(...HOMES),
  hours: fc.integer({ min: 1, max: 90 }),
  minute: fc.integer({ min: 0, max: 59 }),
})

test('[STREAK-12] whatever the journey, no date counts twice and none that counted is forgotten', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(fc.array(stay, { maxLength: 60 }), (journey) => {
      const ada = new Streaker()
      let now = at('2026-03-01T12:00:00Z')
      let newest = ''
      for (const { zone, hours, minute } of journey) {
        login(ada, zone, now)
        const { count, startDay, lastDay } = ada.record('daily_login') as NonNullable<
          ReturnType<Streaker['record']>
        >
        expect(count).toBeLessThanOrEqual(daysBetween(startDay, lastDay) + 1)
        expect(lastDay >= newest).toBe(true)
        expect(lastDay >= dayIn(zone, now)).toBe(true)
        newest = lastDay
        now += hours * HOUR_MS + minute * MINUTE_MS
      }
    }),
    { numRuns: 300, seed: 27 },
  )
})

test('[STREAK-12] who logs in on every day he lives anywhere never has a streak held or lost', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(
      fc.array(stay, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 59 }),
      (journey, late) => {
        const ada = new Streaker()
        let now = at('2026-03-01T12:00:00Z')
        for (const { zone, hours } of journey) {
          const leaves = now + hours * HOUR_MS
          let day = ''
          // Every day of every stay has a login, some minutes after he could for the first time.
          for (; now < leaves; now += MINUTE_MS * 20) {
            if (dayIn(zone, now) === day) continue
            day = dayIn(zone, now)
            login(ada, zone, Math.min(leaves - 1, now + late * MINUTE_MS))
          }
          now = leaves
        }
        expect(ada.told.filter(({ change }) => change === 'held' || change === 'reset')).toEqual([])
      },
    ),
    { numRuns: 40, seed: 27 },
  )
})
