import { badge, enter, expect, expectAccessible, part, test } from './support/desk.ts'
import { RunningStation, STANDING } from './support/running-station.ts'

const FIRST = Date.UTC(2025, 7, 21)
/** 39 of 100 won at 1.5 to 1, claimed 70 to 84 %: 77 % on the mean. */
const LINES = Array.from(
  { length: 100 },
  (_, index) =>
    `${FIRST + index * 60_000},L_${index},EURUSD,SWEEP,LONDON,BUY,${70 + (index % 15)},1.5,${index % 100 < 39 ? 1 : 0}`,
)

async function importLog(station: RunningStation, name: string, lines = LINES): Promise<void> {
  for (let from = 0; from < lines.length; from += 50)
    await station.call('importLog', {
      params: { name },
      body: { file: 'log.csv', first_line: from + 2, lines: lines.slice(from, from + 50) },
    })
}

test('[FVIEW-15] a provider’s log shows what was claimed beside what was earned, and that one source calls for nothing', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    await importLog(station, 'Loud Desk')
    await enter(page, station, { person: await station.admit('Ada'), path: '/fusion' })
    const books = part(page, 'Claimed and earned')
    const line = books.getByRole('row', { name: /Loud Desk, reward 1\.5 to risk 1/ })
    await expect(line).toContainText(/claimed 77\s%, earned 39\s%/)
    await expect(line.getByRole('cell').first()).toHaveText('100')
    await line.getByRole('link').click()
    await expect(page).toHaveURL(/book=provider/)
    await expect(books).toContainText('Loud Desk is one source')
    await expect(part(page, 'Reliability')).toContainText('100 outcomes')
    await expectAccessible(page)
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await expectAccessible(page)
    }
  } finally {
    await station.stop()
  }
})

test('[FVIEW-16] a book far down the list is fetched when it is asked for, and more on demand', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    for (let one = 10; one < 62; one += 1) await importLog(station, `p${one}`, LINES.slice(0, 1))
    const person = await station.admit('Ada')
    await enter(page, station, { person, path: '/fusion' })
    const books = part(page, 'Claimed and earned')
    await expect(books.locator('tbody tr')).toHaveCount(50)
    await books.getByRole('button', { name: 'More books' }).click()
    await expect(books.locator('tbody tr')).toHaveCount(52)
    await expect(books.getByRole('button', { name: 'More books' })).toHaveCount(0)
    await page.goto(`${station.url}/fusion?book=${encodeURIComponent('provider:p61:1.5')}`)
    await expect(part(page, 'Reliability')).toContainText('1 outcome in 1 band')
  } finally {
    await station.stop()
  }
})

test('[SIMILAR-8] a signal’s page says what each source said and for how long, and how similar ones came out', async ({
  page,
}) => {
  const station = await RunningStation.start({ speed: 'max', bars: 4_000, walk: 7 })
  try {
    await expect.poll(async () => (await station.call('feed', {})).ended).toBe(true)
    const { signals } = await station.call('signals', { query: { limit: 1 } })
    const id = signals[0]!.id
    const { evidence } = await station.call('mission', { params: { id } })
    const told = await station.call('similarSignals', { params: { id } })
    await enter(page, station, { person: await station.admit('Ada'), path: `/signals/${id}` })
    const rows = part(page, 'Evidence').locator('tbody tr')
    await expect(rows).toHaveCount(evidence!.votes.length)
    await expect(rows.first()).toContainText(/bar/)
    const similar = part(page, 'Similar past signals')
    await expect(similar).toContainText(`n ${told.n}`)
    await expect(similar).toContainText('Similar are ended signals of the same book')
    await expectAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await expect(similar).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await expectAccessible(page)
  } finally {
    await station.stop()
  }
})

test('[SIMILAR-8] where there is nothing to compare with a sentence stands, and old figures say as of when', async ({
  page,
}) => {
  const station = await RunningStation.start(STANDING)
  try {
    const signal = await station.post({ symbol: 'NZDUSD', confidence: 77 })
    await enter(page, station, { person: await station.admit('Ada'), path: `/signals/${signal.id}` })
    await expect(part(page, 'Similar past signals')).toContainText('No signal of this book has ended yet')
    await expect(part(page, 'Evidence')).toContainText(/Harbour Desk claimed 77\s% when it posted this/)
    // [AGE-3] nobody plays this symbol, so no price will ever make a trade of a fire.
    await expect(page.getByText('This market does not play NZDUSD')).toBeVisible()
    const heads = page.locator('section > header')
    const before = await heads.evaluateAll((all) => all.map((head) => head.getBoundingClientRect().height))
    await station.kill()
    await expect(badge(page, 'LIVE')).toHaveCount(0)
    await expect(part(page, 'Evidence').getByText(/^as of /)).toBeVisible()
    const after = await heads.evaluateAll((all) => all.map((head) => head.getBoundingClientRect().height))
    expect(after).toEqual(before)
  } finally {
    await station.stop()
  }
})
