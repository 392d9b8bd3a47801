import { shell, type WebContents } from 'electron'
import { destinationOf } from './destination.ts'

/** What the guard of a page has to know. */
export interface GuardPost {
  /** The station's origin; null while there is none. */
  readonly own: () => string | null
  /** Opens one of the station's pages in a window of its own. */
  readonly openOwn: (address: string) => void
}

/**
 * Keeps a page where it belongs: it can go nowhere but to the station's own pages, embeds nothing, and opens no
 * window of its own making. Links elsewhere are given to the system's browser.
 */
export function guard(contents: WebContents, { own, openOwn }: GuardPost): void {
  contents.on('will-navigate', (event) => {
    const destination = destinationOf(event.url, own())
    if (destination === 'own') return
    event.preventDefault()
    if (destination === 'browser') void shell.openExternal(event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (destinationOf(event.url, own()) !== 'own') event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const destination = destinationOf(url, own())
    if (destination === 'own') openOwn(url)
    if (destination === 'browser') void shell.openExternal(url)
    // Also our own pages: a window made by a page would be tied to it and made with its wishes.
    return { action: 'deny' }
  })
}
