import { expect, test } from 'vitest'
import { decideChangeZone } from '#core/zone.ts'
import { ADA, NOW } from './signals/build.ts'

const HOUR_MS = 3_600_000
const move = (zone: string) => ({ kind: 'change_zone', userId: ADA, zone }) as const
const at = { now: NOW }

test('[USER-5] a move says where to and where from; where he is already nothing changes', () => {
  const home = { zone: 'Europe/Berlin', changedAt: null }
  expect(decideChangeZone(move('Asia/Tokyo'), home, at)).toEqual({
    ok: true,
    value: [{ kind: 'zone_changed', userId: ADA, zone: 'Asia/Tokyo', previous: 'Europe/Berlin' }],
  })
  expect(decideChangeZone(move('Europe/Berlin'), home, at)).toEqual({ ok: true, value: [] })
})

test('[USER-6] unknown users and zones are refused, and a second move within 24 hours with the time to wait', () => {
  const code = (...asked: Parameters<typeof decideChangeZone>) => {
    const said = decideChangeZone(...asked)
    return said.ok ? 'taken' : said.rejection
  }
  expect(code(move('Asia/Tokyo'), null, at)).toEqual({ code: 'user_not_found' })
  expect(code(move('Middle/Earth'), { zone: 'UTC', changedAt: NOW - 1 }, at)).toEqual({ code: 'bad_zone' })
  const moved = (hours: number) => ({ zone: 'UTC', changedAt: NOW - hours * HOUR_MS })
  expect(code(move('Asia/Tokyo'), moved(23), at)).toEqual({ code: 'zone_changed_recently', waitMs: HOUR_MS })
  expect(code(move('Asia/Tokyo'), moved(24), at)).toBe('taken')
  // Who goes nowhere breaks nothing.
  expect(code(move('UTC'), moved(1), at)).toBe('taken')
})
