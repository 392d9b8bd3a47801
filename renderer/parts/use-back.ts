import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useDesk } from './use-desk.ts'

/** What Esc closes first. */
const OVER = '[role="dialog"], :popover-open'

/**
 * What Esc does on a page of one signal: back to the queue. While a fire is armed it only disarms, and while something
 * is open over the page it only closes that.
 */
export function useBack(signalId: string): (event: KeyboardEvent) => void {
  const { state } = useDesk()
  const navigate = useNavigate()
  const covered = useRef(false)
  useEffect(() => {
    // As it was when the key went down: what the same press has closed was open.
    const look = () => {
      covered.current = document.querySelector(OVER) !== null
    }
    window.addEventListener('keydown', look, true)
    return () => window.removeEventListener('keydown', look, true)
  }, [])
  return (event) => {
    const armed = state().decisions[signalId]?.kind === 'armed'
    if (armed || covered.current || event.defaultPrevented) return
    void navigate({ to: '/' })
  }
}
