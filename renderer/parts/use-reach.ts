import { useCallback, useEffect, useRef, useState } from 'react'
import { type Reach, waitMs } from '../state/reach.ts'

/** Whether the station answers, and the two ways to ask again. */
export interface Reaching {
  readonly reach: Reach
  /** Asks at once. */
  readonly retry: () => void
  /** Somebody else found that the station does not answer. */
  readonly lost: () => void
}

/**
 * Asks the station for an answer until it gives one, more and more rarely; then rests until told that it is gone.
 *
 * @param ask  true when the station answered, whatever it said
 */
export function useReach(ask: () => Promise<boolean>): Reaching {
  const [reach, setReach] = useState<Reach>({ phase: 'CONNECTING' })
  const failures = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const newest = useRef(ask)
  newest.current = ask
  const here = useRef(true)

  const again = useCallback((): void => {
    clearTimeout(timer.current)
    setReach((before) => (before.phase === 'OFFLINE' ? { phase: 'OFFLINE', retryAt: null } : before))
    void newest.current().then((answered) => {
      if (!here.current) return
      failures.current = answered ? 0 : failures.current + 1
      if (answered) return setReach({ phase: 'REACHED' })
      const wait = waitMs(failures.current)
      timer.current = setTimeout(again, wait)
      setReach({ phase: 'OFFLINE', retryAt: performance.now() + wait })
    })
  }, [])

  useEffect(() => {
    here.current = true
    again()
    window.addEventListener('online', again)
    return () => {
      here.current = false
      clearTimeout(timer.current)
      window.removeEventListener('online', again)
    }
  }, [again])

  return { reach, retry: again, lost: again }
}
