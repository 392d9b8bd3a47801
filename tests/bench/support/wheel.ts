import { setTimeout as wait } from 'node:timers/promises'
import type { Watched } from './browser.ts'

/** One turn of a wheel, and how fast a hand turns it. */
const WHEEL_PX = 400
const WHEEL_EVERY_MS = 40

/**
 * Turns the wheel over whatever the pointer is on.
 *
 * Throws where that did not scroll the box of the page's only counted table down: nothing would have been measured.
 */
export async function turnWheel(
  { page }: Watched,
  way: 'down' | 'up',
  until: (turn: number) => boolean | Promise<boolean>,
): Promise<void> {
  for (let turn = 0; !(await until(turn)); turn++) {
    await page.mouse.wheel(0, way === 'down' ? WHEEL_PX : -WHEEL_PX)
    await wait(WHEEL_EVERY_MS)
  }
  if (way === 'down' && (await scrolled(page)) < WHEEL_PX) throw new Error('the table did not scroll')
}

/** How far the box of the counted table is scrolled, in pixels. */
export async function scrolled(page: Watched['page']): Promise<number> {
  const top = await page.evaluate(
    () => document.querySelector('table[aria-rowcount]')?.parentElement?.scrollTop,
  )
  return top ?? 0
}
