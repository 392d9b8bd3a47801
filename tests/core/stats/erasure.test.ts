import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { decideEraseUser, STATION_OPERATOR, withoutWords } from '#core/stats/erasure.ts'

const ADA = 'ada' as UserId
const OP = 'op' as UserId
const erase = (userId: UserId) => ({ kind: 'erase_user', userId, reason: 'left', by: OP }) as const

test('[ERASE-1] an erasure is told once, without a word about the person', () => {
  expect(decideEraseUser(erase(ADA), { exists: true, erased: false })).toEqual({
    ok: true,
    value: [
      { kind: 'user_erased', userId: ADA, reason: 'left', by: OP },
      { kind: 'board_display_changed', userId: ADA, shown: false },
    ],
  })
  expect(decideEraseUser(erase(ADA), { exists: true, erased: true })).toEqual({ ok: true, value: [] })
})

test('[ERASE-2] an unknown user is refused, then the one without whom the station cannot start', () => {
  expect(decideEraseUser(erase(STATION_OPERATOR), { exists: false, erased: false })).toMatchObject({
    rejection: { code: 'user_not_found' },
  })
  expect(decideEraseUser(erase(STATION_OPERATOR), { exists: true, erased: false })).toMatchObject({
    rejection: { code: 'user_needed' },
  })
})

test.each([
  [{ a: 1, reason: 'for Ada', by: 'op' }, '{"a":1,"reason":"","by":"op"}'],
  [{ a: 1, reason: null, by: null }, '{"a":1,"reason":null,"by":null}'],
  [{ a: 1 }, '{"a":1}'],
])('[ERASE-3] without words %j is %s, its fields in their order', (told, text) => {
  expect(JSON.stringify(withoutWords(told))).toBe(text)
})
