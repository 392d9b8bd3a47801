import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXPORT_LINES_MAX, EXPORT_SECTIONS } from '#contracts/http/exports.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { csvOf } from '#server/csv.ts'
import { openServing, type Serving } from './serving.ts'

let desk: Serving
let ada: string
let bob: string

beforeAll(async () => {
  desk = await openServing({ limits: { decisionBurst: 1_000, requestBurst: 10_000 } })
  await desk.ask('POST', '/api/users', { body: { user_id: 'ada', name: '=HYPERLINK("x")', timezone: 'UTC' } })
  ada = await desk.addUser('ada')
  bob = await desk.addUser('bob')
  const fired = await desk.postSignal()
  const passed = await desk.postSignal()
  await desk.ask('POST', '/api/fire', { token: ada, body: { signal_id: fired } })
  const body = { signal_id: passed, reason: 'other', note: '@SUM(A1), "wide"\nspread' }
  await desk.ask('POST', '/api/pass', { token: ada, body })
  await tell('ada', 'daily_login')
  await tell('bob', 'daily_login')
  const word = { user_id: 'ada', amount: 5, event_id: 'w1', reason: 'for Ada' }
  expect((await desk.ask('POST', '/api/points/refund', { body: word })).status).toBe(200)
})
afterAll(() => desk.close())

async function tell(user_id: string, action_type: string): Promise<void> {
  const payload = { action_type }
  const body = { event_type: 'core.user_action', event_id: `${user_id}-${action_type}`, user_id, payload }
  expect((await desk.ask('POST', '/api/activity', { body })).status).toBe(200)
}

const take = (query = '', token = ada) => desk.ask('GET', `/api/users/ada/export${query}`, { token })

