import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WebSocket } from '@playwright/test'
import { profileFolder } from '../../electron/shell/profile.ts'
import { type Desktop, expect, test } from '../support/electron-desk.ts'
import { seen, signedIn, visibility } from './support/checks.ts'

interface MenuItem {
  readonly label?: string
  readonly role?: string
  readonly accelerator?: string
  readonly click?: () => void
  readonly submenu?: { readonly items: readonly MenuItem[] }
}

/** The words of the tray and of its menu. */
function tray(desk: Desktop): Promise<{ readonly words: string; readonly items: readonly string[] }> {
  return desk.evaluate(({ Tray }) => {
    const [only] = Tray.all
    const items = (only?.menu?.items ?? []) as readonly MenuItem[]
    return { words: only?.words ?? '', items: items.map(({ label }) => label ?? '-') }
  })
}

function pressInTray(desk: Desktop, label: string): Promise<void> {
  return desk.evaluate(({ Tray }, wanted) => {
    const items = (Tray.all[0]?.menu?.items ?? []) as readonly MenuItem[]
    items.find((item) => item.label === wanted)?.click?.()
  }, label)
}

function pressInMenu(desk: Desktop, label: string): Promise<void> {
  return desk.evaluate(({ Menu }, wanted) => {
    const items = (Menu.getApplicationMenu()?.items ?? []) as readonly MenuItem[]
    const all = items.flatMap(({ submenu }) => submenu?.items ?? [])
    all.find((item) => item.label === wanted)?.click?.()
  }, label)
}

const closeMain = (desk: Desktop) =>
  desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

test('[SHELL-50] the tray says how the station is, and pauses and resumes its market for everybody', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  expect(await tray(desk)).toEqual({
    words: 'Fusion Desk: Live',
    items: ['Live', '-', 'Open Fusion Desk', 'Pause feed', '-', 'Quit'],
  })
  await pressInTray(desk, 'Pause feed')
  await expect(page.getByRole('button', { name: 'Resume feed' })).toBeVisible()
  await expect.poll(async () => (await tray(desk)).words).toBe('Fusion Desk: Live; the market is paused')
  await pressInTray(desk, 'Resume feed')
  await expect(page.getByRole('button', { name: 'Pause feed' })).toBeVisible()
  await expect.poll(async () => (await tray(desk)).words).toBe('Fusion Desk: Live')
})

test('[SHELL-50] without a station the tray shows a cross, and has nothing to pause', async ({ launch }) => {
  const desk = await launch({ words: ['--speed', 'fast'] })
  await desk.firstWindow()
  expect(await tray(desk)).toEqual({
    words: 'Fusion Desk: The station is not running',
    items: ['The station is not running', '-', 'Open Fusion Desk', '-', 'Quit'],
  })
})

test('[SHELL-51] closing to the tray is explained once in the life of a desk', async ({ launch }) => {
  const desk = await launch()
  await signedIn(desk)
  await closeMain(desk)
  await pressInTray(desk, 'Open Fusion Desk')
  expect(await visibility(desk)).toEqual([true])
  await closeMain(desk)
  expect(await seen(desk, 'Notification.show')).toHaveLength(1)
  desk.kill('SIGTERM')
  await desk.exited
  const later = await launch()
  await signedIn(later)
  await closeMain(later)
  expect(await visibility(later)).toEqual([false])
  expect(await seen(later, 'Notification.show')).toHaveLength(0)
})

test('[SHELL-52] the window opens where it was, and in the middle when that screen is gone', async ({
  launch,
  folder,
}) => {
  const profile = profileFolder(join(folder, 'app-data'), join(folder, 'data'))
  mkdirSync(profile, { recursive: true })
  const bounds = { x: 2_000, y: 100, width: 900, height: 700 }
  writeFileSync(join(profile, 'window.json'), JSON.stringify({ bounds, maximized: false, toldOfTray: true }))
  const two = [
    { x: 0, y: 0, width: 1_920, height: 1_040 },
    { x: 1_920, y: 0, width: 1_280, height: 1_000 },
  ]
  const options = (desk: Desktop) =>
    desk.evaluate(({ BrowserWindow }) => {
      const { x, y, width, height } = BrowserWindow.getAllWindows()[0]?.options ?? {}
      return { x, y, width, height }
    })
  const before = await launch({ environment: { FUSION_DOUBLE_SCREENS: JSON.stringify(two) } })
  await before.firstWindow()
  expect(await options(before)).toEqual(bounds)
  before.kill('SIGTERM')
  await before.exited
  expect(JSON.parse(readFileSync(join(profile, 'window.json'), 'utf8'))).toEqual({
    bounds,
    maximized: false,
    toldOfTray: true,
  })
  const after = await launch({ environment: { FUSION_DOUBLE_SCREENS: JSON.stringify(two.slice(0, 1)) } })
  await after.firstWindow()
  expect(await options(after)).toEqual({ x: undefined, y: undefined, width: 1_440, height: 900 })
})

test('[SHELL-53] a window is hidden until its page can be seen', async ({ launch }) => {
  const desk = await launch()
  await desk.firstWindow()
  const shown = await desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.options.show)
  expect(shown).toBe(false)
  await expect.poll(() => visibility(desk)).toEqual([true])
})

test('[SHELL-54] a machine that wakes up asks the station at once whether the connection still stands', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  const sockets: WebSocket[] = []
  page.on('websocket', (socket) => sockets.push(socket))
  await page.reload()
  await signedIn(desk)
  const asked = sockets
    .at(-1)
    ?.waitForEvent('framesent', ({ payload }) => String(payload).includes('"resume"'))
  await desk.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  expect(await asked).toBeDefined()
})

