import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../browser/support/desk.ts'
import { type Desktop, expect, test } from '../support/electron-desk.ts'
import { startStationProgram } from '../support/program.ts'
import { seen, signedIn } from './support/checks.ts'

const BARS = 'time,open,high,low,close,volume\n1767571200000,1.0850,1.0853,1.0847,1.0850,10\n'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** Somebody else on a port. */
async function occupy(): Promise<{ readonly port: number; free(): Promise<void> }> {
  const server: Server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { readonly port: number }
  return { port, free: () => new Promise((done) => server.close(() => done())) }
}

/** The program ends with this code, having said this in one line and nothing on standard output. */
async function endsWith(desk: Desktop, page: Page, code: number, line: RegExp): Promise<void> {
  await press(page, 'Quit')
  expect(await desk.exited).toBe(code)
  const { stdout, stderr } = desk.said()
  expect(stdout).toBe('')
  expect(stderr.trimEnd()).toMatch(line)
}

test('[SHELL-40] a port that is taken is said; once it is free, trying again starts the station', async ({
  launch,
}) => {
  const other = await occupy()
  const desk = await launch({ words: ['--port', String(other.port)] })
  const page = await desk.firstWindow()
  await expect(heading(page, 'The port is taken')).toBeFocused()
  await expect(page.getByText(`Port ${other.port} is in use`)).toBeVisible()
  await press(page, 'Try again')
  await expect(page.getByText('It failed again.')).toBeVisible()
  await other.free()
  await press(page, 'Try again')
  await signedIn(desk)
  expect(page.url()).toBe(`http://127.0.0.1:${other.port}/`)
  expect(desk.said().stdout).toBe(`ready http://127.0.0.1:${other.port} source=sim data=${desk.data}\n`)
})

test('[SHELL-41] a port that is taken ends the program with 4 and one line', async ({ launch }) => {
  const other = await occupy()
  const desk = await launch({ words: ['--port', String(other.port)] })
  const page = await desk.firstWindow()
  await expect(heading(page, 'The port is taken')).toBeVisible()
  await endsWith(desk, page, 4, new RegExp(`^Port ${other.port} is in use[^\n]*$`))
  await other.free()
})

test('[SHELL-42] a data folder in use is said with the pid of its owner, and ends with 3', async ({
  launch,
  folder,
}) => {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const owner = await startStationProgram(data)
  const desk = await launch()
  const page = await desk.firstWindow()
  await expect(heading(page, 'The data folder is in use')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText(`pid ${owner.child.pid}`)
  await endsWith(desk, page, 3, new RegExp(`^[^\n]*pid ${owner.child.pid}[^\n]*$`))
  await owner.stop()
})

test('[SHELL-43] a flag that is refused is said in its own words, and ends with 2', async ({ launch }) => {
  const desk = await launch({ words: ['--speed', 'fast'] })
  const page = await desk.firstWindow()
  await expect(heading(page, 'A setting was refused')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('--speed: "fast" is not allowed')
  await endsWith(desk, page, 2, /^--speed: "fast" is not allowed[^\n]*$/)
})

test('[SHELL-44] a file that is refused is said with its line; corrected, trying again starts the station', async ({
  launch,
  folder,
}) => {
  const file = join(folder, 'EURUSD_m1.csv')
  writeFileSync(file, 'name,age\nAda,36\n')
  const desk = await launch({ words: ['--replay', file] })
  const page = await desk.firstWindow()
  await expect(heading(page, 'The market cannot be played')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText(`${file}:1: `)
  await expect(page.getByText(desk.data, { exact: true })).toBeVisible()
  writeFileSync(file, BARS)
  await press(page, 'Try again')
  await signedIn(desk)
})

test('[SHELL-48] a desk whose market cannot be played opens without one, and says that none is running', async ({
  launch,
  folder,
}) => {
  const file = join(folder, 'EURUSD_m1.csv')
  writeFileSync(file, 'name,age\nAda,36\n')
  const desk = await launch({ words: ['--replay', file] })
  const page = await desk.firstWindow()
  await press(page, 'Start without a market')
  await signedIn(desk)
  await expect(page.getByRole('status', { name: 'NO MARKET', exact: true })).toBeVisible()
  await expect(page.getByText('No market is running: the station was started')).toBeVisible()
  expect(desk.said().stdout).toContain(' source=off ')
})

test('[SHELL-45] a station that breaks is stopped, said with the last lines of its log, and starts again', async ({
  launch,
}) => {
  const desk = await launch()
  const page = await signedIn(desk)
  await desk.evaluate(() => {
    setImmediate(() => {
      throw new Error('the pen is dry')
    })
  })
  await expect(heading(page, 'The station stopped working')).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('the pen is dry')
  await expect(page.getByLabel('Last lines of the log')).toHaveValue(/fatal station_broken the pen is dry/)
  await press(page, 'Open logs')
  await expect.poll(() => seen(desk, 'shell.openPath')).toEqual([expect.stringMatching(/\/logs$/)])
  await press(page, 'Copy diagnostics')
  await expect(page.getByText('Diagnostics copied.')).toBeVisible()
  const [copied] = await seen(desk, 'clipboard.writeText')
  expect(copied).toMatch(/^Fusion Desk \d+\.\d+\.\d+\n[\s\S]*Station: broken: [\s\S]*the pen is dry/)
  await press(page, 'Try again')
  await signedIn(desk)
  expect(desk.said().stdout.match(/^ready /gm)).toHaveLength(1)
})

for (const colorScheme of ['dark', 'light'] as const)
  test(`[SHELL-46] the boot page can be read and used by everybody: ${colorScheme}`, async ({ launch }) => {
    const desk = await launch({ words: ['--speed', 'fast'] })
    const page = await desk.firstWindow()
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 640 })
    await expect(heading(page, 'A setting was refused')).toBeFocused()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused()
  })
