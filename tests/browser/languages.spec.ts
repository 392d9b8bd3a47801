import { readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { button, enter, expect, test } from './support/desk.ts'

/** Names that a station gives. */
interface Given {
  readonly user: string
  readonly open: string
  readonly fired: string
}

/** Every screen, in two halves that run beside each other. */
const PARTS: readonly { readonly name: string; readonly paths: (given: Given) => readonly string[] }[] = [
  {
    name: 'the screens of the desk and its parts',
    paths: ({ open, fired }) => [
      ...['', 'fusion', 'leaderboards', 'alerts', 'wall', 'nowhere'],
      ...['queue', 'trades', 'chart', 'breakdown', 'board', 'execute', 'missions'].map((p) => `panel/${p}`),
      ...[open, fired].flatMap((id) => [`mission/${id}`, `signals/${id}`]),
    ],
  },
  {
    name: 'the screens of progress and of the station',
    paths: ({ user }) => [
      ...['audit', 'docs', 'settings', 'missions', 'achievements', 'rewards', 'campaigns', 'network'],
      ...['welcome', `u/${user}`, 'report'],
      ...['health', 'logs', 'jobs', 'database'].map((tab) => `ops?tab=${tab}`),
    ],
  },
]
/** Names of sentences, where no datum is called so. */
const KEYS: ReadonlySet<string> = new Set(
  (await namesOfSentences()).filter((name) => name.includes('_') && !name.includes('daily_stop')),
)
/** Letters with marks, so that a text that was not translated is seen, and a third longer, as languages are. */
const MARKED: Readonly<Record<string, string>> = {
  a: '\u00e5',
  e: '\u00e9',
  i: '\u00ee',
  o: '\u00f6',
  u: '\u00fb',
  n: '\u00f1',
  A: '\u00c5',
  E: '\u00c9',
  O: '\u00d6',
}

/** Languages are longer than English by about so much. */
const LONGER = 0.4

/** A sentence of a language that nobody speaks, in brackets; what is put into it stays. */
function pseudo(text: string): string {
  const marked = text
    .split(/(\{\{.*?\}\})/)
    .map((piece) =>
      piece.startsWith('{{') ? piece : piece.replace(/\p{L}/gu, (letter) => MARKED[letter] ?? letter),
    )
  const more = '~'.repeat(Math.max(1, Math.ceil(text.length * LONGER) - 2))
  return `[${marked.join('')}${more.replace(/~{6}/g, '~~~~~ ')}]`
}

/** Lets the page fetch that language in place of German. */
async function speakPseudo(page: Page): Promise<void> {
  await page.route(/\/assets\/\w+\.de-[\w-]+\.js$/, async (route) => {
    // A page that goes on meanwhile takes its answers with it.
    const code = await route
      .fetch()
      .then((answer) => answer.text())
      .catch(() => null)
    if (code === null) return route.abort()
    const module = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    const parts = Object.entries(module as Record<string, Record<string, string>>).map(
      ([name, sentences]) => {
        const said = Object.entries(sentences).map(([key, text]) => [key, pseudo(text)])
        return `export const ${name} = ${JSON.stringify(Object.fromEntries(said))}`
      },
    )
    await route.fulfill({ contentType: 'text/javascript', body: parts.join('\n') })
  })
}

test('[LANG-8] a language is chosen in the settings, spoken at once, kept, and named by the document', async ({
  page,
  station,
}) => {
  await enter(page, station, { person: await station.admit('Ada'), path: '/missions' })
  await page.keyboard.press('Control+,')
  await page.getByRole('radio', { name: 'Deutsch' }).check()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(
    page.getByRole('navigation', { name: 'Seiten' }).getByRole('link', { name: 'Ranglisten' }),
  ).toBeVisible()
  await page.getByRole('navigation', { name: 'Seiten' }).getByRole('link', { name: 'Missionen' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Missionen' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Missionen' })).toBeVisible()
  await page.goto(`${station.url}/u/none`)
  await page.evaluate(() => localStorage.clear())
})

