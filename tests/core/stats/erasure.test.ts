import { describe, expect, test } from 'vitest'
import type { UserId } from '#core/kernel/ids.ts'
import { noErasedIds, type Sourced, withoutIds } from '#core/stats/erased-ids.ts'
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

describe('ids that programs chose', () => {
  const activity = (name: string, sourceId: string, facts: object = {}) =>
    ({ kind: 'activity_recorded', userId: ADA, activity: name, sourceId, facts }) as unknown as Sourced
  const award = (action: string, sourceId: string, more: object = {}) =>
    ({
      kind: 'points_awarded',
      userId: ADA,
      action,
      sourceId,
      context: '|||',
      cause: null,
      by: null,
      ...more,
    }) as unknown as Sourced
  const left = (...events: readonly Sourced[]) => {
    const ids = noErasedIds()
    return events.map((event) => withoutIds(event, ids))
  }

  test.each([
    ['a signal', activity('briefing_opened', 's1', { signalId: 's1', symbol: 'EURUSD' })],
    ['a day', activity('daily_login', '2026-01-05')],
    ['a trade', activity('trade_closed', 't1', { tradeId: 't1' })],
    ['a campaign', activity('story_completed', '~campaign:k1', { storyId: 'k1' })],
    ['a friend who decided', activity('friend_decided', 's1', { signalId: 's1', friendId: 'bob' })],
    ['a campaign paid', award('story_completed', '~campaign:k1', { context: '|k1||' })],
    ['a reward', award('box_reward', 'box:1', { cause: { engine: 'box', id: 'box:1' }, context: null })],
    ['a word of before', award('gift', '~erased:7', { by: OP, context: '' })],
  ])('[ERASE-12] %s stays', (_, event) => {
    expect(left(event)).toEqual([event])
  })

  test('[ERASE-12] one id has one word, wherever it stands, and the fields keep their order', () => {
    const told = [
      activity('briefing_opened', 's1', { signalId: 's1' }),
      award('briefing_opened', 's1', { context: 's1|||' }),
      activity('chapter_completed', 'a/b', { storyId: 'a', chapterId: 'b', friendId: 'f' }),
      award('chapter_completed', 'a/b', { context: '|a|b|f' }),
      // The same letters as a signal, chosen by an operator.
      award('briefing_opened', 's1', { by: OP, context: '' }),
    ]
    const [opened, paid, ...others] = left(...told)
    expect([opened, paid]).toEqual(told.slice(0, 2))
    expect(others).toMatchObject([
      {
        sourceId: '~erased:1',
        facts: { storyId: '~erased:2', chapterId: '~erased:3', friendId: '~erased:4' },
      },
      { sourceId: '~erased:1', context: '|~erased:2|~erased:3|~erased:4' },
      { sourceId: '~erased:5', context: '' },
    ])
    const names = (event: Sourced | undefined) => Object.keys(event ?? {})
    expect(names(others[1])).toEqual(names(told[3]))
  })
})
