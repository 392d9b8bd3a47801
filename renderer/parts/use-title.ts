import { useEffect } from 'react'

const BADGE = /^\(\d+\) /
const bareTitle = (): string => document.title.replace(BADGE, '')

/** Puts the page's own words before the title of the window while the page is shown. */
export function useTitle(words: string): void {
  useEffect(() => {
    const before = bareTitle()
    document.title = `${words} \u00b7 ${before}`
    return () => {
      document.title = before
    }
  }, [words])
}

/** Puts how many are unread before the title of the window, and on the desktop's own sign, whatever page is shown. */
export function useTitleBadge(unread: number): void {
  useEffect(() => {
    const wear = () => {
      const worn = unread === 0 ? bareTitle() : `(${unread}) ${bareTitle()}`
      if (document.title !== worn) document.title = worn
    }
    wear()
    void window.fusionDesk?.showCount(unread)
    const title = document.querySelector('title')
    const watch = new MutationObserver(wear)
    if (title !== null) watch.observe(title, { childList: true })
    return () => watch.disconnect()
  }, [unread])
}
