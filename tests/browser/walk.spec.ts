import type { Page } from '@playwright/test'
import type { ReplyOf } from '#contracts/http.ts'
import { badge, button, enter, expect, expectAccessible, part, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

/** The signal whose row is the chosen one. */
const chosen = (page: Page) => page.locator('tr[data-signal][aria-current="true"]')

test('[PAGE-350] every key of the dashboard does what the sheet of keys says', async ({ page, station }) => {
  await station.post()
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  await expect(chosen(page)).toHaveCount(1)
  const press = (key: string) => page.keyboard.press(key)
  const idOf = () => chosen(page).getAttribute('data-signal')
  const first = await idOf()
  await press('j')
  await expect.poll(idOf).not.toBe(first)
  await press('k')
  await expect.poll(idOf).toBe(first)
  await press('/')
  await expect(page.getByRole('searchbox', { name: 'Filter signals' })).toBeFocused()
  await press('Escape')

  // The frames of the picture by number.
  for (const [key, frame] of [
    ['2', 'm5'],
    ['1', 'm1'],
  ] as const) {
    await press(key)
    await expect(button(page, new RegExp(`^${frame}$`))).toHaveAttribute('aria-pressed', 'true')
  }
  await press('i')
  await expect(button(page, 'EMA RSI')).toHaveAttribute('aria-pressed', 'true')
  await press('i')
  await expect(button(page, 'Confirm: Fire LONG')).toBeHidden()
  await press('f')
  await expect(button(page, 'Confirm: Fire LONG')).toBeVisible()
  await press('Escape')
  await expect(button(page, 'Fire LONG')).toBeVisible()
  await press('p')
  await expect(page.getByRole('dialog')).toBeVisible()
  await press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()

  await press('v')
  await expect(page).toHaveURL(/\/fusion#vetoes$/)
  await expect(page.locator(':focus')).toContainText('Vetoes')
  await press('g')
  await press('d')
  await press('b')
  await expect(page).toHaveURL(/\/mission\//)
  // Its keys are heard once it is drawn.
  await expect(page.getByRole('heading', { level: 1, name: /^Mission EURUSD/ })).toBeVisible()
  await press('Escape')
  await expect(page).toHaveURL(/\/$/)
  await chosen(page).getByRole('button').focus()
  await press('Enter')
  await expect(page).toHaveURL(/\/signals\//)
})

test('[PAGE-350] every key of a briefing does what the sheet of keys says', async ({ page, station }) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  for (const [key, frame] of [
    ['2', 'm5'],
    ['3', 'm15'],
    ['1', 'm1'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(button(page, new RegExp(`^${frame}$`))).toHaveAttribute('aria-pressed', 'true')
  }
  await page.keyboard.press('p')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page).toHaveURL(new RegExp(signal.id))
  await page.keyboard.press('e')
  await expect(page.getByRole('spinbutton', { name: 'Risk, % of balance' })).toBeFocused()
})

test('[PAGE-351] Esc leads from a signal and from a briefing to the queue; what is armed it only disarms', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  for (const path of ['mission', 'signals']) {
    await page.goto(`${station.url}/${path}/${signal.id}`)
    await expect(button(page, 'Fire LONG')).toBeEnabled()
    // Three seconds disarm too: pressed again where a slow machine was later.
    await expect(async () => {
      await page.keyboard.press('f')
      await expect(button(page, 'Confirm: Fire LONG')).toBeVisible({ timeout: 1_000 })
      await page.keyboard.press('Escape')
      await expect(button(page, 'Fire LONG')).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await expect(page).toHaveURL(new RegExp(`/${path}/${signal.id}`))
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toContainText('Disarm, else back to the queue')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`/${path}/${signal.id}`))
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/\/$/)
  }
})

test('[PAGE-352] a note on a signal stays on the device, for its writer alone', async ({ page, station }) => {
  const [signal, other] = [await station.post(), await station.post()]
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: `/signals/${signal.id}` })
  const note = page.getByRole('textbox', { name: 'Notes' })
  await note.fill('Wait for the close.')
  await page.reload()
  await expect(note).toHaveValue('Wait for the close.')
  await page.goto(`${station.url}/signals/${other.id}`)
  await expect(note).toHaveValue('')
  await enter(page, station, { person: await station.admit('Bo'), path: `/signals/${signal.id}` })
  await page.reload()
  await expect(note).toHaveValue('')
})

