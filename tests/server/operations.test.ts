import { afterEach, expect, test } from 'vitest'
import { openRequestCounts } from '#server/request-counts.ts'
import { openWatch } from '#server/watch.ts'
import { openServing, type Serving } from './serving.ts'

let serving: Serving
afterEach(() => serving.close())

const read = async (path: string) => (await serving.ask('GET', path)).body

test('[OPS-9] how the station stands is told to operators and to nobody else', async () => {
  serving = await openServing()
  const ada = await serving.addUser('ada')
  for (const what of ['health', 'log', 'jobs', 'database']) {
    const said = await serving.ask('GET', `/api/ops/${what}`, { token: ada })
    expect([what, said.body.error.code]).toEqual([what, 'forbidden'])
    expect([what, (await serving.ask('GET', `/api/ops/${what}`)).status]).toEqual([what, 200])
  }
})

test('[OPS-4] a check changes its state with what is measured, and says since when it stands so', async () => {
  serving = await openServing()
  let now = 1_000_000
  let delay = 1
  let differences: readonly string[] = []
  const requests = openRequestCounts()
  const watch = openWatch({
    station: { ...serving.station, now: () => now },
    clients: () => 79,
    socketsMax: 100,
    loopDelayMs: () => delay,
    lastingMs: () => 0,
    requests,
    lan: () => ({ differences: differences as never, fault: null }),
  })
  const one = (check: string) => watch.read().find((row) => row.check === check)
  expect(one('loop_delay')).toEqual({
    check: 'loop_delay',
    state: 'ok',
    value: 1,
    threshold: 20,
    unit: 'ms',
    since: 1_000_000,
  })
  expect(one('sockets')).toMatchObject({ state: 'ok', value: 79, threshold: 80 })
  now = 1_005_000
  delay = 20.1
  expect(one('loop_delay')).toMatchObject({ state: 'warn', value: 20.1, since: 1_005_000 })
  now = 1_010_000
  expect(one('loop_delay')).toMatchObject({ state: 'warn', since: 1_005_000 })
  expect(one('lan')).toMatchObject({ state: 'ok', since: 1_000_000 })
  differences = ['not_open']
  expect(one('lan')).toMatchObject({ state: 'failed', since: 1_010_000 })
  for (let n = 0; n < 10; n++) requests.answered('GET /x', 500, 1)
  requests.answered('GET /x', 404, 1)
  expect(one('errors')).toMatchObject({ state: 'ok', value: 10, threshold: 10 })
  requests.answered('GET /x', 503, 1)
  expect(one('errors')).toMatchObject({ state: 'warn', value: 11 })
  watch.stop()
})

test('[OPS-4] what was never measured neither holds nor fails', async () => {
  serving = await openServing()
  const { station } = serving
  const watch = openWatch({
    // A station that has not committed since its start.
    station: {
      ...station,
      queries: { ...station.queries, counts: () => ({ ...station.queries.counts(), commitMs: null }) },
    },
    clients: () => 0,
    socketsMax: 100,
    loopDelayMs: () => 1,
    lastingMs: () => 0,
    requests: openRequestCounts(),
    lan: () => ({ differences: [], fault: null }),
  })
  const commit = () => watch.read().find((row) => row.check === 'commit')
  expect(commit()).toMatchObject({ state: 'unknown', value: null, threshold: 50 })
  watch.stop()
})

test('[OPS-4] what was not looked at is not said to be well', async () => {
  serving = await openServing()
  const names = async () => (await read('/api/ops/health')).checks.map(({ check }: never) => check)
  expect(await names()).not.toEqual(expect.arrayContaining(['pages']))
  expect(await names()).not.toEqual(expect.arrayContaining(['audit_chain']))
  await serving.ask('POST', '/api/ops/quick-check')
  await serving.ask('POST', '/api/audit/verify')
  expect(await names()).toEqual(expect.arrayContaining(['writable', 'pages', 'audit_chain', 'wal']))
})

