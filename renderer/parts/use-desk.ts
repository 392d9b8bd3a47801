import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { Desk } from '../desk.ts'
import { mayDecide } from '../link/machine.ts'
import { confirmedNow } from '../state/clock.ts'
import type { DeskState } from '../state/reduce.ts'

export const DeskContext = createContext<Desk | null>(null)

/** The desk of the signed-in reader. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('this part is shown to a signed-in reader only')
  return desk
}

/** A part of what the station said; the component is drawn again when that part changes. */
export function useStation<Part>(select: (state: DeskState) => Part): Part {
  return useStore(useDesk().store, select)
}

/**
 * The page's monotonic clock in steps of `every` milliseconds; the component is drawn again at each step.
 *
 * All steps of one length fall on the same instants, so that two countdowns of one signal never differ.
 */
export function useNow(every = 1_000): number {
  const subscribe = useCallback(
    (tell: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const arm = () => {
        timer = setTimeout(
          () => {
            arm()
            tell()
          },
          every - (performance.now() % every),
        )
      }
      arm()
      return () => clearTimeout(timer)
    },
    [every],
  )
  return useSyncExternalStore(subscribe, () => Math.floor(performance.now() / every) * every)
}

/** The instant up to which clocks may run on, second by second: it stands still while the station is not heard. */
export function useConfirmedNow(): number {
  const now = useNow()
  const heard = useStation((state) => mayDecide(state.link.phase))
  return confirmedNow(heard, useDesk().state().clock, now)
}

/** True while what is shown may be older than the market. */
export function useStale(): boolean {
  return useStation((state) => state.link.phase !== 'CONNECTING' && !mayDecide(state.link.phase))
}
