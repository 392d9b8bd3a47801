import { expect, test } from 'vitest'
import {
  CLOSED_LINK,
  isCatchingUp,
  type Link,
  type LinkEvent,
  mayDecide,
  nextDueAt,
  retryDelayMs,
  step,
} from '../../renderer/link/machine.ts'

/** Drives the machine with a clock turned by hand; chance is always one half. */
function drive() {
  let link: Link = CLOSED_LINK
  let now = 0
  const done: string[] = []
  const tell = (event: LinkEvent) => {
    const moved = step(link, event, { now, random: 0.5 })
    link = moved.link
    done.push(...moved.effects)
  }
  return {
    tell,
    /** Lets time pass, waking the machine whenever it asked to be woken. */
    pass(ms: number) {
      const end = now + ms
      for (let due = nextDueAt(link); due !== null && due <= end; due = nextDueAt(link)) {
        now = Math.max(now, due)
        tell({ kind: 'time' })
      }
      now = end
    },
    /** What was asked of the driver since the last look. */
    effects: () => done.splice(0),
    get phase() {
      return link.phase
    },
    get link() {
      return link
    },
  }
}

function live() {
  const desk = drive()
  desk.tell({ kind: 'start' })
  desk.tell({ kind: 'opened' })
  desk.tell({ kind: 'beat' })
  desk.effects()
  return desk
}

test('[LINK-1] only a sign of life makes the page live', () => {
  const desk = drive()
  desk.tell({ kind: 'start' })
  expect(desk.effects()).toEqual(['open'])
  desk.tell({ kind: 'opened' })
  expect(desk.phase).toBe('CONNECTING')
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('LIVE')
})

test('[LINK-2] five seconds without a heartbeat are stale, and a heartbeat makes them live again', () => {
  const desk = live()
  desk.pass(4_999)
  expect(desk.phase).toBe('LIVE')
  desk.pass(1)
  expect(desk.phase).toBe('STALE')
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('LIVE')
})

test('[LINK-61] what was missed and has to be waited for keeps the page from being live', () => {
  const desk = live()
  desk.tell({ kind: 'fell_behind' })
  expect(desk.phase).toBe('STALE')
  desk.pass(4_000)
  desk.tell({ kind: 'beat' })
  expect([desk.phase, mayDecide(desk.phase), isCatchingUp(desk.link, 4_000)]).toEqual(['STALE', false, true])
  desk.tell({ kind: 'caught_up' })
  expect([desk.phase, isCatchingUp(desk.link, 4_000)]).toEqual(['LIVE', false])
})

test('[LINK-61] a page that has caught up with a silent station waits for its next word', () => {
  const desk = live()
  desk.tell({ kind: 'fell_behind' })
  desk.pass(5_000)
  expect(isCatchingUp(desk.link, 5_000)).toBe(false)
  desk.tell({ kind: 'caught_up' })
  expect(desk.phase).toBe('STALE')
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('LIVE')
})

test('[LINK-61] another connection is behind until it has caught up', () => {
  const desk = live()
  desk.tell({ kind: 'fell_behind' })
  desk.tell({ kind: 'closed' })
  desk.tell({ kind: 'retry_now' })
  desk.tell({ kind: 'opened' })
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('STALE')
  desk.tell({ kind: 'caught_up' })
  expect(desk.phase).toBe('LIVE')
})

test('[LINK-3] ten seconds without a heartbeat end the connection and open a new one at once', () => {
  const desk = live()
  desk.pass(10_000)
  expect(desk.phase).toBe('RECONNECTING')
  expect(desk.effects()).toEqual(['close', 'open'])
})

test('[LINK-4] waits double from one second to thirty, the upper half of each by chance', () => {
  // 1 s * 2^(n-1): 1, 2, 4, 8, 16, 32 -> 30; the chance of 0 takes half of it, of almost 1 all of it.
  expect([1, 2, 3, 4, 5, 6, 20].map((n) => retryDelayMs(n, 0))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
  ])
  expect(retryDelayMs(6, 0.999_999)).toBe(30_000)
})

