import type { Page } from '@playwright/test'
import { enter, expect, expectAccessible, test } from './support/desk.ts'

const routes = (page: Page) => page.getByRole('navigation', { name: 'Routes' })
const answer = (page: Page) => page.getByRole('status', { name: 'Answer' })

test('[API-5] the API is a page of the desk: routes are searched, looked at by their address and tried with the own token', async ({
  page,
  station,
}) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  const ada = await station.admit('Ada')
  await enter(page, station, { person: ada, path: '/docs' })
  await page.getByRole('searchbox', { name: 'Search routes' }).fill('get /api/session')
  await expect(routes(page).getByRole('link')).toHaveText(['GET/api/session'])
  await routes(page).getByRole('link').click()
  await expect(page).toHaveURL(/op=session/)
  await page.getByRole('button', { name: 'Send GET' }).click()
  await expect(answer(page)).toContainText('200')
  await expect(answer(page)).toContainText(ada.userId)
  await page.getByLabel('Token; left empty, your own').fill('fd1_nobody_knows')
  await page.getByRole('button', { name: 'Send GET' }).click()
  await expect(answer(page)).toContainText('unauthenticated')

  await page.goto(`${station.url}/docs?op=fire`)
  await expect(page.getByRole('heading', { name: 'POST /api/fire' })).toBeVisible()
  await page.getByRole('button', { name: 'Python' }).click()
  await expect(page.getByRole('region', { name: 'The request in Python' })).toContainText('urllib.request')
  await expect(page.getByRole('region', { name: 'Refusals' })).toContainText('already_fired')
  await expectAccessible(page)
  expect(refused).toEqual([])

  await page.goto(`${station.url}/docs?op=fire_count_update`)
  await expect(page.getByRole('heading', { name: 'fire_count_update' })).toBeVisible()
})
