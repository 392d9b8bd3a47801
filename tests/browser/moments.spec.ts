import type { Page } from '@playwright/test'
import { badge, button, enter, expect, stopClock, test } from './support/desk.ts'
import type { Person } from './support/running-station.ts'

test('[PROG-11] an achievement is told of on whatever page the reader is, after a fire when a minute is over', async ({
  page,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const told = page.getByRole('region', { name: 'Messages' })
  // Ten things at the desk: a fire alone does not unlock that.
  const unlock = ({ userId }: Person) =>
    station.call('unlockAchievement', { params: { id: userId, aid: 'first_steps_10' } })
  await page.clock.install()
  await enter(page, station, { person: ada })
  await unlock(ada)
  await expect(told).toContainText('Achievement unlocked: ')
  await page.goto(`${station.url}/#token=${bob.token}`)
  await expect(page.getByRole('banner')).toContainText('Bob')
  await expect(badge(page, 'LIVE')).toBeVisible()
  await station.fire((await station.post()).id, bob)
  await expect(page.getByRole('region', { name: 'Your last trades' }).getByRole('row')).toHaveCount(2)
  await unlock(bob)
  await expect(told).not.toContainText('Achievement unlocked: ')
  await page.clock.fastForward(65_000)
  await expect(told).toContainText('Achievement unlocked: ')
})

test('[PROG-12] a platinum achievement is a moment that any key ends, and without motion a line that stands still', async ({
  page,
  desk,
  station,
}) => {
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const unlock = ({ userId }: Person) =>
    station.call('unlockAchievement', { params: { id: userId, aid: 'fifty_stories_complete' } })
  const moment = (on: Page) => on.getByRole('figure', { name: 'Platinum: Literary Legend' })
  // The moment would be over before a slow machine has looked: time stands still.
  await page.clock.install()
  await enter(page, station, { person: ada, path: '/missions' })
  await stopClock(page)
  await unlock(ada)
  const shown = async (on: Page) => {
    await on.clock.runFor(500)
    await expect(moment(on)).toBeVisible({ timeout: 500 })
  }
  await expect(() => shown(page)).toPass()
  await expect(moment(page).locator('i').first()).toBeAttached()
  await page.keyboard.press('Shift')
  await expect(moment(page)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
    /Literary Legend|new achievements/,
  )

  const still = await desk.enter(bob, '/missions', { reducedMotion: 'reduce' })
  await unlock(bob)
  await expect(moment(still)).toBeVisible()
  await expect(moment(still).locator('i')).toHaveCount(0)
})

test('[PROG-12] no moment comes over a page whose fire is armed', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const signal = await station.post()
  let heard = false
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      heard ||= String(payload).includes('achievement_unlocked')
    }),
  )
  await page.clock.install()
  await enter(page, station, { person: ada, path: `/mission/${signal.id}` })
  await expect(button(page, /^FIRE/i)).toBeEnabled()
  await stopClock(page)
  const told = page.getByRole('figure', { name: 'Platinum: Literary Legend' })
  // It is armed for three seconds of the page.
  await page.keyboard.press('f')
  await expect(button(page, /^Confirm/)).toBeVisible()
  await station.call('unlockAchievement', { params: { id: ada.userId, aid: 'fifty_stories_complete' } })
  await expect.poll(() => heard).toBe(true)
  for (let part = 0; part < 5; part += 1) {
    await page.clock.runFor(500)
    await expect(button(page, /^Confirm/)).toBeVisible()
    await expect(told).toHaveCount(0)
  }
  await page.keyboard.press('Escape')
  await expect(async () => {
    await page.clock.runFor(500)
    await expect(told).toBeVisible({ timeout: 500 })
  }).toPass()
})