test('[LINK-5] three failed tries fall back to polling, and polling goes on trying', () => {
  const desk = live()
  desk.tell({ kind: 'closed' })
  expect(desk.phase).toBe('RECONNECTING')
  // Half chance: 750, 1500 and 3000 ms before the three tries.
  for (const wait of [750, 1_500, 3_000]) {
    expect(desk.phase).toBe('RECONNECTING')
    desk.pass(wait)
    expect(desk.effects()).toEqual(['open'])
    desk.tell({ kind: 'closed' })
  }
  expect(desk.phase).toBe('POLLING')
  expect(desk.effects()).toEqual(['poll'])
  desk.tell({ kind: 'polled', ok: true })
  desk.pass(5_000)
  expect(desk.effects()).toEqual(['poll'])
  // The fourth wait is 8 s * 0.75 = 6 s after the third failure, of which 5 s have passed.
  desk.pass(1_000)
  expect(desk.effects()).toEqual(['open'])
})

/** Polling, with the socket gone. */
function polling() {
  const desk = live()
  desk.tell({ kind: 'closed' })
  for (const wait of [750, 1_500, 3_000]) {
    desk.pass(wait)
    desk.tell({ kind: 'closed' })
  }
  desk.effects()
  return desk
}

test('[LINK-6] the page is offline when polls fail too, and an answered poll brings back polling and a try', () => {
  const desk = polling()
  desk.tell({ kind: 'polled', ok: false })
  expect(desk.phase).toBe('OFFLINE')
  desk.pass(5_000)
  expect(desk.effects()).toEqual(['poll'])
  desk.tell({ kind: 'polled', ok: true })
  expect(desk.phase).toBe('POLLING')
  expect(desk.effects()).toEqual(['open'])
  desk.tell({ kind: 'opened' })
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('LIVE')
  expect(desk.link.failures).toBe(0)
})

test('[LINK-7] waking asks an open connection for a sign of life and drops it when none comes', () => {
  const desk = live()
  desk.tell({ kind: 'woke' })
  expect(desk.effects()).toEqual(['check'])
  desk.tell({ kind: 'beat' })
  desk.pass(2_000)
  expect(desk.phase).toBe('LIVE')
  desk.tell({ kind: 'woke' })
  desk.pass(2_000)
  expect(desk.phase).toBe('RECONNECTING')
  expect(desk.effects()).toEqual(['check', 'close', 'open'])
})

test('[LINK-8] waking and "Retry now" try at once, and never twice', () => {
  const desk = live()
  desk.tell({ kind: 'closed' })
  desk.tell({ kind: 'retry_now' })
  expect(desk.effects()).toEqual(['open'])
  desk.tell({ kind: 'retry_now' })
  desk.tell({ kind: 'woke' })
  expect(desk.effects()).toEqual([])
})

test('[LINK-9] a connection that opens but says nothing for ten seconds has failed', () => {
  const desk = drive()
  desk.tell({ kind: 'start' })
  desk.tell({ kind: 'opened' })
  desk.pass(10_000)
  expect(desk.phase).toBe('RECONNECTING')
  expect(desk.effects()).toEqual(['open', 'close'])
})

test('[LINK-10] decisions are sent while the station is heard or answers when asked, and never else', () => {
  const phases = ['CONNECTING', 'LIVE', 'STALE', 'RECONNECTING', 'POLLING', 'OFFLINE'] as const
  expect(phases.filter(mayDecide)).toEqual(['LIVE', 'POLLING'])
})

test('[LINK-11] news of a socket that was given up changes nothing', () => {
  const desk = polling()
  const before = desk.link
  desk.tell({ kind: 'closed' })
  desk.tell({ kind: 'beat' })
  expect(desk.link).toEqual(before)
})

test('[LINK-12] a new connection is not measured by the last heartbeat of the one before', () => {
  const desk = polling()
  desk.tell({ kind: 'polled', ok: false })
  desk.pass(60_000)
  desk.tell({ kind: 'retry_now' })
  desk.tell({ kind: 'opened' })
  desk.effects()
  // Its first word may take its time: nothing is closed before the ten seconds are over.
  desk.pass(4_000)
  expect(desk.effects()).not.toContain('close')
  desk.tell({ kind: 'beat' })
  expect(desk.phase).toBe('LIVE')
})
