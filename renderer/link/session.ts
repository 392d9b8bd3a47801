import type { ShellBridge } from '#contracts/bridge.ts'

/** Where the token is kept on this device, and how it gets there. */

const KEY = 'fusion-desk.token'
/** Says that this browser was paired; what opens the station is in a cookie that no script reads. */
const PAIRED_KEY = 'fusion-desk.paired'
const FRAGMENT = 'token='

/** A token, and whether it outlives the tab. */
export interface KeptToken {
  readonly token: string
  readonly remembered: boolean
}

/** The two places a browser offers, and the address bar. */
export interface Browser {
  readonly local: Storage
  readonly session: Storage
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string }
  /** Replaces the address without loading anything. */
  readonly replaceAddress: (address: string) => void
}

/** The token of this tab, or else of this device; null where nobody signed in. */
export function readToken({ local, session }: Browser): KeptToken | null {
  const here = session.getItem(KEY)
  if (here !== null) return { token: here, remembered: false }
  const device = local.getItem(KEY)
  return device === null ? null : { token: device, remembered: true }
}

export function keepToken({ local, session }: Browser, { token, remembered }: KeptToken): void {
  local.removeItem(KEY)
  session.removeItem(KEY)
  const place = remembered ? local : session
  place.setItem(KEY, token)
}

/** Whether this browser was paired, and has not signed out since. */
export function isPaired({ local }: Browser): boolean {
  return local.getItem(PAIRED_KEY) !== null
}

/** Remembers that this browser was paired as that device. */
export function keepPaired({ local }: Browser, deviceId: string): void {
  local.setItem(PAIRED_KEY, deviceId)
}

export function dropToken({ local, session }: Browser): void {
  local.removeItem(KEY)
  local.removeItem(PAIRED_KEY)
  session.removeItem(KEY)
}

/**
 * Takes a token out of `#token=...` and removes it from the address, so that it is neither shared nor kept in the
 * history. It is kept for this tab only.
 *
 * @returns  whether there was one
 */
export function takeTokenFromAddress(browser: Browser): boolean {
  const fragment = browser.location.hash.replace(/^#/, '')
  if (!fragment.startsWith(FRAGMENT)) return false
  const token = decodeText(fragment.slice(FRAGMENT.length))
  browser.replaceAddress(browser.location.pathname + browser.location.search)
  if (token !== '') keepToken(browser, { token, remembered: false })
  return token !== ''
}

/** A token as people paste it: with blanks and line breaks around it, as a whole link, or as a header. */
export function readTyped(text: string): string {
  const trimmed = text.trim()
  const at = trimmed.indexOf(`#${FRAGMENT}`)
  if (at !== -1) return decodeText(trimmed.slice(at + 1 + FRAGMENT.length))
  return trimmed.replace(/^bearer\s+/i, '')
}

/** Tells when another tab signed the device out. */
export function onDeviceSignOut(listener: () => void): () => void {
  const hear = ({ key, newValue }: StorageEvent) => {
    // All of the storage may have been cleared: that has no key.
    if ((key === KEY || key === PAIRED_KEY || key === null) && newValue === null) listener()
  }
  window.addEventListener('storage', hear)
  return () => window.removeEventListener('storage', hear)
}

/**
 * Takes the operator's token from the desktop window where nobody is signed in; it is kept for this window only.
 *
 * @param shell  undefined in a browser
 */
export async function takeTokenFromShell(
  browser: Browser,
  shell: Pick<ShellBridge, 'takeToken'> | undefined,
): Promise<void> {
  if (shell === undefined || readToken(browser) !== null) return
  const token = await shell.takeToken()
  if (token !== null) keepToken(browser, { token, remembered: false })
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text).trim()
  } catch {
    return ''
  }
}

/** The real browser. */
export function thisBrowser(): Browser {
  return {
    local: window.localStorage,
    session: window.sessionStorage,
    location: window.location,
    replaceAddress: (address) => window.history.replaceState(window.history.state, '', address),
  }
}
