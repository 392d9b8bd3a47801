import { type AddressInfo, createServer } from 'node:net'
import type { Page } from '@playwright/test'
import { type Desktop, expect, test } from '../support/electron-desk.ts'
import { signedIn } from './support/checks.ts'

interface MenuItem {
  readonly label?: string
}

function shown(desk: Desktop) {
  return desk.evaluate(({ Tray, Menu }) => {
    const [tray] = Tray.all
    const label = ({ label = '-' }: MenuItem) => label
    return {
      words: tray?.words,
      tray: ((tray?.menu?.items ?? []) as readonly MenuItem[]).map(label),
      menu: ((Menu.getApplicationMenu()?.items ?? []) as readonly MenuItem[]).map(label),
    }
  })
}
const GERMAN = {
  words: 'Fusion Desk: Live',
  tray: ['Live', '-', 'Fusion Desk öffnen', 'Feed anhalten', '-', 'Beenden'],
  menu: ['&Datei', '&Bearbeiten', '&Ansicht', 'F&eed', '&Fenster', '&Hilfe'],
}

async function choose(page: Page, language: string): Promise<void> {
  await page.goto(new URL('/settings?section=appearance', page.url()).href)
  await page.getByRole('radio', { name: language, exact: true }).check()
}

test('[SHELL-75] tray and menu follow the language of the page, and speak it at the next start before any page does', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  expect((await shown(desk)).tray).toEqual(['Live', '-', 'Open Fusion Desk', 'Pause feed', '-', 'Quit'])
  await choose(page, 'Deutsch')
  await expect.poll(() => shown(desk)).toEqual(GERMAN)
  desk.kill('SIGTERM')
  await desk.exited
  // A station that cannot start has no page that could say so.
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as AddressInfo
  const later = await launch({ words: ['--port', String(port)] })
  await expect((await later.firstWindow()).getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(async () => (await shown(later)).words).toBe('Fusion Desk: Die Station läuft nicht')
  expect((await shown(later)).tray.at(-1)).toBe('Beenden')
  other.close()
})

test('[NEWS-4] the help menu opens what is new in the page', async ({ launch }) => {
  const desk = await launch()
  const page = await signedIn(desk)
  await desk.evaluate(({ Menu }) => {
    interface Entry {
      readonly label?: string
      readonly click?: () => void
      readonly submenu?: { readonly items: readonly Entry[] }
    }
    const menus = (Menu.getApplicationMenu()?.items ?? []) as readonly Entry[]
    const items = menus.flatMap(({ submenu }) => submenu?.items ?? [])
    items.find(({ label }) => label === 'What is new')?.click?.()
  })
  await expect(page.getByRole('dialog', { name: 'What is new' })).toBeVisible()
})
