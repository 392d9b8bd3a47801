import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { type Overlay, OverlaysContext } from './use-overlays.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const KeySheet = lazy(async () => ({ default: (await import('./key-sheet.tsx')).KeySheet }))
const DisplayDialog = lazy(async () => ({ default: (await import('./display-dialog.tsx')).DisplayDialog }))

interface OverlayHostProps {
  readonly onSignOut: () => void
  readonly children: ReactNode
}

/** Shows one overlay at a time. Each is fetched when it is first asked for. */
export function OverlayHost({ onSignOut, children }: OverlayHostProps): ReactNode {
  const [shown, setShown] = useState<Overlay | null>(null)
  const overlays = useMemo(() => ({ open: (overlay: Overlay) => setShown(overlay) }), [])
  const close = () => setShown(null)
  return (
    <OverlaysContext value={overlays}>
      {children}
      <Suspense fallback={null}>
        {shown === 'palette' && <Palette onClose={close} onSignOut={onSignOut} />}
        {shown === 'keys' && <KeySheet onClose={close} />}
        {shown === 'display' && <DisplayDialog onClose={close} />}
      </Suspense>
    </OverlaysContext>
  )
}
