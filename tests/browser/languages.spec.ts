import type { Page } from '@playwright/test'
import { button, enter, expect, test } from './support/desk.ts'

const OPERATOR_SCREENS = [
  ...['health', 'logs', 'jobs', 'database'].map((tab) => `ops?tab=${tab}`),
  ...['look', 'operator', 'feed', 'risk', 'alerts', 'finish'].map((step) => `welcome?step=${step}`),
]
const SCREENS = ['missions', 'achievements', 'rewards', 'campaigns'] as const
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

/** A sentence of a language that nobody speaks; what is put into it stays. */
function pseudo(text: string): string {
  const marked = text
    .split(/(\{\{.*?\}\})/)
    .map((piece) =>
      piece.startsWith('{{') ? piece : piece.replace(/\p{L}/gu, (letter) => MARKED[letter] ?? letter),
    )
  return `[${marked.join('')}${' ~~~~~'.repeat(Math.ceil(text.length / 18))}]`
}

/** Lets the page fetch that language in place of German. */
async function speakPseudo(page: Page): Promise<void> {
  await page.route(/\/assets\/\w+\.de-[\w-]+\.js$/, async (route) => {
    const code = await (await route.fetch()).text()
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

test('[LANG-10] sentences a third longer fit the converted screens, at a desk and on a phone', async ({
  browser,
  station,
}) => {
  const ada = await station.admit('Ada')
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    const context = await browser.newContext({ baseURL: station.url, locale: 'de-DE', viewport })
    const page = await context.newPage()
    await speakPseudo(page)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 2 })).toContainText('[')
    expect(await clipped(page)).toEqual([])
    await page.goto(`/missions#token=${ada.token}`)
    for (const path of [...SCREENS, `u/${ada.userId}`]) {
      await page.goto(`/${path}`)
      await expect(page.locator('main:not(.skeleton) h1')).toBeVisible()
      await expect(page.locator('main .skeleton')).toHaveCount(0)
      await expect(page.locator('main h2').first()).toContainText('~')
      expect(await clipped(page)).toEqual([])
    }
    for (const path of OPERATOR_SCREENS) {
      await page.goto(`/${path}#token=${station.operatorToken}`)
      await expect(page.locator('main:not(.skeleton) h1')).toBeVisible()
      await expect(page.locator('main .skeleton')).toHaveCount(0)
      await expect(page.locator('main h2').first()).toContainText('~')
      expect([path, await clipped(page)]).toEqual([path, []])
    }
    await context.close()
  }
})

/** Words that are cut off without a sign of it, and a page that is wider than its window. */
function clipped(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const cut = [...document.querySelectorAll<HTMLElement>('main *')].filter((element) => {
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