test('[SHELL-55] a page that crashed can be loaded again, and the station knows nothing of it', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  const reloaded = page.waitForEvent('load')
  await desk.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.emit(
      'render-process-gone',
      {},
      { reason: 'crashed', exitCode: 5 },
    ),
  )
  await reloaded
  await signedIn(desk)
  expect(await seen(desk, 'dialog.showMessageBox')).toEqual([
    expect.objectContaining({ message: 'The page has stopped working.', buttons: ['Reload', 'Quit'] }),
  ])
})

test('[SHELL-56] the menu opens another window, the logs and the market; its keys are shown', async ({
  launch,
}) => {
  const desk = await launch()
  await signedIn(desk)
  await pressInMenu(desk, 'New window')
  await expect.poll(() => desk.windows().length).toBe(2)
  await pressInMenu(desk, 'Open logs')
  expect(await seen(desk, 'shell.openPath')).toHaveLength(1)
  await pressInMenu(desk, 'About Fusion Desk')
  expect(await seen(desk, 'app.showAboutPanel')).toHaveLength(1)
  const keys = await desk.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []) as readonly MenuItem[]
    const all = items.flatMap(({ submenu }) => submenu?.items ?? [])
    return all.map(({ accelerator, role }) => accelerator ?? role).filter((each) => each !== undefined)
  })
  expect(keys).toContain('CmdOrCtrl+N')
  expect(keys).toContain('togglefullscreen')
  expect(keys).not.toContain('toggleDevTools')
})

test('[SHELL-57] who asks to quit and is told of others may quit all the same', async ({ launch }) => {
  const desk = await launch()
  const page = await signedIn(desk)
  await desk.evaluate(({ dialog }) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false })
  })
  const other = await page.context().browser()?.newContext()
  const visitor = await other?.newPage()
  const token = readFileSync(join(desk.data, 'operator.token'), 'utf8')
  await visitor?.goto(`${page.url()}#token=${token}`)
  await visitor?.getByRole('status', { name: 'LIVE', exact: true }).waitFor()
  await pressInTray(desk, 'Quit')
  expect(await desk.exited).toBe(0)
  await other?.close()
})

test('[SHELL-72] a link opens its view: from the start, in the window that is there, and from a notification', async ({
  launch,
}) => {
  const desk = await launch({ words: ['--', 'fusiondesk://mission/demo-of-nobody'] })
  const page = await desk.firstWindow()
  await expect.poll(() => new URL(page.url()).pathname).toBe('/mission/demo-of-nobody')
  // What is held in the page shows whether it was loaded anew.
  await page.evaluate(() => Object.assign(window, { kept: true }))
  await page.getByRole('status', { name: 'LIVE', exact: true }).waitFor()
  const second = await launch({ words: ['fusiondesk://signal/demo-of-nobody'] })
  expect(await second.exited).toBe(3)
  await expect.poll(() => new URL(page.url()).pathname).toBe('/signals/demo-of-nobody')
  const shown = await page.evaluate(() =>
    window.fusionDesk?.alert({ title: 'A signal', body: 'of somebody', place: '/mission/demo-of-nobody' }),
  )
  expect(shown).toBe(true)
  await desk.evaluate(({ Notification }) => Notification.all.at(-1)?.emit('click'))
  await expect.poll(() => new URL(page.url()).pathname).toBe('/mission/demo-of-nobody')
  expect(await page.evaluate(() => 'kept' in window)).toBe(true)
})

test('[SHELL-71] a page cannot show what is no alert, nor without end, and its count stands in the tray', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  const ask = (alert: object) =>
    page.evaluate(
      (given) => window.fusionDesk?.alert(given as never).catch((error: Error) => error.message),
      alert,
    )
  const fine = { title: 'One', body: '', place: '/' }
  for (const wrong of [
    { ...fine, title: '' },
    { ...fine, title: 'x'.repeat(81) },
    { ...fine, place: 'https://example.com/' },
    { ...fine, place: '//example.com' },
    { ...fine, place: '/../x' },
    { ...fine, icon: '/etc/passwd' },
  ])
    expect(typeof (await ask(wrong))).toBe('string')
  const shown = []
  for (let count = 0; count < 8; count += 1) shown.push(await ask(fine))
  expect(shown).toEqual([true, true, true, true, true, true, false, false])
  expect(await seen(desk, 'Notification.show')).toHaveLength(6)
  await page.evaluate(() => window.fusionDesk?.showCount(3))
  expect((await tray(desk)).words).toBe('Fusion Desk: Live (3 unread)')
  // The page tells its own count when it opens.
  expect((await seen(desk, 'app.setBadgeCount')).at(-1)).toBe(3)
})

test('[SHELL-74] a task mutes the desk or opens the briefing, at the start and in the window that is there', async ({
  launch,
}) => {
  const desk = await launch({ words: ['--task=mute'] })
  const page = await signedIn(desk)
  const muted = () =>
    page.evaluate(() => Object.values({ ...localStorage }).some((kept) => /"mutedUntil":[1-9]/.test(kept)))
  await expect.poll(muted).toBe(true)
  expect(await page.evaluate(() => window.fusionDesk?.takeTask())).toBeNull()
  const token = readFileSync(join(desk.data, 'operator.token'), 'utf8')
  const levels = { entry_price: 1.1, stop_loss: 1.099, take_profit: 1.102 }
  const signal = { symbol: 'EURUSD', direction: 'BUY', ...levels, source: 'desk' }
  const posted = await page.request.post(new URL('/api/signals', page.url()).href, {
    headers: { authorization: `Bearer ${token}` },
    data: signal,
  })
  expect(posted.status()).toBe(201)
  const second = await launch({ words: ['--task=briefing'] })
  expect(await second.exited).toBe(3)
  await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/mission\/./)
})
