import { expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { decideEraseUser, STATION_OPERATOR, withoutWords } from '#core/stats/erasure.ts'

const ADA = 'ada' as UserId
const OP = 'op' as UserId
/** Nobody stands to him in any way. */
const ALONE = { ties: [], challenges: [] }
const erase = (userId: UserId) => ({ kind: 'erase_user', userId, reason: 'left', by: OP }) as const

test('[ERASE-1] an erasure is told once, without a word about the person', () => {
  expect(decideEraseUser(erase(ADA), { ...ALONE, exists: true, erased: false })).toEqual({
    ok: true,
    value: [
      { kind: 'user_erased', userId: ADA, reason: 'left', by: OP },
      { kind: 'board_display_changed', userId: ADA, shown: false },
    ],
  })
  expect(decideEraseUser(erase(ADA), { ...ALONE, exists: true, erased: true })).toEqual({
    ok: true,
    value: [],
  })
})

test('[ERASE-2] an unknown user is refused, then the one without whom the station cannot start', () => {
  expect(decideEraseUser(erase(STATION_OPERATOR), { ...ALONE, exists: false, erased: false })).toMatchObject({
    rejection: { code: 'user_not_found' },
  })
  expect(decideEraseUser(erase(STATION_OPERATOR), { ...ALONE, exists: true, erased: false })).toMatchObject({
    rejection: { code: 'user_needed' },
  })
})

test('[ERASE-10] it ends friends, requests and challenges, told to both, also of one who was erased before', () => {
  const challenge = {
    challengeId: 'c1',
    proposer: 'bob' as UserId,
    invited: ADA,
    state: 'running',
    proposedAt: 1,
    startsAt: 2,
    endsAt: 3,
  } as const
  const ties = [
    { friendId: 'bob' as UserId, state: 'friends' },
    { friendId: 'cat' as UserId, state: 'requested' },
    { friendId: 'dan' as UserId, state: 'received' },
  ] as const
  const ended = [
    ['ada', 'removed', 'none'],
    ['bob', 'removed', 'none'],
    ['ada', 'cancelled', 'none'],
    ['cat', 'cancelled', 'none'],
    ['ada', 'declined', 'none'],
    ['dan', 'declined', 'none'],
    ['ada', 'cancelled', 'cancelled'],
    ['bob', 'cancelled', 'cancelled'],
  ]
  for (const erased of [false, true]) {
    const decided = decideEraseUser(erase(ADA), { exists: true, erased, ties, challenges: [challenge] })
    const told = (decided.ok ? decided.value : []).flatMap((event): readonly (readonly string[])[] => {
      if (event.kind === 'friendship_changed') return [[event.userId, event.change, event.state]]
      return event.kind === 'challenge_changed' ? [[event.userId, event.change, event.challenge.state]] : []
    })
    expect(told).toEqual(ended)
  }
})

test.each([
  [{ a: 1, reason: 'for Ada', by: 'op' }, '{"a":1,"reason":"","by":"op"}'],
  [{ a: 1, reason: null, by: null }, '{"a":1,"reason":null,"by":null}'],
  [{ a: 1 }, '{"a":1}'],
])('[ERASE-3] without words %j is %s, its fields in their order', (told, text) => {
  expect(JSON.stringify(withoutWords(told))).toBe(text)
})
