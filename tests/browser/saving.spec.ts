import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { button, enter, expect, expectAccessible, test } from './support/desk.ts'

type Row = Readonly<Record<string, unknown>>
interface Wanted {
  /** What the table is called. */
  readonly table: string
  readonly as: 'CSV' | 'JSON'
}

/** Saves a table and reads the file. */
async function saved(page: Page, { table, as }: Wanted): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download')
  await page
    .getByRole('group', { name: table })
    .getByRole('button', { name: `Save as ${as}` })
    .click()
  const file = await saving
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
}

const rowsOf = async (page: Page, table: string): Promise<readonly Row[]> =>
  JSON.parse((await saved(page, { table, as: 'JSON' })).text)

test('[PAGE-362] the queue is saved in its order, with its columns, and with the signals that are not in sight', async ({
  page,
  running,
}) => {
  const posted = []
  for (let n = 0; n < 12; n += 1) posted.push(await running.post())
  await enter(page, running, { person: await running.admit('Ada'), path: '/?show=all' })
  await expect(page.locator('tr[data-signal]').nth(11)).toBeAttached()
  await button(page, 'Columns and views').click()
  await page.getByRole('checkbox', { name: 'Fires' }).uncheck()
  await expectAccessible(page)
  const rows = await rowsOf(page, 'Signal queue')
  expect(rows.length).toBeGreaterThanOrEqual(12)
  expect(Object.keys(rows[0] ?? {})).toEqual(['Pair', 'Dir', 'Prob', 'Tier/State', 'Expires, UTC'])
  expect(rows[0]).toMatchObject({ Pair: 'EURUSD', Prob: expect.any(Number) })
  const csv = await saved(page, { table: 'Signal queue', as: 'CSV' })
  expect(csv.name).toBe('signal-queue.csv')
  expect(csv.text).toMatch(/^\uFEFFPair,Dir,Prob,Tier\/State,"Expires, UTC"\r\nEURUSD,/)
})

test('[PAGE-363] the last trades are saved, and the file says so where there are more', async ({
  page,
  running,
}) => {
  const ada = await running.admit('Ada')
  for (let n = 0; n < 22; n += 1) await running.fire((await running.post()).id, ada)
  await enter(page, running, { person: ada })
  const group = page.getByRole('group', { name: 'Your last trades' })
  await expect(group).toContainText('Saves the 20 rows loaded so far; there are more.')
  const rows = await rowsOf(page, 'Your last trades')
  expect(rows).toHaveLength(20)
  expect(rows[0]).toMatchObject({ Pair: 'EURUSD', Dir: 'LONG', Risk: 0.01 })
})

test('[PAGE-364] a board is saved with numbers as numbers', async ({ page, station }) => {
  const ada = await station.admit('Ada')
  await station.fire((await station.post()).id, ada)
  await enter(page, station, { person: ada, path: '/leaderboards?board=total_fires' })
  const table = page.getByRole('table').first()
  const caption = (await table.locator('caption').textContent()) ?? ''
  const rows = await rowsOf(page, caption)
  expect(rows).toContainEqual(expect.objectContaining({ Rank: expect.any(Number), Name: 'Ada' }))
})

test('[PAGE-365] the audit log is saved as far as it is loaded, and says how far that is', async ({
  page,
  station,
}) => {
  const op = await station.admit('Op', 'operator')
  for (let n = 0; n < 105; n += 1) await station.admit('Trader')
  await enter(page, station, { person: op, path: '/audit' })
  const group = page.getByRole('group', { name: 'Audit log, newest first' })
  await expect(group).toContainText(/Saves the \d+ rows loaded so far; there are more\./)
  const loaded = Number((await group.textContent())?.match(/\d+/)?.[0])
  const rows = await rowsOf(page, 'Audit log, newest first')
  expect(rows).toHaveLength(loaded)
  // Only a part of them is drawn.
  expect(await page.locator('tr[aria-rowindex]').count()).toBeLessThan(loaded)
  expect(rows[0]).toMatchObject({ Outcome: 'done' })
})
