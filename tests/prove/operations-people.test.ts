import { expect, test } from 'vitest'
import { mustExecute, NOON, openDesk, openRun, pass, posted, user } from '#tests/support/desk.ts'
import { dayNumber, daysLived } from './operations/calendars.ts'
import { joining } from './operations/draw-people.ts'
import { doubled, mispaid, readTests } from './operations/experiments.ts'
import { readFacts } from './operations/facts.ts'
import { tiesLeft, wordsLeft } from './operations/gone.ts'

const by = 'op' as never
const ada = 'ada' as never

test('[PROVE-11] a day is lived where somebody is, and after a move west the newest goes on', () => {
  const at = (text: string) => Date.parse(`${text}:00Z`)
  const stays = [
    { from: Number.NEGATIVE_INFINITY, zone: 'UTC' },
    { from: at('2026-01-05T12:00'), zone: 'Pacific/Kiritimati' },
    { from: at('2026-01-06T13:00'), zone: 'UTC' },
  ]
  // Kiritimati is 14 hours ahead.
  const lived = [
    ['2026-01-05T11:00', '2026-01-05'],
    ['2026-01-05T12:00', '2026-01-06'],
    ['2026-01-06T11:00', '2026-01-07'],
    ['2026-01-06T14:00', '2026-01-07'],
    ['2026-01-08T00:00', '2026-01-08'],
  ] as const
  const instants = lived.map(([text]) => at(text))
  expect(daysLived(stays, instants)).toEqual(lived.map(([, day]) => dayNumber(day)))
})

test('[PROVE-11] where somebody has lived is read from his moves, with the days that count', async () => {
  const desk = openDesk()
  await mustExecute(desk, user('ada'))
  desk.now = NOON + 60_000
  await mustExecute(desk, { kind: 'change_zone', userId: ada, zone: 'Asia/Tokyo' })
  expect(readFacts(desk.db, 'ada')?.stays).toEqual([
    { from: Number.NEGATIVE_INFINITY, zone: 'UTC' },
    { from: NOON + 60_000, zone: 'Asia/Tokyo' },
  ])
  await desk.close()
})

test('[PROVE-11] words of somebody who is said to be gone are found wherever they stand, and none after an erasure', async () => {
  const desk = openDesk()
  const note = 'too wide for !ada!'
  await mustExecute(
    desk,
    openRun(),
    joining('ada', 'UTC'),
    posted('s1'),
    { ...pass('ada', 's1'), note },
    {
      kind: 'create_token',
      tokenId: 't1' as never,
      userId: ada,
      role: 'trader',
      label: 'Phone of !ada!',
      expiresAt: null,
      mayActFor: [],
      secretHash: 'f'.repeat(64),
    },
    {
      kind: 'record_activity',
      userId: ada,
      activity: 'session_start',
      eventId: 'e1!ada!',
      details: {},
    },
  )
  const [found] = wordsLeft(desk.db, ['ada'])
  const places = found?.detail.replace('ada stands in ', '').split(', ').sort()
  expect(places).toEqual(
    [
      'activities',
      'journal',
      'pass_notes',
      'points_transactions',
      'token_secrets',
      'trader_names',
      'trader_names',
    ].sort(),
  )
  await mustExecute(desk, { kind: 'erase_user', userId: ada, reason: 'left', by })
  expect(wordsLeft(desk.db, ['ada'])).toEqual([])
  expect(tiesLeft(desk.db)).toEqual([])
  desk.db.run('UPDATE tokens SET revoked = 0')
  expect(tiesLeft(desk.db)).toMatchObject([{ detail: 'ada has a token' }])
  await desk.close()
})

test('[PROVE-11] who is paid by another policy than the one that held is found, and experiments side by side', async () => {
  const desk = openDesk()
  const fields = {
    name: 'All',
    changes: { levelBonusPerLevel: 7 },
    treatedBp: 10_000,
    outcome: { event: 'points_awarded', measure: 'points', filter: {} },
    days: 1,
  } as const
  const session = (eventId: string) =>
    ({ kind: 'record_activity', userId: ada, activity: 'session_start', eventId, details: {} }) as const
  await mustExecute(
    desk,
    user('ada'),
    { kind: 'start_experiment', experimentId: 'x1', fields, by },
    session('e1'),
  )
  const tests = readTests(desk.db)
  const facts = readFacts(desk.db, 'ada')
  if (facts === null) throw new Error('ada is there')
  expect(facts.entries.length).toBeGreaterThan(0)
  expect(mispaid(desk.db, facts, { after: 0, tests })).toEqual([])
  // Level 1: 7 points instead of 2.
  expect(mispaid(desk.db, facts, { after: 0, tests: [] })).toMatchObject([
    { detail: expect.stringContaining('the bonus of level 1 of entry 1 is 7, not 2') },
  ])
  expect(doubled(tests)).toEqual([])
  const [one] = tests
  if (one === undefined) throw new Error('x1 runs')
  const later = { ...one, experimentId: 'x2', startsAt: one.endsAt }
  expect(doubled([one, later])).toEqual([])
  expect(doubled([one, { ...later, startsAt: one.endsAt - 1 }])).toMatchObject([
    { detail: 'x2 began beside x1' },
  ])
  await desk.close()
})
