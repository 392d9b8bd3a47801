import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, noElectron, test } from '../support/electron-desk.ts'
import { signedIn } from './support/checks.ts'

// What only Electron itself can show. Elsewhere the stand-in plays its part, and this says why it is skipped.
test.skip(noElectron !== null, noElectron ?? '')

test('[SHELL-70] the window opens in Electron, its page is signed in and finds nothing of Node', async ({
  launchElectron,
}) => {
  const desk = await launchElectron()
  const page = await signedIn(desk)
  expect(
    await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window)),
  ).toEqual([])
  expect(await desk.evaluate(() => process.versions.electron)).toBe('45.4.1')
  expect(existsSync(join(desk.data, 'desk.db'))).toBe(true)
})

test('[SHELL-70] in Electron closing hides the window, and SIGTERM stops the station and ends with 0', async ({
  launchElectron,
}) => {
  const desk = await launchElectron()
  await signedIn(desk)
  await desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  const hidden = () =>
    desk.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
  await expect.poll(hidden).toEqual([false])
  desk.kill('SIGTERM')
  expect(await desk.exited).toBe(0)
  expect(existsSync(join(desk.data, 'station.json'))).toBe(false)
})
