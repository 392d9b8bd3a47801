import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { test as base, type Desktop, expect, type LaunchPlan } from '../support/electron-desk.ts'
import { openUpdateServer, type UpdateServer } from '../support/update-server.ts'
import { seen, signedIn } from './support/checks.ts'

const OLD = '#!/bin/sh\nexit 1\n'
/** Puts down that it was started, how, and whether a station was running then. */
const NEW = `#!/bin/sh
echo "$APPIMAGE_EXIT_AFTER_INSTALL $(ls "$DATA_OF_TEST")" > "$0.ran"
`
const NOTES = '### Added\n- Charts that *glow*.\n'

const test = base.extend<{ readonly server: UpdateServer; readonly image: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of the fixtures it needs here
  server: async ({}, use) => {
    const server = await openUpdateServer()
    await use(server)
    await server.close()
  },
  /** The AppImage that runs. */
  image: async ({ folder }, use) => {
    const path = join(folder, 'Fusion Desk.AppImage')
    writeFileSync(path, OLD, { mode: 0o755 })
    await use(path)
  },
})
test.skip(process.platform !== 'linux', 'an AppImage is one of Linux')

/** An installed program that looks for newer ones. */
const installed = (folder: string, image: string, url: string): LaunchPlan => ({
  environment: {
    FUSION_DOUBLE_PACKED: '1',
    APPIMAGE: image,
    XDG_CACHE_HOME: join(folder, 'cache'),
    DATA_OF_TEST: join(folder, 'data'),
    FUSION_UPDATE_URL: url,
  },
})
const banner = (page: Page) => page.getByText('is put in place when you quit')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const dialogs = async (desk: Desktop) => [
  ...(await seen(desk, 'dialog.showMessageBox')),
  ...(await seen(desk, 'dialog.showErrorBox')),
  ...(await seen(desk, 'Notification.show')),
]
async function openUpdates(page: Page): Promise<void> {
  await page.goto(new URL('/settings?section=updates', page.url()).href)
  await expect(page.getByRole('heading', { name: 'Updates' })).toBeVisible()
}
async function quit(desk: Desktop): Promise<void> {
  await desk.evaluate(({ app }) => app.quit())
  expect(await desk.exited).toBe(0)
}

test('[UPD-5] a newer program is loaded while the desk works, told in a line, and put in place by the end', async ({
  launch,
  folder,
  image,
  server,
}) => {
  server.serve({ version: '9.9.9', file: NEW, notes: NOTES })
  const desk = await launch(installed(folder, image, server.url))
  const page = await signedIn(desk)
  await expect(banner(page)).toHaveText('Version 9.9.9 is ready. It is put in place when you quit.')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await dialogs(desk)).toEqual([])
  await button(page, 'What is new').click()
  const notes = page.getByRole('region', { name: 'In version 9.9.9, which is put in place when you quit' })
  await expect(notes.getByRole('listitem')).toHaveText(['Charts that glow.'])
  await page.keyboard.press('Escape')
  await button(page, 'Later').click()
  await expect(banner(page)).toHaveCount(0)
  await page.reload()
  await openUpdates(page)
  await expect(page.getByText('0.1.0 runs in this window.')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Version 9.9.9 is ready' })).toHaveCount(1)
  await expect(page.getByText(/^Last looked at 20\d\d-/)).toBeVisible()
  // Nothing that could tell one desk from another goes along.
  expect(new Set(server.asked.map(({ staging }) => staging))).toEqual(new Set(['none']))
  expect(readFileSync(image, 'utf8')).toBe(OLD)
  await quit(desk)
  expect(readFileSync(image, 'utf8')).toBe(NEW)
  const ran = readFileSync(`${image}.ran`, 'utf8')
  expect(ran).toMatch(/^true /)
  // The station had stopped: it takes its file along.
  expect(ran).not.toContain('station.json')
})

/** The newer program is on disk and checked. */
const loaded = (folder: string) =>
  expect.poll(() => existsSync(join(folder, 'cache/fusion-desk-updater/pending/update-info.json'))).toBe(true)

test('[UPD-10] a program that is too old for its data puts the newer one in place when it is quit', async ({
  launch,
  folder,
  image,
  server,
}) => {
  const data = new Database(join(folder, 'data', 'desk.db'))
  // A version that no program has yet.
  data.pragma('user_version = 9999')
  data.close()
  server.serve({ version: '9.9.9', file: NEW })
  const desk = await launch(installed(folder, image, server.url))
  const page = await desk.firstWindow()
  await expect(page.getByRole('alert')).toContainText('the database has schema 9999')
  await loaded(folder)
  expect(readFileSync(image, 'utf8')).toBe(OLD)
  await page.getByRole('button', { name: 'Quit', exact: true }).click()
  expect(await desk.exited).toBe(2)
  expect(readFileSync(image, 'utf8')).toBe(NEW)
})

