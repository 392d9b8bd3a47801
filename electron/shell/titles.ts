import type { BrowserWindow } from 'electron'

/** The titles of windows: what the page says, and after it what everybody at the screen has to know. */
export class Titles {
  readonly #pages = new Map<BrowserWindow, string>()
  #mark = ''

  /** Follows the title of a window's page. */
  follow(window: BrowserWindow): void {
    window.on('page-title-updated', (event, title) => {
      event.preventDefault()
      this.#pages.set(window, title)
      this.#write(window, title)
    })
    window.on('closed', () => this.#pages.delete(window))
  }

  /** Writes this behind every title; nothing where it is empty. */
  mark(words: string): void {
    if (words === this.#mark) return
    this.#mark = words
    for (const [window, title] of this.#pages) this.#write(window, title)
  }

  #write(window: BrowserWindow, title: string): void {
    window.setTitle(this.#mark === '' ? title : `${title} - ${this.#mark}`)
  }
}
