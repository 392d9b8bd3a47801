import { expect, test } from 'vitest'
import { logInto } from '#station/log.ts'
import { LOG_LINE_CHARACTERS_KEPT_MAX, openLogRing } from '#station/log-ring.ts'

const ANY = { level: null, component: null, correlationId: null }

function line(n: number, more: object = {}): string {
  const time = '2026-01-05T12:00:00.000Z'
  return `${JSON.stringify({ level: 'info', time, event: `e${n}`, ...more })}\n`
}

test('[OPS-1] the newest lines are kept, and an answer says where it goes on and what is gone', () => {
  const ring = openLogRing(5)
  expect(ring.page(null, ANY, 10)).toEqual({ lines: [], next: 0, oldest: 0, components: [] })
  for (const n of [1, 2, 3]) ring.add(line(n))
  const first = ring.page(null, ANY, 2)
  expect(first.lines.map(({ number, event }) => [number, event])).toEqual([
    [2, 'e2'],
    [3, 'e3'],
  ])
  expect(first).toMatchObject({ next: 3, oldest: 1 })
  for (const n of [4, 5, 6, 7]) ring.add(line(n))
  const second = ring.page(first.next, ANY, 3)
  expect(second.lines.map(({ number }) => number)).toEqual([4, 5, 6])
  expect(second).toMatchObject({ next: 6, oldest: 3 })
  expect(ring.page(second.next, ANY, 3)).toMatchObject({ lines: [{ number: 7, event: 'e7' }], next: 7 })
  // Who comes from before the oldest is told where it begins now.
  expect(ring.page(1, ANY, 10)).toMatchObject({ lines: { length: 5 }, oldest: 3 })
})

test('[OPS-3] lines are found by level and louder, by component and by correlation id', () => {
  const ring = openLogRing()
  ring.add(line(1, { component: 'http', correlationId: 'c-1', status: 404 }))
  ring.add(line(2, { component: 'writer', level: 'error' }))
  ring.add(line(3, { level: 'warn', correlationId: 'c-1' }))
  const found = (choice: object) => ring.page(null, { ...ANY, ...choice }, 10).lines.map(({ event }) => event)
  expect(found({ level: 'warn' })).toEqual(['e2', 'e3'])
  expect(found({ component: 'http' })).toEqual(['e1'])
  expect(found({ correlationId: 'c-1' })).toEqual(['e1', 'e3'])
  expect(found({ correlationId: 'c-1', level: 'warn' })).toEqual(['e3'])
  expect(ring.page(null, ANY, 10).components).toEqual(['http', 'writer'])
  expect(ring.page(null, ANY, 10).lines[0]).toMatchObject({ facts: '{"status":404}', component: 'http' })
})

test('[OPS-1] a line that is very long is kept without what it says', () => {
  const ring = openLogRing()
  ring.add(line(1, { component: 'http', text: 'x'.repeat(LOG_LINE_CHARACTERS_KEPT_MAX) }))
  const [kept] = ring.page(null, ANY, 10).lines
  expect(kept).toMatchObject({ event: 'e1', component: 'http' })
  expect(JSON.parse(kept?.facts ?? '')).toEqual({ cut: true, characters: expect.any(Number) })
})

test('[OPS-2] a kept line is what was written, after everything secret was blotted out', () => {
  const written: string[] = []
  const opened = logInto(
    { logLevel: 'info', logLevels: {}, logFormat: 'json' },
    { flushSync: () => undefined },
    { write: (text: string) => void written.push(text) },
  )
  opened.component('http').info({ refreshToken: 'abc', url: '/hook/h1/opensesame?code=123' }, 'asked')
  opened.log.debug({}, 'not_written')
  const { lines } = opened.kept.page(null, ANY, 10)
  expect(lines).toHaveLength(1)
  expect(lines[0]?.facts).not.toMatch(/abc|opensesame|123/)
  expect(lines[0]?.facts).toContain('[redacted]')
  expect(written).toHaveLength(1)
})