test('[UPD-11] a signal puts nothing in place; a quit after it does, without loading it again', async ({
  launch,
  folder,
  image,
  server,
}) => {
  server.serve({ version: '9.9.9', file: NEW })
  const signalled = await launch(installed(folder, image, server.url))
  await expect(banner(await signedIn(signalled))).toBeVisible()
  signalled.kill('SIGTERM')
  expect(await signalled.exited).toBe(0)
  expect(readFileSync(image, 'utf8')).toBe(OLD)
  const desk = await launch(installed(folder, image, server.url))
  await expect(banner(await signedIn(desk))).toBeVisible()
  await quit(desk)
  expect(readFileSync(image, 'utf8')).toBe(NEW)
  expect(server.asked.filter(({ path }) => path === '/desk/Fusion-Desk-9.9.9.AppImage')).toHaveLength(1)
})

test('[UPD-11] a signal that comes while a quit stops the station puts nothing in place either', async ({
  launch,
  folder,
  image,
  server,
}) => {
  server.serve({ version: '9.9.9', file: NEW })
  const desk = await launch(installed(folder, image, server.url))
  await expect(banner(await signedIn(desk))).toBeVisible()
  await desk.evaluate(({ app }) => {
    app.quit()
    process.emit('SIGTERM', 'SIGTERM')
  })
  expect(await desk.exited).toBe(0)
  expect(readFileSync(image, 'utf8')).toBe(OLD)
})

test('[UPD-12] an AppImage that cannot be written says so, and asks nobody', async ({
  launch,
  folder,
  server,
}) => {
  // Nobody can write a file that is not there, whoever runs the test.
  const desk = await launch(installed(folder, join(folder, 'Gone.AppImage'), server.url))
  const page = await signedIn(desk)
  await openUpdates(page)
  await expect(page.getByText('Off: you may not write the file of this program')).toBeVisible()
  await expect(button(page, 'Look now')).toHaveAttribute('aria-disabled', 'true')
  expect(server.asked).toEqual([])
})

test('[UPD-14] a folder for downloads that cannot be written is a line about this machine', async ({
  launch,
  folder,
  image,
  server,
}) => {
  server.serve({ version: '9.9.9', file: NEW })
  const plan = installed(folder, image, server.url)
  // The kernel's own folder, in which root too makes none.
  const environment = { ...plan.environment, XDG_CACHE_HOME: '/sys' }
  const desk = await launch({ ...plan, environment })
  const page = await signedIn(desk)
  await openUpdates(page)
  await expect(page.getByText('The last look failed on this machine: its disk is full')).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
})

test('[UPD-6] a file that is another one than the release names is thrown away, and nothing is changed', async ({
  launch,
  folder,
  image,
  server,
}) => {
  server.serve({ version: '9.9.9', file: NEW, sha512: Buffer.alloc(64, 1).toString('base64') })
  const desk = await launch(installed(folder, image, server.url))
  const page = await signedIn(desk)
  await openUpdates(page)
  await expect(page.getByText('It was thrown away, and nothing was changed.')).toBeVisible()
  expect(server.asked.map(({ path }) => path)).toContain('/desk/Fusion-Desk-9.9.9.AppImage')
  await expect(banner(page)).toHaveCount(0)
  expect(await dialogs(desk)).toEqual([])
  await quit(desk)
  expect(readFileSync(image, 'utf8')).toBe(OLD)
})

test('[UPD-7] a look that fails is a quiet line, and the next one can be asked for', async ({
  launch,
  folder,
  image,
  server,
}) => {
  const desk = await launch(installed(folder, image, server.url))
  const page = await signedIn(desk)
  await openUpdates(page)
  await expect(page.getByText('The last look found no release for this system there.')).toBeVisible()
  server.serve('version: [')
  await expect(async () => {
    await button(page, 'Look now').click()
    await expect(page.getByText('found something there that is no release')).toBeVisible({ timeout: 500 })
  }).toPass()
  server.serve({ version: '0.1.0', file: NEW })
  await expect(async () => {
    await button(page, 'Look now').click()
    await expect(page.getByText('Nothing newer is known.')).toBeVisible({ timeout: 500 })
  }).toPass()
  await server.close()
  await expect(async () => {
    await button(page, 'Look now').click()
    await expect(page.getByText('did not answer as it should')).toBeVisible({ timeout: 500 })
  }).toPass()
  expect(await dialogs(desk)).toEqual([])
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('[UPD-2] a program that runs from its sources says that it does not update itself', async ({
  launch,
  server,
}) => {
  const desk = await launch({ environment: { FUSION_UPDATE_URL: server.url } })
  const page = await signedIn(desk)
  await openUpdates(page)
  await expect(page.getByText('Off: this window runs from the sources')).toBeVisible()
  await expect(button(page, 'Look now')).toHaveAttribute('aria-disabled', 'true')
  expect(server.asked).toEqual([])
})

test('[UPD-8] what was put in place can be started once to end at once, and touches no desk', async ({
  launch,
  folder,
}) => {
  const desk = await launch({ environment: { APPIMAGE_EXIT_AFTER_INSTALL: 'true' } })
  expect(await desk.exited).toBe(0)
  expect(existsSync(join(folder, 'app-data'))).toBe(false)
})
