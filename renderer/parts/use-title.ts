import { useEffect } from 'react'

/** Puts the page's own words before the title of the window while the page is shown. */
export function useTitle(words: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${words} \u00b7 ${before}`
    return () => {
      document.title = before
    }
  }, [words])
}
