import { type ReactNode, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { KeysContext } from './keys.ts'
import { later } from './later.tsx'
import { keepTyped } from './typed-ahead.ts'
import { type Overlay, OverlaysContext } from './use-overlays.ts'

const FAILED = 'fixed inset-x-2 top-14 z-30 mx-auto max-w-120 border border-bad bg-bg1 p-3'
const over = { waiting: <KeysHeld />, failed: { className: FAILED } }

const Palette = later(async () => (await import('./palette.tsx')).fetchPalette(), over)
const KeySheet = later(async () => (await import('./key-sheet.tsx')).fetchKeySheet(), over)
const DemoDialog = later(async () => (await import('./demo-dialog.tsx')).fetchDemoDialog(), over)
const Tour = later(async () => (await import('./tour.tsx')).fetchTour(), over)

const News = later(async () => (await import('./news-later.tsx')).fetchNews(), over)

/** Everything that lies over the page. */
export const OVERLAY_PARTS = [Palette, KeySheet, DemoDialog, Tour, News] as const

/** While an overlay is fetched no key does anything: who types after Ctrl K must not fire. */
function KeysHeld(): ReactNode {
  const keys = useContext(KeysContext)
  useLayoutEffect(() => keys.hold(), [keys])
  return null
}

interface OverlayHostProps {
  readonly onSignOut: () => void
  readonly children: ReactNode
}

/** Shows one overlay at a time. Each is fetched when it is first asked for. */
export function OverlayHost({ onSignOut, children }: OverlayHostProps): ReactNode {
  const [shown, setShown] = useState<Overlay | null>(null)
  const typed = useRef<() => string>(() => '')
  const overlays = useMemo(
    () => ({
      open: (overlay: Overlay) => {
        typed.current()
        if (overlay === 'palette') typed.current = keepTyped()
        setShown(overlay)
      },
    }),
    [],
  )
  const close = useCallback(() => {
    typed.current()
    setShown(null)
  }, [])
  return (
    <OverlaysContext value={overlays}>
      {children}
      {shown === 'palette' && <Palette onClose={close} onSignOut={onSignOut} typed={() => typed.current()} />}
      {shown === 'keys' && <KeySheet onClose={close} />}
      {shown === 'demo' && <DemoDialog onClose={close} />}
      {shown === 'tour' && <Tour onClose={close} />}
      {shown === 'news' && <News onClose={close} />}
    </OverlaysContext>
  )
}
