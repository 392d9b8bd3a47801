import { execFileSync } from 'node:child_process'
import { createPublicKey, hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, BrowserType, LaunchOptions, Page } from '@playwright/test'
import { test as base } from './desk.ts'
import type { RunningStation } from './running-station.ts'

export const PHONE = {
  viewport: { width: 360, height: 780 },
  hasTouch: true,
  isMobile: true,
} satisfies BrowserContextOptions

/** Browsers of other machines, each of which believes the authority of one station and no other that is ours. */
export interface Phones {
  open(station: RunningStation, more?: BrowserContextOptions): Promise<Page>
}

export const test = base.extend<{ readonly phones: Phones }>({
  phones: async ({ playwright }, use, { project }) => {
    const { launchOptions = {}, userAgent, locale, timezoneId, serviceWorkers } = project.use
    const phones = new Machines(playwright.chromium, launchOptions, {
      ...PHONE,
      ...(userAgent === undefined ? {} : { userAgent }),
      ...(locale === undefined ? {} : { locale }),
      ...(timezoneId === undefined ? {} : { timezoneId }),
      ...(serviceWorkers === undefined ? {} : { serviceWorkers }),
    })
    await use(phones)
    await phones.close()
  },
})

/** The certificate of a station's authority, PEM; null where it has none. */
export async function authorityOf(station: RunningStation): Promise<string | null> {
  const answer = await fetch(`${station.url}/api/lan/ca.pem`)
  return answer.ok ? answer.text() : null
}

interface Machine {
  readonly browser: Browser
  readonly home: string
}

/** One for each authority; all phones of a station run on it, each with a session of its own. */
class Machines implements Phones {
  readonly #type: BrowserType
  readonly #launch: LaunchOptions
  readonly #session: BrowserContextOptions
  readonly #open = new Map<string, Machine>()

  constructor(type: BrowserType, launch: LaunchOptions, session: BrowserContextOptions) {
    this.#type = type
    this.#launch = launch
    this.#session = session
  }

  async open(station: RunningStation, more: BrowserContextOptions = {}): Promise<Page> {
    const authority = (await authorityOf(station)) ?? ''
    const machine = this.#open.get(authority) ?? (await this.#start(authority))
    this.#open.set(authority, machine)
    const context = await machine.browser.newContext({ ...this.#session, ...more })
    return context.newPage()
  }

  async #start(authority: string): Promise<Machine> {
    const home = mkdtempSync(join(tmpdir(), 'fusion-desk-phone-'))
    const believes = authority === '' ? {} : believing(authority, home)
    const args = [...(this.#launch.args ?? []), ...(believes.args ?? [])]
    const browser = await this.#type.launch({ ...this.#launch, ...believes, args })
    return { browser, home }
  }

  async close(): Promise<void> {
    for (const { browser, home } of this.#open.values()) {
      await browser.close()
      rmSync(home, { recursive: true, force: true })
    }
  }
}

/**
 * How a browser is started that believes an authority: on Linux from the store of certificates of a home of its own.
 *
 * Where no tool can write one, it is told to let pass what comes with the authority's key: names and dates are not looked
 * at then, and any other authority is still refused.
 */
function believing(authority: string, home: string): Pick<LaunchOptions, 'args' | 'env'> {
  const store = join(home, '.pki', 'nssdb')
  const file = join(home, 'ca.pem')
  mkdirSync(store, { recursive: true })
  writeFileSync(file, authority)
  try {
    const inStore = ['-d', `sql:${store}`]
    execFileSync('certutil', ['-N', ...inStore, '--empty-password'], { stdio: 'pipe' })
    execFileSync('certutil', ['-A', ...inStore, '-t', 'C,,', '-n', 'desk', '-i', file], { stdio: 'pipe' })
    return { env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, '.local', 'share') } }
  } catch {
    const key = createPublicKey(authority).export({ type: 'spki', format: 'der' })
    return { args: [`--ignore-certificate-errors-spki-list=${hash('sha256', key, 'base64')}`] }
  }
}
