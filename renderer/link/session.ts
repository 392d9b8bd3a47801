/** Where the token is kept on this device, and how it gets there. */

const KEY = 'fusion-desk.token'
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

export function dropToken({ local, session }: Browser): void {
  local.removeItem(KEY)
  session.removeItem(KEY)
}

/**
 * Takes a token out of `#token=...` and removes it from the address, so that it is neither shared nor kept in the
 * history. It is kept for this tab only.
 */
export function takeTokenFromAddress(browser: Browser): void {
  const fragment = browser.location.hash.replace(/^#/, '')
  if (!fragment.startsWith(FRAGMENT)) return
  const token = decodeText(fragment.slice(FRAGMENT.length))
  browser.replaceAddress(browser.location.pathname + browser.location.search)
  if (token !== '') keepToken(browser, { token, remembered: false })
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
