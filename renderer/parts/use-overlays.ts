import { createContext, useContext } from 'react'

export type Overlay = 'palette' | 'keys' | 'demo' | 'news'

/** Opens what lies over the page. */
export interface Overlays {
  readonly open: (overlay: Overlay) => void
}

export const OverlaysContext = createContext<Overlays>({ open: () => undefined })

export function useOverlays(): Overlays {
  return useContext(OverlaysContext)
}
