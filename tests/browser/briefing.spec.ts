import type { Page } from '@playwright/test'
import { badge, button, crowd, enter, expect, fireTwice, part, test } from './support/desk.ts'

/** Everything but the briefing itself and who asks. */
async function onlyTheBriefing(page: Page): Promise<void> {
  await page.routeWebSocket('**/socket.io/**', (socket) => void socket.close())
  await page.route('**/socket.io/**', (route) => route.abort())
  await page.route('**/api/**', (route) =>
    /\/api\/(missions|session)/.test(route.request().url()) ? route.continue() : route.abort(),
  )
}

test('[PAGE-110] a briefing is whole from one request', async ({ page, station }) => {
  const signal = await station.post({ confidence: 87 })
  const ada = await station.admit('Ada')
  await onlyTheBriefing(page)
  await page.goto(`${station.url}/mission/${signal.id}#token=${ada.token}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Mission EURUSD\s*LONG/)
  await expect(part(page, 'Situation')).toContainText('Harbour Desk claimed 87\u202f%: its own word')
  // 50 pips down to 1.0800, 100 pips up to 1.0950: 2 R.
  await expect(part(page, 'Orders')).toContainText('1.08000 \u221250.0 pip')
  await expect(part(page, 'Orders')).toContainText('1.09500 +100.0 pip')
  await expect(part(page, 'Orders')).toContainText('2.0 R')
  // 1 % of 10,000.00.
  await expect(part(page, 'Your plan')).toContainText('At risk100.00Reward200.00')
  await expect(part(page, 'Checks').getByRole('listitem')).toHaveCount(5)
  await expect(button(page, 'Fire LONG')).toBeDisabled()
})

test('[PAGE-132] a briefing whose question fails says so, keeps what is known, and can be asked again', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  const error = { code: 'overloaded', message: 'Too much to do.', correlation_id: 'c-42', server_time: 1 }
  await page.route('**/api/missions/**', (route) => route.fulfill({ status: 503, json: { error } }))
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(page.getByRole('alert')).toContainText('overloaded \u00b7 c-42')
  await expect(part(page, 'Orders')).toContainText('1.08500')
  await expect(part(page, 'Your plan')).toContainText('Open risk\u2014')
  await page.unrouteAll()
  await button(page, 'Retry').click()
  await expect(part(page, 'Your plan')).toContainText('Open risk0.00')
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('[PAGE-111] the sources that voted stand for or against, a claim stands as a claim', async ({
  page,
  station,
}) => {
  const signal = await station.post()
  const votes = [
    { source: 'ema_trend', agrees: true, claim: 0.7, bars: 4, since: 1_425_286_800 },
    { source: 'hour_drift', agrees: false, claim: 0.6, bars: null, since: null },
  ]
  await page.route('**/api/missions/**', async (route) => {
    const answer = await route.fetch()
    const evidence = { votes, trend: 'trending', volatility: 'quiet' }
    await route.fulfill({ response: answer, json: { ...(await answer.json()), evidence } })
  })
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  await expect(page.getByRole('region', { name: 'For', exact: true })).toContainText(
    '1 source voted for it: ema trend.',
  )
  await expect(page.getByRole('region', { name: 'Against' })).toContainText(
    '1 source voted against it: hour drift.',
  )
  await expect(part(page, 'Situation')).toContainText('trending, quiet volatility')
})

test('[PAGE-112] the plan counts what is at stake already, and nobody else sees it', async ({
  desk,
  station,
}) => {
  const [one, two, three] = [await station.post(), await station.post(), await station.post()]
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  await station.fire(one.id, ada)
  await station.fire(two.id, ada)
  const mine = await desk.enter(ada, `/mission/${three.id}`)
  // Two fires of 1 % of 10,000.00.
  await expect(part(mine, 'Your plan')).toContainText('Open risk200.002.0\u202f% in 2 trades')
  await expect(part(mine, 'Checks')).toContainText('Nothing else open on EURUSD: no2 trades')
  const theirs = await desk.enter(bob, `/mission/${three.id}`)
  await expect(part(theirs, 'Your plan')).toContainText('Open risk0.00')
})

test('[PAGE-113] the brackets go from mission to mission as the queue stands, and e to the risk', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  // Alike in rank and time: they stand in the order of their ids, the last posted at the end.
  const [before, last] = [await station.post(), await station.post()]
  await enter(page, station, { person: ada, path: `/mission/${last.id}` })
  await expect(page.getByRole('link', { name: 'Previous mission' })).toBeVisible()
  await expect(button(page, 'Next mission')).toBeDisabled()
  await page.keyboard.press('[')
  await expect(page).toHaveURL(new RegExp(before.id))
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  await page.keyboard.press(']')
  await expect(page).toHaveURL(new RegExp(last.id))
  await page.keyboard.press('e')
  await expect(page.getByRole('spinbutton', { name: 'Risk, % of balance' })).toBeFocused()
})

test('[PAGE-114] what is armed disarms when the reader goes elsewhere', async ({ page, station }) => {
  const signal = await station.post()
  await station.post()
  await enter(page, station, { person: await station.admit('Ada'), path: `/mission/${signal.id}` })
  const armed = button(page, 'Confirm: Fire LONG')
  await page.keyboard.press('f')
  await expect(armed).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(armed).toBeHidden()
  await page.keyboard.press('f')
  await expect(armed).toBeVisible()
  await page
    .getByRole('link', { name: /^(Next|Previous) mission$/ })
    .first()
    .click()
  await expect(page).not.toHaveURL(new RegExp(signal.id))
  await expect(button(page, 'Fire LONG')).toBeEnabled()
  expect((await station.call('fireCount', { params: { id: signal.id } })).count).toBe(0)
})

test('[PAGE-115] a device whose clock is ten minutes off sees the same and fires as well', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const [ada, bob] = [await station.admit('Ada'), await station.admit('Bob')]
  const right = await desk.enter(ada, `/mission/${signal.id}`)
  for (const minutes of [-10, 10]) {
    const context = await right.context().browser()?.newContext()
    const wrong = await context?.newPage()
    if (wrong === undefined) throw new Error('no page')
    await wrong.clock.install({ time: Date.now() + minutes * 60_000 })
    const person = minutes < 0 ? bob : await station.admit('Cleo')
    await enter(wrong, station, { person, path: `/mission/${signal.id}` })
    await fireTwice(wrong)
    await expect(button(wrong, /^Fired/)).toBeVisible()
    const { fires } = await station.call('userFires', { params: { id: person.userId }, query: {} })
    const firedAt = new Date((fires[0]?.fired_at ?? 0) * 1_000).toISOString().slice(11, 19)
    await expect(button(wrong, `Fired ${firedAt}`)).toBeVisible()
    await context?.close()
  }
  await expect(crowd(right)).toContainText('2 fired')
})

test('[PAGE-116] three people on two missions each see the counts of their own', async ({
  desk,
  station,
}) => {
  const [one, other] = [await station.post(), await station.post()]
  const [ada, bob, cleo] = [
    await station.admit('Ada'),
    await station.admit('Bob'),
    await station.admit('Cleo'),
  ]
  const [first, second] = [
    await desk.enter(ada, `/mission/${one.id}`),
    await desk.enter(bob, `/mission/${one.id}`),
  ]
  const third = await desk.enter(cleo, `/mission/${other.id}`)
  for (const page of [first, second, third]) {
    await fireTwice(page)
    await expect(button(page, /^Fired/)).toBeVisible()
  }
  await expect(crowd(first)).toContainText('2 fired')
  await expect(crowd(second)).toContainText('2 fired')
  await expect(crowd(third)).toContainText('1 fired')
  await expect(crowd(third)).not.toContainText('Ada')
  await expect(crowd(first).getByRole('img', { name: '2 fires in the last 10 minutes' })).toBeVisible()
})

test('[PAGE-117] long names and names of another direction stay in their line', async ({ desk, station }) => {
  const signal = await station.post()
  const long = 'N'.repeat(200)
  const arabic = '\u0645\u062d\u0645\u062f \u0639\u0628\u062f (7)'
  for (const name of [long, arabic]) await station.fire(signal.id, await station.admit(name))
  const viewport = { width: 360, height: 740 }
  const page = await desk.enter(await station.admit('Ada'), `/mission/${signal.id}`, {
    viewport,
    hasTouch: true,
  })
  const names = crowd(page).locator('bdi')
  await expect(names).toHaveText([arabic, long])
  const line = await crowd(page).getByRole('listitem').last().boundingBox()
  expect(line?.height).toBeLessThanOrEqual(24)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
})

test('[PAGE-118] from the sign-in to the fire without a pointer', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const signal = await station.post()
  await page.goto(`${station.url}/mission/${signal.id}`)
  await expect(button(page, 'Sign in')).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type(ada.token)
  await page.keyboard.press('Enter')
  await expect(badge(page, 'LIVE')).toBeVisible()
  const fire = button(page, 'Fire LONG')
  await expect(fire).toBeEnabled()
  for (let steps = 0; steps < 40; steps += 1) {
    if (await fire.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(fire).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Confirm: Fire LONG')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, /^Fired/)).toBeVisible()
})

test('[PAGE-119] who wants little motion gets none of the button, and fires as well', async ({
  desk,
  station,
}) => {
  const signal = await station.post()
  const page = await desk.enter(await station.admit('Ada'), `/mission/${signal.id}`, {
    reducedMotion: 'reduce',
  })
  const armed = button(page, 'Confirm: Fire LONG')
  // Keys are heard a moment after the page is drawn, and a slow machine may let it disarm before it is looked at.
  await expect(async () => {
    if (!(await armed.isVisible())) await page.keyboard.press('f')
    const animation = await armed.evaluate(
      (element) => getComputedStyle(element, '::after').animationName,
      null,
      { timeout: 1_000 },
    )
    expect(animation).toBe('none')
  }).toPass()
  await fireTwice(page)
  await expect(button(page, /^Fired/)).toBeVisible()
})
