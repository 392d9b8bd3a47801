import type { Locator, Page } from '@playwright/test'
import { badge, button, enter, expect } from './desk.ts'
import type { Person, RunningStation } from './running-station.ts'

/** A further address of loopback stands for a network. */
export const NETWORK = '127.0.0.2'

/** Opens the station to that network, with TLS where nothing else is said; gives the address for others. */
export async function openLan(
  station: RunningStation,
  more: { readonly plain?: boolean } = {},
): Promise<string> {
  const body = { on: true as const, addresses: [NETWORK], announce: false, ...more }
  const { urls } = await station.call('setLan', { body })
  return urls[0] ?? ''
}

export function operatorOf(station: RunningStation): Person {
  return { userId: 'operator', name: 'Operator', token: station.operatorToken }
}

/** Opens the page of the network as the station's operator. */
export async function enterNetwork(page: Page, station: RunningStation): Promise<void> {
  await enter(page, station, { person: operatorOf(station), path: '/network' })
  await expect(page.getByRole('heading', { level: 1, name: 'Network and devices' })).toBeVisible()
}

/** The link of the code that the page shows, once it shows one. */
export async function shownLink(operator: Page, station: RunningStation): Promise<string> {
  await expect(operator.getByRole('img', { name: 'QR code with the link for the device' })).toBeVisible()
  const { pairing } = await station.call('pairing', {})
  return pairing?.links[0] ?? ''
}

/** The six digits on a screen. */
export async function digits(page: Page): Promise<string> {
  const shown = page.locator('output')
  await expect(shown).toHaveText(/^\d{3} \d{3}$/)
  return (await shown.textContent()) ?? ''
}

/** The row of a device in the operator's table. */
export function device(operator: Page, name: string): Locator {
  return operator.getByRole('table', { name: 'Devices' }).getByRole('row', { name: new RegExp(name) })
}

interface Comer {
  readonly name: string
  readonly user: string
  readonly role?: 'operator' | 'trader' | 'viewer'
}

/** The phone follows the link and gives its name. */
export async function comeByLink(phone: Page, link: string, name: string): Promise<void> {
  await phone.goto(link)
  await phone.getByRole('textbox', { name: 'Name of this device' }).fill(name)
  await button(phone, 'Join').click()
}

/** The operator compares, chooses person and role, and lets the device in; a person nobody knows is added. */
export async function letIn(
  operator: Page,
  phone: Page,
  { name, user, role = 'trader' }: Comer,
): Promise<void> {
  await expect(operator.getByRole('heading', { name: `\u201c${name}\u201d asks to come in` })).toBeVisible()
  expect(await digits(operator)).toBe(await digits(phone))
  await operator.getByRole('combobox', { name: 'For which person' }).fill(user)
  await operator.getByRole('radio', { name: role }).check()
  await button(operator, 'They match: let it in').click()
  const add = button(operator, `Add ${user} and let the device in`)
  const inside = phone.getByRole('heading', { name: 'You are in' })
  await expect(add.or(operator.getByText(/^(Let in|The device is in)/)).first()).toBeVisible()
  if (await add.isVisible()) await add.click()
  await expect(inside).toBeVisible()
}

/** A device comes by link, is let in, and goes on to the desk. */
export async function join(
  operator: Page,
  phone: Page,
  parts: Comer & { readonly link: string },
): Promise<void> {
  await comeByLink(phone, parts.link, parts.name)
  await letIn(operator, phone, parts)
  await button(phone, 'Go to the briefing').click()
  await expect(badge(phone, 'LIVE')).toBeVisible()
}
