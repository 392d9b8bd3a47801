import { useEffect, useState } from 'react'

/** How long the rest of the page has been shown by then, milliseconds. */
const FETCHED_AFTER_MS = 500

/** False at first: what comes then is fetched after the rest, so that whoever decides does not wait for it. */
export function useShownForAWhile(): boolean {
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWhole(true), FETCHED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return whole
}