/** A table of RFC 4180 as rows of cells. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1 || row[0] !== '')
}

test('[EXPORT-1] everything that is held of a user is in it, also what his progress is made of', async () => {
  await desk.ask('POST', '/api/friends', { token: ada, body: { user_id: 'bob' } })
  const { body } = await take()
  const { progress } = body
  expect(progress.friends).toMatchObject([{ user_id: 'bob', state: 'requested' }])
  expect(body.tokens).toMatchObject([{ role: 'trader', label: 'test', revoked: false }])
  expect(JSON.stringify(body.tokens)).not.toContain(ada.slice(-43))
  expect(progress.points.balance).toBeGreaterThan(52)
  const own = await desk.ask('GET', '/api/users/ada/transactions?limit=200', { token: ada })
  expect(progress.transactions).toMatchObject(own.body.transactions)
  const claims = await desk.ask('GET', '/api/users/ada/claims?limit=200', { token: ada })
  expect(progress.claims).toEqual(claims.body.claims)
  const unlocks = await desk.ask('GET', '/api/users/ada/achievements/unlocks?limit=200', { token: ada })
  expect(progress.unlocks).toEqual(unlocks.body.unlocks)
  expect(progress.missions).toHaveLength(3)
  expect(progress.streaks.map((line: { streak_type: string }) => line.streak_type)).toContain('daily_login')
  expect(progress.records.length).toBeGreaterThan(0)
  // Each event of his stream, those without a sentence too.
  const { station } = desk
  expect(progress.events).toHaveLength(station.queries.head('progress:ada'))
  expect(progress.events.at(-1)).toMatchObject({ event_id: 'progress:ada/1' })
  expect(body.cut).toEqual([])
})

test('[EXPORT-1] what he chose and each activity with what was told of it are in it, also as a table', async () => {
  const cat = await desk.addUser('cat')
  const told = (query = '') => desk.ask('GET', `/api/users/cat/export${query}`, { token: cat })
  expect((await told()).body.user).toMatchObject({ show_on_boards: true, zone_changed_at: null })
  const hidden = { token: cat, body: { show_on_boards: false } }
  expect((await desk.ask('POST', '/api/users/cat/board-display', hidden)).status).toBe(200)
  const moved = { token: cat, body: { timezone: 'Asia/Tokyo' } }
  expect((await desk.ask('POST', '/api/users/cat/timezone', moved)).status).toBe(200)
  const payload = { action_type: 'content_share', action_data: { friend_id: 'bob' } }
  const body = { event_type: 'core.user_action', event_id: 'words-of-cat', payload }
  expect((await desk.ask('POST', '/api/activity', { token: cat, body })).status).toBe(200)

  const { user, progress } = (await told()).body
  const shared = progress.events.find(({ activity }: { activity: string | null }) => activity !== null)
  expect(shared).toMatchObject({
    event_type: 'activity_recorded',
    activity: 'content_share',
    source_event_id: 'words-of-cat',
    facts: { friend_id: 'bob' },
    counters: { shares: 1, days_active: 1 },
  })
  const zone = progress.events.find((line: { event_type: string }) => line.event_type === 'zone_changed')
  expect(zone).toMatchObject({ source_event_id: null, activity: null, facts: null, counters: null })
  const chosen = { show_on_boards: false, timezone: 'Asia/Tokyo', zone_changed_at: zone.timestamp }
  expect(user).toMatchObject(chosen)
  const [header, ...cells] = cellsOf((await told('?format=csv&section=events')).text.slice(1))
  const columns = ['source_event_id', 'facts'].map((name) => header?.indexOf(name) ?? -1)
  expect(cells.map((row) => columns.map((column) => row[column]))).toContainEqual([
    'words-of-cat',
    JSON.stringify(shared.facts),
  ])
})

test('[EXPORT-2] what was made of simulated or posted prices says so, line by line', async () => {
  const { body } = await take()
  expect(body.fires[0].source).toBe('acme')
  expect(body.passes[0].source).toBe('acme')
  const { transactions, events } = body.progress
  const of = (lines: readonly { source: string | null }[]) => lines.map(({ source }) => source)
  expect(of(transactions.filter(({ action }: { action: string }) => action === 'decision_made'))).toEqual([
    'acme',
    'acme',
  ])
  expect(of(transactions.filter(({ action }: { action: string }) => action === 'daily_login'))).toEqual([
    null,
  ])
  const decided = events.filter(({ sentence }: { sentence: string | null }) =>
    sentence?.startsWith('Decided'),
  )
  expect(of(decided)).toEqual(['acme', 'acme'])
  expect(body.source_note).toContain('sim')
})

test('[EXPORT-3] it is for the user himself and the operator, and for nobody else', async () => {
  expect((await take('', bob)).status).toBe(403)
  expect((await take('?format=csv', bob)).status).toBe(403)
  expect((await take('', desk.operator)).status).toBe(200)
  expect((await desk.ask('GET', '/api/users/nobody/export')).status).toBe(404)
  expect((await take('?section=fires')).body.error.fields[0].path).toBe('section')
  expect((await take('?format=xml')).status).toBe(400)
  expect((await take('?format=csv&section=secrets')).status).toBe(400)
})

test('[EXPORT-4] as a table it begins with a byte order mark, quotes what needs it and runs no formula', async () => {
  const { text, headers } = await take('?format=csv&section=passes')
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toContain('attachment')
  expect(text.startsWith('\uFEFFsignal_id,reason,note,passed_at,source\r\n')).toBe(true)
  expect(cellsOf(text.slice(1))[1]?.[2]).toBe('\'@SUM(A1), "wide"\nspread')
  const user = cellsOf((await take('?format=csv&section=user')).text.slice(1))
  expect(user[1]?.[1]).toBe('\'=HYPERLINK("x")')
})

test.each([
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-x', "'-x"],
  ['@x', "'@x"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  [-1.5, '-1.5'],
  [true, 'true'],
  [null, ''],
  [undefined, ''],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['ü', 'ü'],
  [[{ kind: 'xp' }], '"[{""kind"":""xp""}]"'],
])('[EXPORT-4] the cell of %j is %j', async (value, cell) => {
  expect(await csvOf(['a'], [{ a: value }])).toBe(`\uFEFFa\r\n${cell}\r\n`)
})

test('[EXPORT-5] one table holds every section, a line for each field, and the same as JSON', async () => {
  const [header, ...cells] = cellsOf((await take('?format=csv')).text.slice(1))
  expect(header).toEqual(['section', 'line', 'field', 'value'])
  const named = new Set(cells.map(([section]) => section))
  // Ada has none of these.
  const empty = [
    'devices',
    'days',
    'violations',
    'freezes',
    'boxes',
    'honours',
    'campaigns',
    'challenges',
    'places',
    'unlocks',
    'claims',
    'routing',
  ]
  for (const section of EXPORT_SECTIONS) if (!empty.includes(section)) expect(named).toContain(section)
  const { body } = await take()
  const reasons = cells.filter(([section, , field]) => section === 'transactions' && field === 'reason')
  expect(reasons.map(([, , , value]) => value)).toEqual(
    body.progress.transactions.map(({ reason }: { reason: string | null }) => reason ?? ''),
  )
  expect(cells.filter(([section]) => section === 'export').map(([, , field]) => field)).toEqual([
    'exported_at',
    'source_note',
    'cut',
  ])
})

test('[EXPORT-6] a list holds its newest 20,000 lines, and the export says which were cut', async () => {
  const violation = (index: number) => ({
    kind: 'note_violation' as const,
    userId: 'bob' as UserId,
    action: 'gift',
    eventId: `v${index}`,
    violation: 'duplicate_action' as const,
    retryAt: 0,
  })
  const all = Array.from({ length: EXPORT_LINES_MAX + 1 }, (_, index) => violation(index))
  for (let from = 0; from < all.length; from += 5_000)
    await Promise.all(all.slice(from, from + 5_000).map((command) => desk.station.execute(command)))

  const { body } = await desk.ask('GET', '/api/users/bob/export', { token: bob })
  const { violations, events } = body.progress
  expect(body.cut).toEqual(['violations', 'events'])
  expect([violations.length, events.length]).toEqual([EXPORT_LINES_MAX, EXPORT_LINES_MAX])
  expect(violations[0].source_event_id).toBe(`v${EXPORT_LINES_MAX}`)
  const table = await desk.ask('GET', '/api/users/bob/export?format=csv', { token: bob })
  expect(table.text.slice(-100)).toContain('export,1,cut,violations events\r\n')
})
