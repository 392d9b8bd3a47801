import { Link } from '@tanstack/react-router'
import { Crosshair } from 'lucide-react'
import type { ReactNode } from 'react'
import { Banners } from './banners.tsx'
import { Clocks } from './clocks.tsx'
import { ConnectionBadge } from './connection-badge.tsx'
import { DemoBadge } from './demo-badge.tsx'
import { FreezeBadge } from './freeze-badge.tsx'
import { AloneContext } from './pop-out.tsx'
import { SourceBadge } from './source-badge.tsx'

/** Around a page that stands alone: what is true, and nothing to be distracted by. */
export function AloneFrame({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <AloneContext value={true}>
      <div className="frame flex h-dvh flex-col">
        <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-bg1 px-3 py-1">
          <Link to="/" aria-label="Fusion Desk" className="inline-flex min-h-6 min-w-6 items-center text-fg0">
            <Crosshair size={16} aria-hidden />
          </Link>
          <ConnectionBadge />
          <SourceBadge />
          <DemoBadge plain />
          <FreezeBadge />
          <div className="ml-auto">
            <Clocks />
          </div>
        </header>
        <Banners />
        <div className="frame-page relative flex min-h-0 flex-1 flex-col">{children}</div>
      </div>
    </AloneContext>
  )
}