test('[OPS-2] the log is read as it was written, newest last, and goes on from an earlier answer', async () => {
  serving = await openServing({ logLevel: 'info' })
  const before = await read('/api/ops/log')
  expect(before.started_at).toBe((await read('/api/ops/health')).started_at)
  const made = await serving.addUser('ada')
  await serving.ask('POST', '/api/fire', { token: made, body: { signal_id: 'nothing' } })
  const after = await read(`/api/ops/log?after=${before.next}&component=http`)
  expect(after.lines.length).toBeGreaterThan(0)
  for (const line of after.lines) expect(line.number).toBeGreaterThan(before.next)
  const { correlation_id: id } = after.lines.at(-1)
  const found = await read(`/api/ops/log?correlation_id=${id}`)
  expect(found.lines.map((line: { correlation_id: string }) => line.correlation_id)).toContain(id)
  expect(JSON.stringify(await read('/api/ops/log?limit=500'))).not.toContain(made)
})

test('[OPS-5] the list of jobs says what really ran: tidying by whichever way it was asked for', async () => {
  serving = await openServing()
  const job = async (name: string) =>
    (await read('/api/ops/jobs')).jobs.find((one: { job: string }) => one.job === name)
  expect(await job('maintenance')).toMatchObject({ last: null, every: 3_600, on_demand: true })
  await serving.ask('POST', '/api/ops/maintain')
  expect(await job('maintenance')).toMatchObject({ runs: 1, last: { ok: true, facts: { receipts: 0 } } })
  const said = await serving.ask('POST', '/api/ops/jobs/maintenance/run')
  expect(said.body.job).toMatchObject({ job: 'maintenance', runs: 2, running: false })
  const { next, last } = said.body.job
  expect(next).toBeGreaterThan(last.at)
  // Details are kept for ever here: a job that is never done is not listed.
  expect(await job('details')).toBeUndefined()
  expect(await job('lan')).toMatchObject({ on_demand: false })
})

test('[OPS-6] a job that was asked for is on record, and one that keeps its own time is refused', async () => {
  serving = await openServing()
  await serving.ask('POST', '/api/ops/jobs/audit_seal/run')
  const refused = await serving.ask('POST', '/api/ops/jobs/board_moves/run')
  expect(refused.body.error.code).toBe('job_unavailable')
  const { entries } = await read('/api/audit?what=job_run')
  expect(entries).toMatchObject([{ user_id: 'operator', about: 'job:audit_seal', outcome: 'done' }])
})

test('[OPS-6] a job that was asked for and failed is on record as that', async () => {
  serving = await openServing()
  let works = false
  const work = async () => {
    if (!works) throw new Error('broken')
    return {}
  }
  // A job that this station has none of, in its own register.
  const job = serving.station.jobs.every({ name: 'details', everyMs: 3_600_000, work, onDemand: true })
  const failed = await serving.ask('POST', '/api/ops/jobs/details/run')
  expect([failed.status, failed.body.job.last.ok]).toEqual([200, false])
  works = true
  const ran = await serving.ask('POST', '/api/ops/jobs/details/run')
  expect([ran.status, ran.body.job.last.ok]).toEqual([200, true])
  job.stop()
  const outcomes = async (query: string) =>
    (await read(`/api/audit?what=job_run${query}`)).entries.map(({ outcome }: { outcome: string }) => outcome)
  expect(await outcomes('')).toEqual(['done', 'job_failed'])
  expect(await outcomes('&outcome=refused')).toEqual(['job_failed'])
})

test('[OPS-7] the database is told of as it is, and when its log was folded', async () => {
  serving = await openServing()
  await serving.addUser('ada')
  const before = await read('/api/ops/database')
  expect(before).toMatchObject({ folded: null, quick_check: null, audit: { verified: null } })
  expect(before.bytes).toBe(before.pages * before.page_bytes)
  const rows = (name: string) => before.tables.find(({ table }: { table: string }) => table === name)?.rows
  expect(rows('journal')).toBe(before.journal.head)
  expect(rows('audit')).toBe(before.audit.entries)
  expect(before.wal_bytes).toBeGreaterThan(0)
  await serving.ask('POST', '/api/ops/maintain')
  const checked = await serving.ask('POST', '/api/ops/quick-check')
  expect(checked.body).toMatchObject({ ok: true })
  expect(checked.body.looked).toBe(checked.body.tables)
  const after = await read('/api/ops/database')
  expect(after).toMatchObject({ folded: { whole: true }, quick_check: { ok: true } })
  expect(after.tables).toHaveLength(checked.body.tables)
})
