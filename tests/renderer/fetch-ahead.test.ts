import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Fetchable, fetchAhead } from '../../renderer/link/fetch-ahead.ts'

/** A reader in front of a page, and a clock that is turned by hand. */
function openReader() {
  const touched = new EventTarget()
  const left = new AbortController()
  const waiting: { readonly due: number; readonly go: () => void }[] = []
  let at = 0
  const asked: number[] = []
  const now = () => at
  const wait = (ms: number) => new Promise<void>((go) => waiting.push({ due: at + ms, go }))
  return {
    /** When parts were asked for. */
    asked,
    part: { fetch: async () => void asked.push(at) } as Fetchable,
    begin: (parts: readonly Fetchable[]) => fetchAhead(parts, left.signal, { touched, now, wait }),
    leave: () => left.abort(),
    touch: (kind: string) => void touched.dispatchEvent(new Event(kind)),
    /** Lets a tenth of a second pass. */
    async pass() {
      at += 100
      for (const one of waiting.filter(({ due }) => due <= at)) one.go()
      await turnOfTheLoop()
    },
  }
}

test('[FRAME-60] who has rested for 400 ms has all parts at once', async () => {
  const { begin, part, asked, pass } = openReader()
  const ahead = begin([part, part, part])
  for (let tenth = 0; tenth < 4; tenth++) await pass()
  expect(asked).toEqual([400, 400, 400])
  await ahead
})

test.each(['wheel', 'scroll', 'keydown', 'pointerdown', 'touchmove'])(
  '[FRAME-60] after a %s nothing is fetched for 400 ms',
  async (kind) => {
    const { begin, part, asked, touch, pass } = openReader()
    const ahead = begin([part])
    for (let tenth = 0; tenth < 3; tenth++) await pass()
    touch(kind)
    for (let tenth = 0; tenth < 3; tenth++) await pass()
    expect(asked).toEqual([])
    await pass()
    expect(asked).toEqual([700])
    await ahead
  },
)

test('[FRAME-60] who never rests waits three seconds for each part', async () => {
  const { begin, part, asked, touch, pass } = openReader()
  const ahead = begin([part, part])
  for (let tenth = 0; tenth < 60; tenth++) {
    touch('scroll')
    await pass()
  }
  expect(asked).toEqual([3_000, 6_000])
  await ahead
})

test('[FRAME-60] a desk that is left fetches no more', async () => {
  const { begin, part, asked, touch, leave, pass } = openReader()
  const ahead = begin([part, { fetch: async () => touch('scroll') }, part])
  for (let tenth = 0; tenth < 4; tenth++) await pass()
  leave()
  for (let tenth = 0; tenth < 10; tenth++) await pass()
  await ahead
  expect(asked).toEqual([400])
})

test('[FRAME-60] a part that fails and one that hangs do not keep the others', async () => {
  const { begin, part, asked, pass } = openReader()
  const failing = { fetch: () => Promise.reject(new Error('no such file')) }
  const hanging = { fetch: () => new Promise<never>(() => undefined) }
  const ahead = begin([failing, hanging, part])
  for (let tenth = 0; tenth < 104; tenth++) await pass()
  // 400 ms of rest, and ten seconds for the one that hangs.
  expect(asked).toEqual([10_400])
  await ahead
})

test('[FRAME-60] afterwards nobody listens any more, also where a part could not even be asked for', async () => {
  const heard: string[] = []
  const touched = {
    addEventListener: (kind: string) => void heard.push(kind),
    removeEventListener: (kind: string) => void heard.splice(heard.indexOf(kind), 1),
  }
  let at = 0
  const around = {
    touched,
    now: () => at,
    wait: async (ms: number) => {
      at += ms
    },
  }
  const broken = {
    fetch: () => {
      throw new Error('no part at all')
    },
  }
  await expect(fetchAhead([broken], new AbortController().signal, around)).rejects.toThrow('no part at all')
  expect(heard).toEqual([])
})
