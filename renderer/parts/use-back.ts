import { useNavigate } from '@tanstack/react-router'
import { useDesk } from './use-desk.ts'

/**
 * What Esc does on a page of one signal: back to the queue. While a fire is armed it only disarms, and while something
 * is open over the page it only closes that.
 */
export function useBack(signalId: string): (event: KeyboardEvent) => void {
  const { state } = useDesk()
  const navigate = useNavigate()
  return (event) => {
    const armed = state().decisions[signalId]?.kind === 'armed'
    if (armed || event.defaultPrevented || document.querySelector(':popover-open') !== null) return
    void navigate({ to: '/' })
  }
}
