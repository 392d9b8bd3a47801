import { expect, test } from 'vitest'
import { oneAtATime } from '#server/one-at-a-time.ts'

test('[EXPORT-8] heavy work is done one piece after another, and nobody waits behind too many', async () => {
  const queue = oneAtATime(2)
  const seen: string[] = []
  const work = (name: string) => async () => {
    seen.push(`${name} begins`)
    await Promise.resolve()
    seen.push(`${name} ends`)
    return name
  }
  const [first, second] = [queue(work('a')), queue(work('b'))]
  expect(queue(work('c'))).toBeNull()
  expect(await Promise.all([first, second])).toEqual(['a', 'b'])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(await queue(work('d'))).toBe('d')
})

test('[EXPORT-8] a piece that fails fails alone', async () => {
  const queue = oneAtATime(2)
  const failing = queue(() => Promise.reject(new Error('no disk')))
  const next = queue(async () => 'done')
  await expect(failing).rejects.toThrow('no disk')
  expect(await next).toBe('done')
})