test('[QUEUE-18] columns are left out and views kept under names, also after a reload', async ({
  page,
  station,
}) => {
  await station.post()
  await enter(page, station, { person: await station.admit('Ada') })
  const left = page.locator('[data-panel="queue"] th[scope="col"]')
  await expect(left).toHaveCount(6)
  const all = await left.allInnerTexts()
  const view = button(page, 'Columns and views')
  await view.click()
  const dialog = page.getByRole('dialog', { name: 'Columns and views' })
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: all[1] ?? '' }).uncheck()
  await dialog.getByRole('checkbox', { name: all[5] ?? '' }).uncheck()
  await page.keyboard.press('Escape')
  await expect(left).toHaveText([all[0], all[2], all[3], all[4]].map(String))
  await expect(page.locator('tr[data-signal]').first().locator('td')).toHaveCount(3)
  await page.getByRole('searchbox', { name: 'Filter signals' }).fill('long')
  await view.click()
  await dialog.getByRole('textbox').fill('Longs')
  await dialog.getByRole('button', { name: 'Save view' }).click()
  await dialog.getByRole('checkbox', { name: all[1] ?? '' }).check()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Filter signals' }).fill('')
  await expect(left).toHaveCount(5)
  await page.reload()
  await expect(left).toHaveCount(5)
  await view.click()
  await dialog.getByRole('button', { name: 'Show the view Longs' }).click()
  await expect(left).toHaveCount(4)
  await expect(page).toHaveURL(/filter=long/)
  await view.click()
  await dialog.getByRole('button', { name: 'Delete the view Longs' }).click()
  await expect(dialog.getByText('None yet.')).toBeVisible()
})

test('[QUEUE-19] what was missed while the connection was away comes in without a flash', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    await station.post()
    await enter(page, station, { person: await station.admit('Ada') })
    await expect(queue(page).locator('tr[data-signal]')).toHaveCount(1)
    await watchFlashes(page)
    await station.kill()
    await station.restart()
    const missed = await station.post()
    await expect(row(page, missed.id)).toBeVisible({ timeout: 60_000 })
    expect(await page.evaluate(() => document.body.dataset.flashed)).toBeUndefined()
  } finally {
    await station.stop()
  }
})

test('[QUEUE-19] a page that has to ask for its news marks what is new all the same', async ({
  page,
  station,
}) => {
  await page.routeWebSocket('**/socket.io/**', (socket) => void socket.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  const operator = { userId: 'operator', name: 'Operator', token: station.operatorToken }
  await page.goto(`${station.url}/#token=${operator.token}`)
  await expect(badge(page, 'POLLING')).toBeVisible()
  // The first answer brings what was missed. What comes after a further one, five seconds later, is new.
  await page.waitForResponse((answer) => answer.url().includes('/api/signals/active'))
  await page.waitForResponse((answer) => answer.url().includes('/api/signals/active'))
  await watchFlashes(page)
  const fresh = await station.post()
  await expect(row(page, fresh.id)).toBeVisible()
  await expect.poll(() => page.evaluate(() => document.body.dataset.flashed)).toBe('yes')
})

/** From here on the page's body keeps it when a row was marked as having just come in. */
async function watchFlashes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('.row-fresh') === null) return
      seen.disconnect()
      document.body.dataset.flashed = 'yes'
    })
    seen.observe(document.body, { subtree: true, childList: true, attributes: true })
  })
}

test('[PANEL-42] the breakdown says on how many sources a probability stands while some are not heard', async ({
  page,
  station,
}) => {
  const operator = { userId: 'operator', name: 'Operator', token: station.operatorToken }
  const { sources } = await station.call('sources', {})
  const name = sources.find(({ type }) => type !== 'provider')?.name ?? ''
  await station.call('pauseSource', { params: { name }, body: { paused: true } })
  try {
    const own = sources.filter(({ type, book }) => type !== 'provider' && book === sources[0]?.book).length
    // Posted signals are providers'; this one is told as the station's own.
    await page.route('**/api/missions/*', async (route) => {
      const answer = await route.fetch()
      const mission = (await answer.json()) as ReplyOf<'mission'>
      const evidence = { votes: [], trend: 'ranging', volatility: 'quiet' } as const
      await route.fulfill({ json: { ...mission, evidence } })
    })
    await station.post()
    await enter(page, station, { person: operator })
    await expect(part(page, 'Fusion breakdown')).toContainText(`on ${own - 1} of ${own} sources`)
    await expect(part(page, 'Fusion breakdown')).toContainText(`${name.replaceAll('_', ' ')} paused`)
  } finally {
    await station.call('pauseSource', { params: { name }, body: { paused: false } })
  }
})
