import { expect, test } from 'vitest'
import {
  dayIn,
  daysBefore,
  daysBetween,
  HOUR_MS,
  knownZone,
  mondayOf,
  sameZone,
  startOfDay,
  zoneNamed,
} from '#core/kernel/time.ts'

const at = (text: string) => Date.parse(text)

test('[TIME-1] a day is a calendar day of its zone, whatever the hour elsewhere', () => {
  expect(dayIn('UTC', at('2026-03-29T23:30:00Z'))).toBe('2026-03-29')
  expect(dayIn('Europe/Berlin', at('2026-03-29T22:30:00Z'))).toBe('2026-03-30')
  expect(dayIn('America/New_York', at('2026-03-30T03:59:59Z'))).toBe('2026-03-29')
  expect(dayIn('Pacific/Kiritimati', at('2026-03-29T10:00:00Z'))).toBe('2026-03-30')
})

test('[TIME-2] days of 23 and 25 hours begin and end where their zone says', () => {
  const hours = (zone: string, day: string, next: string) =>
    (startOfDay(zone, next) - startOfDay(zone, day)) / HOUR_MS
  expect(hours('Europe/Berlin', '2026-03-29', '2026-03-30')).toBe(23)
  expect(hours('Europe/Berlin', '2026-10-25', '2026-10-26')).toBe(25)
  expect(hours('UTC', '2026-03-29', '2026-03-30')).toBe(24)
})

test('[TIME-3] days are counted on the calendar, over ends of months and leap days', () => {
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28')
  expect(daysBefore('2028-03-01', 1)).toBe('2028-02-29')
  expect(daysBefore('2026-01-03', 7)).toBe('2025-12-27')
  expect(daysBefore('2026-01-03', 0)).toBe('2026-01-03')
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(daysBetween('2026-01-03', '2025-12-27')).toBe(-7)
})

test('[TIME-5] a week begins on Monday, over ends of years', () => {
  expect(mondayOf('2026-11-16')).toBe('2026-11-16')
  expect(mondayOf('2026-11-22')).toBe('2026-11-16')
  // Friday: the 53rd week of 2026 goes on.
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
})

test('[TIME-4] a zone nobody knows is known to be unknown', () => {
  expect(knownZone('Europe/Berlin')).toBe(true)
  expect(knownZone('Mars/Olympus')).toBe(false)
})

test('[USER-7] a zone is named as the list spells it, and an old name stands for the same zone', () => {
  expect(zoneNamed('europe/berlin')).toBe('Europe/Berlin')
  expect(zoneNamed('UTC')).toBe('UTC')
  expect(zoneNamed('+01:00')).toBeNull()
  expect(zoneNamed('Mars/Olympus')).toBeNull()
  expect(sameZone('Asia/Calcutta', 'Asia/Kolkata')).toBe(true)
  expect(sameZone('Europe/Berlin', 'Europe/Vienna')).toBe(false)
})
