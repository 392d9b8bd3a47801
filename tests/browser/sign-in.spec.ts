import { badge, button, enter, expect, test } from './support/desk.ts'

test('[PAGE-60] a wrong token is refused in words, with its code, and a right one signs in', async ({
  page,
  station,
}) => {
  const ada = await station.admit('Ada')
  await page.goto(station.url)
  await page.getByRole('textbox', { name: 'Access token' }).fill('not-a-token')
  await button(page, 'Sign in').click()
  const refusal = page.getByRole('alert')
  await expect(refusal).toContainText('The station does not know this token')
  await expect(refusal).toContainText('unauthenticated')

  await page.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await button(page, 'Sign in').click()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Ada trader' })).toBeVisible()
})

test('[PAGE-61] a token is forgotten with its tab unless the reader wants to stay signed in', async ({
  page,
  station,
  context,
}) => {
  const ada = await station.admit('Ada')
  await page.goto(station.url)
  await page.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await button(page, 'Sign in').click()
  await expect(badge(page, 'LIVE')).toBeVisible()
  await page.reload()
  await expect(badge(page, 'LIVE')).toBeVisible()

  const second = await context.newPage()
  await second.goto(station.url)
  await second.getByRole('textbox', { name: 'Access token' }).fill(ada.token)
  await second.getByRole('checkbox', { name: 'Stay signed in on this device' }).check()
  await button(second, 'Sign in').click()
  await expect(badge(second, 'LIVE')).toBeVisible()

  const third = await context.newPage()
  await third.goto(station.url)
  await expect(badge(third, 'LIVE')).toBeVisible()
  await button(third, 'Ada trader').click()
  await button(third, 'Sign out').click()
  await third.reload()
  await expect(button(third, 'Sign in')).toBeVisible()
})

test('[PAGE-62] a token in the address signs in and leaves the address', async ({ page, station }) => {
  await enter(page, station, { person: await station.admit('Ada') })
  expect(page.url()).toBe(`${station.url}/`)
})

test('[PAGE-63] a revoked token ends the page at once and says why', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  const { token, token_id } = await station.call('createToken', {
    body: { user_id: ada.userId, role: 'trader', label: 'phone' },
  })
  await enter(page, station, { person: { ...ada, token } })
  await station.client(station.operatorToken).call('revokeToken', { params: { id: token_id } })
  await expect(button(page, 'Sign in')).toBeVisible()
})
