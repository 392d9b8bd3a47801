import { SquareArrowOutUpRight } from 'lucide-react'
import { createContext, type ReactNode, useContext } from 'react'
import { PANELS, type PanelId } from '../state/panels.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** True in a window that holds one panel alone. */
export const AloneContext = createContext(false)

const SIZE = 'popup,width=720,height=640'

/**
 * Opens a panel in a window of its own. The window signs in with the token of this one, which browsers hand to a window
 * that a page opens, and follows the signal that is selected here.
 */
export function popOut(panel: PanelId): void {
  window.open(`/panel/${panel}`, `fusion-desk-${panel}`, SIZE)
}

/** The panel that the focus is in; the candles where it is in none. */
export function focusedPanel(): PanelId {
  const panel = document.activeElement?.closest<HTMLElement>('[data-panel]')?.dataset.panel
  return panel !== undefined && Object.hasOwn(PANELS, panel) ? (panel as PanelId) : 'chart'
}

/** The button at the head of a panel that opens it in a window of its own. */
export function PopOutButton({ panel }: { readonly panel: PanelId }): ReactNode {
  if (useContext(AloneContext)) return null
  return (
    <button
      type="button"
      className="pop-out absolute top-0.5 right-1.5 flex size-6 items-center justify-center rounded-sm text-fg2 hover:bg-bg2 hover:text-fg0 max-desk:hidden"
      aria-label={say('own_window', { panel: PANELS[panel] })}
      title={say('own_window_hint')}
      onClick={() => popOut(panel)}
    >
      <SquareArrowOutUpRight size={12} aria-hidden />
    </button>
  )
}
