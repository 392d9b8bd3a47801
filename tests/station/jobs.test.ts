import { expect, test } from 'vitest'
import { openJobs } from '#station/jobs.ts'
import { NOON } from '#tests/support/desk.ts'
import { testLog } from './feed/support.ts'

const MINUTE = 60_000

function register() {
  let now = NOON
  const jobs = openJobs(() => now, testLog().log)
  const face = () => jobs.list()[0]
  return { jobs, face, turn: (ms: number) => (now += ms) }
}

test('[OPS-5] every run of a job is put down: when it began, how it went and what came of it', async () => {
  const { jobs, face, turn } = register()
  const track = jobs.take('board_periods', MINUTE)
  expect(face()).toMatchObject({ name: 'board_periods', everyMs: MINUTE, next: null, last: null, runs: 0 })
  track.due(NOON + MINUTE)
  turn(MINUTE)
  let done: () => void = () => undefined
  const running = track.run(async () => {
    await new Promise<void>((resolve) => {
      done = resolve
    })
    return { closed: 'weekly:2026-W02' }
  })
  expect(face()).toMatchObject({ running: true, next: NOON + MINUTE, runs: 0 })
  turn(MINUTE)
  done()
  await running
  const last = {
    at: NOON + MINUTE,
    ok: true,
    facts: { closed: 'weekly:2026-W02' },
    tookMs: expect.any(Number),
  }
  expect(face()).toMatchObject({ running: false, runs: 1, last })
})

test('[OPS-5] a run that could not do its work, or broke, is said to have failed until one does it', async () => {
  const { jobs, face } = register()
  const track = jobs.take('maintenance', MINUTE)
  await track.run(async () => null)
  expect(face()).toMatchObject({ last: { ok: false }, runs: 1 })
  const broken = track.run(async () => {
    throw new Error('disk')
  })
  await expect(broken).rejects.toThrow('disk')
  expect(face()).toMatchObject({ last: { ok: false }, running: false, runs: 2 })
  await track.run(async () => ({ bytes: 1 }))
  expect(face()).toMatchObject({ last: { ok: true, facts: { bytes: 1 } }, runs: 3 })
})

test('[OPS-6] only a job that does no harm at any other time is done when it is asked for', async () => {
  const { jobs, face } = register()
  let times = 0
  const work = async () => {
    times += 1
    return { times }
  }
  const every = jobs.every({ name: 'details', everyMs: MINUTE, work, onDemand: true })
  expect(face()).toMatchObject({ next: NOON + MINUTE, onDemand: true })
  expect(await jobs.runNow('details')).toMatchObject({ ok: true, facts: { times: 1 } })
  expect(face()).toMatchObject({ last: { facts: { times: 1 } } })
  every.stop()
  jobs.take('lan', MINUTE)
  expect(await jobs.runNow('lan')).toBeNull()
  expect(await jobs.runNow('challenges')).toBeNull()
})
