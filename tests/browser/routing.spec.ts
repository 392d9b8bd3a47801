import type { Page } from '@playwright/test'
import type { RoutingPolicy } from '#contracts/routing-shapes.ts'
import { badge, button, enter, expect, expectAccessible, part, queue, row, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const PHONE = { viewport: { width: 360, height: 780 } }

/** Changes the policy as it stands. */
async function change(station: RunningStation, edit: (policy: RoutingPolicy) => void): Promise<void> {
  const { version, policy } = await station.call('routing', {})
  edit(policy)
  await station.call('changeRouting', { body: { version, policy } })
}

function operatorOf(station: RunningStation) {
  return { userId: 'operator', name: 'Operator', token: station.operatorToken }
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

test.describe('routing', () => {
  test.describe.configure({ mode: 'serial' })
  let station: RunningStation
  test.beforeAll(async () => {
    station = await RunningStation.start(STANDING)
  })
  test.afterAll(() => station.stop())

  test('[ROUTE-20] a trader sees what was brought to him first, and of every other signal why it was not', async ({
    page,
  }) => {
    await change(station, ({ members }) => {
      members.nibbler.daily_limit = 1
    })
    const ada = await station.admit('ada')
    const first = await station.post()
    await enter(page, station, { person: ada })
    await expect(row(page, first.id)).toBeVisible()
    await expect(row(page, first.id).getByLabel('brought to you')).toBeVisible()
    // The second meets her limit: it is in no notice and not in her queue, and stands under All.
    const second = await station.post()
    await expect(page.getByText('2 open')).toBeVisible()
    await expect(row(page, second.id)).toHaveCount(0)
    await button(page, 'All').click()
    const name = row(page, second.id).getByRole('button', { name: 'EURUSD LONG' })
    await expect(name).toHaveAttribute('title', 'Not brought to you. Your limit of 1 a day was reached.')
    await expect(page).toHaveURL(/show=all/)
    await expectAccessible(page)
    // It can be opened, says the same there, and is fired like any other.
    await page.goto(`${station.url}/mission/${second.id}`)
    await expect(
      page.getByText('Your limit of 1 a day was reached. You can fire it all the same.'),
    ).toBeVisible()
    await station.fire(second.id, ada)
    await page.goto(`${station.url}/?show=mine`)
    // What she fired on is hers, brought or not.
    await expect(row(page, second.id)).toBeVisible()
  })

  test('[ROUTE-20] who joins later sees what was open already, with the reason that nobody brought it to him', async ({
    page,
  }) => {
    const ben = await station.admit('ben')
    await enter(page, station, { person: ben })
    await expect(queue(page).getByRole('row')).toHaveCount(3)
    await expect(queue(page).getByLabel('brought to you')).toHaveCount(0)
    await page.goto(`${station.url}/fusion`)
    const routing = part(page, 'Routing')
    await expect(routing.getByRole('table', { name: 'Your quota' })).toContainText('0 of 1')
    await expect(routing.getByText('You joined after it had been decided').first()).toBeVisible()
    await expect(button(page, 'Edit the policy')).toHaveCount(0)
  })

  test('[ROUTE-21] an operator edits the policy, sees what would change, and is obeyed', async ({ page }) => {
    await enter(page, station, { person: operatorOf(station), path: '/fusion' })
    const routing = part(page, 'Routing')
    await expect(routing.getByRole('table', { name: 'Member tiers' })).toContainText('nibbler')
    await button(page, 'Edit the policy').click()
    await expect(field(page, 'nibbler: Signals a day')).toHaveValue('1')
    await expect(button(page, 'Save the policy')).toHaveAttribute('aria-disabled', 'true')

    // What is no number, out of range, or contradicts itself, is said beside its name and not saved.
    await field(page, 'nibbler: Signals a day').fill('many')
    await expect(page.getByText('nibbler: Signals a day: a number')).toBeVisible()
    await expect(field(page, 'nibbler: Signals a day')).toHaveAttribute('aria-invalid', 'true')
    await field(page, 'nibbler: Signals a day').fill('501')
    await expect(page.getByText('nibbler: Signals a day: 1 to 500')).toBeVisible()
    await field(page, 'nibbler: Signals a day').fill('3')
    await field(page, 'fang: PRECISION from, %').fill('70')
    await expectAccessible(page)
    await button(page, 'Save the policy').click()
    await expect(page.getByText(/fang: PRECISION from, %: outside the band of this tier/)).toBeVisible()
    await field(page, 'fang: PRECISION from, %').fill('82.5')
    await field(page, 'Floor of EURUSD, %').fill('99')

    const preview = page.getByRole('region', { name: 'What would change' })
    await expect(preview.getByRole('listitem')).toHaveText([
      'nibbler: Signals a day: 1 → 3',
      'fang: PRECISION from: 80 % → 82.5 %',
      'Floor of EURUSD: none → 99 %',
    ])
    await button(page, 'Save the policy').press('Enter')
    await expect(page.getByRole('form', { name: 'Routing policy' })).toHaveCount(0)
    await expect(button(page, 'Edit the policy')).toBeFocused()
    await expect(routing).toContainText(/Policy \d+, by operator/)
    const { policy } = await station.call('routing', {})
    expect(policy.members.nibbler.daily_limit).toBe(3)
    expect(policy.members.fang.receives.precision).toBe(0.825)
    expect(policy.vetoes.floors).toEqual({ EURUSD: 0.99 })

    // The floor is obeyed: the next candidate is vetoed, counted, and no signal.
    const vetoed = await station.post()
    const vetoes = part(page, 'Vetoes')
    await expect(vetoes.getByRole('row', { name: /Below the floor of its symbol/ })).toContainText('EURUSD')
    await page.goto(`${station.url}/signals/${vetoed.id}`)
    await expect(page.getByText('Vetoed, no signal.')).toBeVisible()
  })

  test('[PANEL-41] below the queue stands what was vetoed today, and for what', async ({ page }) => {
    await enter(page, station, { person: operatorOf(station) })
    await expect(part(page, 'Signal queue')).toContainText('Vetoed today 1floor 1')
    await page.getByRole('link', { name: 'Why candidates were vetoed' }).click()
    await expect(part(page, 'Vetoes')).toBeVisible()
  })

  test('[ROUTE-21] cancelling changes nothing, and a change by somebody else is not overwritten', async ({
    page,
  }) => {
    await enter(page, station, { person: operatorOf(station), path: '/fusion' })
    await button(page, 'Edit the policy').click()
    await field(page, 'apex: Gap, minutes').fill('7')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('form', { name: 'Routing policy' })).toHaveCount(0)
    await button(page, 'Edit the policy').click()
    await expect(field(page, 'apex: Gap, minutes')).toHaveValue('0')
    await field(page, 'apex: Gap, minutes').fill('7')
    await change(station, ({ vetoes }) => {
      vetoes.floors = {}
    })
    await button(page, 'Save the policy').click()
    await expect(page.getByText('Somebody changed the routing policy meanwhile')).toBeVisible()
    const { policy } = await station.call('routing', {})
    expect([policy.members.apex.gap_minutes, policy.vetoes.floors]).toEqual([0, {}])
  })

  test('[ROUTE-21] on a phone the panels and the editor fit, and axe finds nothing', async ({ browser }) => {
    const context = await browser.newContext({ baseURL: station.url, ...PHONE })
    const page = await context.newPage()
    await enter(page, station, { person: operatorOf(station), path: '/fusion' })
    await button(page, 'Edit the policy').click()
    await expect(field(page, 'nibbler: Signals a day')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await expectAccessible(page)
    await context.close()
  })

  test('[ROUTE-22] the panels are loading, then content, and old when the station is gone', async ({
    page,
  }) => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/routing*', async (asked) => {
      await held
      await asked.continue()
    })
    await enter(page, station, { person: operatorOf(station), path: '/fusion' })
    await expect(part(page, 'Routing').locator('.skeleton')).toBeVisible()
    release()
    await expect(part(page, 'Routing').getByRole('table', { name: 'Member tiers' })).toBeVisible()
    await station.kill()
    await expect(badge(page, 'OFFLINE').or(badge(page, 'RECONNECTING'))).toBeVisible()
    await expect(part(page, 'Routing')).toHaveAttribute('data-stale', 'true')
    await expect(part(page, 'Routing').getByText(/^as of/)).toBeVisible()
    await station.restart()
    await expect(badge(page, 'LIVE')).toBeVisible()
    await expect(part(page, 'Routing')).toHaveAttribute('data-stale', 'false')
  })
})

test('[ROUTE-22] before anything was vetoed the panel says so', async ({ desk, station }) => {
  const ada = await station.admit('ada')
  const page = await desk.enter(ada, '/fusion')
  await expect(part(page, 'Vetoes').getByText('Nothing was vetoed yet.')).toBeVisible()
})

test('[ROUTE-20] a trader to whom nothing was brought is told so and shown the way to all', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  await change(station, ({ members }) => {
    members.nibbler.rank_share = 0
  })
  const ben = await station.admit('ben')
  const signal = await station.post()
  await enter(page, station, { person: ben })
  await expect(page.getByText(/None of the 1 open signals was brought to you/)).toBeVisible()
  await button(page, 'Show all').click()
  await expect(row(page, signal.id)).toBeVisible()
  await station.stop()
})
