import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, fireTwice, test } from './support/desk.ts'

/** Five of six reach a target so near where nothing is known, and that is PRECISION. */
const PRECISE = { stop_loss: 1.084, take_profit: 1.0852 } as const

/** Notes the pitch of each tone that is begun. */
async function listen(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.addInitScript(() => {
    const heard: number[] = []
    Object.assign(window, { heard })
    const begin = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      heard.push(this.frequency.value)
      begin.call(this, when)
    }
  })
  return () => page.evaluate(() => [...(window as unknown as { heard: number[] }).heard])
}

/** Notes each change of whether sound goes to a device. */
async function watchContexts(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const states: string[] = []
    Object.assign(window, { states })
    window.AudioContext = class extends AudioContext {
      constructor() {
        super()
        this.addEventListener('statechange', () => states.push(this.state))
      }
    }
  })
  return () => page.evaluate(() => [...(window as unknown as { states: string[] }).states])
}

test('[SOUND-1] nothing sounds before the first gesture; an accepted fire is one low tone, a test button its own', async ({
  page,
  station,
}) => {
  const heard = await listen(page)
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  const badge = button(page, 'sound off, click')
  await expect(badge).toBeVisible()
  await expectAccessible(page)
  await badge.click()
  await expect(badge).toBeHidden()
  await fireTwice(page)
  await expect(button(page, /^Fired/)).toBeVisible()
  await expect.poll(heard).toEqual([220])
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await button(page, 'Play: Warning, two falling').click()
  await expect.poll(heard).toEqual([220, 660, 440])
})

test('[SOUND-9] the device of the sound is used while something sounds and no longer', async ({
  page,
  station,
}) => {
  const states = await watchContexts(page)
  await enter(page, station, { person: await station.admit('Ada'), path: '/settings' })
  await button(page, 'sound off, click').click()
  await expect(button(page, 'sound off, click')).toBeHidden()
  await expect.poll(states).toEqual(['running', 'suspended'])
  await button(page, 'Play: Warning, two falling').click()
  await expect.poll(states).toEqual(['running', 'suspended', 'running', 'suspended'])
})

test('[SOUND-2] a new signal sounds, and nothing does while it is muted; Ctrl Shift M mutes and lets sound again', async ({
  page,
  station,
}) => {
  const heard = await listen(page)
  await enter(page, station, { person: await station.admit('Ada', 'trader', 'apex') })
  await button(page, 'sound off, click').click()
  await expect(button(page, 'sound off, click')).toBeHidden()
  await station.post(PRECISE)
  await expect.poll(heard).toEqual([587, 880])
  await page.keyboard.press('Control+Shift+m')
  await expect(button(page, /^muted until \d\d:\d\d$/)).toBeVisible()
  await station.post(PRECISE)
  // It is kept, and neither heard nor seen beside the page.
  await expect(page.getByRole('banner').getByRole('link', { name: 'Alerts, 2 unread' })).toBeVisible()
  expect(await heard()).toEqual([587, 880])
  await page.keyboard.press('Control+Shift+m')
  await expect(button(page, /^muted until/)).toBeHidden()
})

test('[INBOX-1] what was told is kept, counted in head and title, read, muted from its row and deleted', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada', 'trader', 'apex') })
  await station.post(PRECISE)
  await station.post(PRECISE)
  const link = page.getByRole('banner').getByRole('link', { name: 'Alerts, 2 unread' })
  await expect(link).toBeVisible()
  await expect(page).toHaveTitle(/^\(2\) /)
  await link.click()
  const list = page.getByRole('region', { name: 'Alerts, newest first' })
  const rows = list.getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('New PRECISION signal: EURUSD LONG')
  await expectAccessible(page)
  // By keys: to the first row, select it, and what is selected is read.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await button(page, 'Read 1 selected').click()
  await expect(page).toHaveTitle(/^\(1\) /)
  await page.getByRole('navigation', { name: 'Which alerts' }).getByRole('link', { name: 'Unread' }).click()
  await expect(page).toHaveURL(/show=unread/)
  await expect(rows).toHaveCount(1)
  await rows.first().getByRole('button', { name: 'Mute EURUSD' }).click()
  await page.reload()
  await expect(rows).toHaveCount(1)
  await expect(button(page, 'Mute EURUSD')).toHaveAttribute('aria-pressed', 'true')
  await station.post(PRECISE)
  await expect(rows).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Messages' })).toHaveText('')
  await rows.first().getByRole('link', { name: 'Open' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('EURUSD')
  await page.goto(`${station.url}/alerts`)
  await button(page, 'Delete all shown').click()
  await expect(page.getByText(/^Nothing was told on this device yet/)).toBeVisible()
})