test('[LANG-9] the page speaks what the browser asks for, before anybody signs in', async ({
  browser,
  station,
}) => {
  const context = await browser.newContext({ baseURL: station.url, locale: 'es-MX' })
  const page = await context.newPage()
  await page.goto('/')
  await expect(button(page, 'Entrar')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
})

for (const { name, viewport } of [
  { name: 'at a desk', viewport: { width: 1440, height: 900 } },
  { name: 'on a phone', viewport: { width: 360, height: 740 } },
])
  for (const part of PARTS)
    test(`[LANG-10] longer sentences, read from either side, fit ${part.name} ${name}`, async ({
      browser,
      station,
    }) => {
      const ada = await station.admit('Ada', 'operator')
      const signal = await station.post({ confidence: 87 })
      await station.fire(signal.id, ada)
      const next = await station.post({ confidence: 71 })
      const context = await browser.newContext({ baseURL: station.url, locale: 'de-DE', viewport })
      const page = await context.newPage()
      await speakPseudo(page)
      await page.goto('/')
      await expect(page.getByRole('heading', { level: 2 })).toContainText('[')
      await expectFits(page, 'signed out')
      await page.goto(`/missions#token=${ada.token}`)
      await expect(page.locator('main h2').first()).toContainText('~')
      for (const path of part.paths({ user: ada.userId, open: next.id, fired: signal.id })) {
        await page.goto(`/${path}`)
        await expect(page.locator('main:not(.skeleton) h1, main:not(.skeleton) h2').first()).toBeAttached()
        await expect(page.locator('main .skeleton')).toHaveCount(0)
        await expect(page.locator('body')).toContainText('~')
        // The page of the API shows the codes of refusals, which are called as sentences are.
        await expectFits(page, path, path === 'docs' ? clipped : misfits)
      }
      await context.close()
    })

test('[LANG-10] longer sentences, read from either side, fit the palette, the keys and the pairing', async ({
  browser,
  station,
}) => {
  const ada = await station.admit('Ada', 'operator')
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    const context = await browser.newContext({ baseURL: station.url, locale: 'de-DE', viewport })
    const page = await context.newPage()
    await speakPseudo(page)
    await page.goto('/pair')
    await expect(page.getByRole('heading', { level: 1 })).toContainText('[')
    await expectFits(page, 'pair')
    await page.goto(`/#token=${ada.token}`)
    await expect(page.locator('main:not(.skeleton) h1').first()).toBeAttached()
    for (const key of ['Control+k', '?']) {
      // Keys are heard a moment after the page is drawn.
      await expect(async () => {
        await page.keyboard.press(key)
        await expect(page.getByRole('dialog')).toBeVisible({ timeout: 2_000 })
      }).toPass()
      await expectFits(page, key)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await context.close()
  }
})

test('[LANG-12] a refusal is told in the language of the page, by its code', async ({ desk, station }) => {
  const page = await desk.enter(await station.admit('Ada'), '/', { locale: 'de-DE' })
  await page.route('**/api/leaderboards**', (route) =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          code: 'overloaded',
          message: 'The station has more to do than it can answer; try again in a moment.',
          correlation_id: 'one',
          server_time: 0,
        },
      },
    }),
  )
  await page.goto('/leaderboards')
  await expect(page.getByRole('alert')).toContainText('Die Station hat mehr zu tun')
})

/** Nothing is wrong with the words of a page, read from the left or, as Arabic and Hebrew are, from the right. */
async function expectFits(page: Page, where: string, wrong = misfits): Promise<void> {
  for (const dir of ['rtl', 'ltr']) {
    await page.evaluate((side) => {
      document.documentElement.dir = side
    }, dir)
    expect(await wrong(page), `${where}, ${dir}`).toEqual([])
  }
}

/** What is wrong with the words of a page: cut, said by their key, or wider than the window. */
async function misfits(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(() => document.body.innerText.split(/\s+/))
  // A sentence that was not fetched is said by its key; other names with a line in them are data, as `EURUSD_m1` is.
  const keys = texts.filter((word) => KEYS.has(word))
  return [...keys, ...(await clipped(page))]
}

/** The keys of all catalogues. */
async function namesOfSentences(): Promise<readonly string[]> {
  const folder = new URL('../../renderer/words/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.en.ts') && !name.startsWith('refusals'))
  const parts = await Promise.all(files.map((name) => import(new URL(name, folder).href)))
  return parts.flatMap((part) => Object.values(part).flatMap((sentences) => Object.keys(sentences as object)))
}

/** Words that are cut off without a sign of it, and a page that is wider than its window. */
function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll<HTMLElement>('body *')].filter((element) => {
      const style = getComputedStyle(element)
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip'
      const spoken = style.position === 'absolute' && element.clientWidth <= 1
      return (
        hides && !spoken && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
      )
    })
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page'] : []
    return [...wide, ...cut.map((element) => element.textContent ?? '')]
  })
}
