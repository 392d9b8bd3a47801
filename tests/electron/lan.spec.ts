import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openClient } from '#contracts/client.ts'
import { type Desktop, expect, test } from '../support/electron-desk.ts'
import { signedIn } from './support/checks.ts'

function shown(desk: Desktop): Promise<{ readonly tray: string; readonly titles: readonly string[] }> {
  return desk.evaluate(({ Tray, BrowserWindow }) => ({
    tray: Tray.all[0]?.words ?? '',
    titles: BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  }))
}

test('[LAN-15] tray and title say that the LAN is on, how, and until when', async ({ launch, folder }) => {
  const desk = await launch({ environment: { FUSION_PROFILE: 'testing' } })
  const page = await signedIn(desk)
  const data = join(folder, 'data')
  const { url } = JSON.parse(readFileSync(join(data, 'station.json'), 'utf8'))
  const token = readFileSync(join(data, 'operator.token'), 'utf8').trim()
  const client = openClient({ baseUrl: url, token: () => token })
  const set = async (body: Parameters<typeof client.call<'setLan'>>[1]['body']) => {
    const answer = await client.call('setLan', { body })
    if (!answer.ok) throw new Error(answer.problem.message)
    return answer.value
  }
  expect((await shown(desk)).titles).toEqual(['Fusion Desk'])
  const on = await set({ on: true, addresses: ['127.0.0.2'], announce: false })
  // The system's keeper of secrets has the key.
  expect(on.key_place).toBe('system')
  await expect
    .poll(async () => (await shown(desk)).titles[0])
    .toMatch(/^Fusion Desk - LAN on until .*\d{2}:\d{2}$/)
  expect((await shown(desk)).tray).toMatch(/^Fusion Desk: Live; LAN on until .*\d{2}:\d{2}$/)
  await expect(page.getByRole('status', { name: /^LAN on until/ })).toBeVisible()
  await set({ on: true, addresses: ['127.0.0.2'], announce: false, plain: true, ends_in: null })
  await expect.poll(async () => (await shown(desk)).titles[0]).toBe('Fusion Desk - LAN PLAIN HTTP')
  await expect(page.getByRole('status', { name: 'LAN plain HTTP' })).toBeVisible()
  await set({ on: false })
  await expect.poll(async () => (await shown(desk)).titles).toEqual(['Fusion Desk'])
  await expect(page.getByRole('status', { name: /^LAN/ })).toHaveCount(0)
})
