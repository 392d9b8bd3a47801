import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { Announcer } from '../parts/announcer.tsx'
import { Banners } from '../parts/banners.tsx'
import { Footer } from '../parts/footer.tsx'
import { FrameKeys } from '../parts/frame-keys.tsx'
import { Header } from '../parts/header.tsx'
import { KeysContext, openKeyRegistry } from '../parts/keys.ts'
import { Notices } from '../parts/notices.tsx'
import { OverlayHost } from '../parts/overlays.tsx'
import { Rail } from '../parts/rail.tsx'
import { TimesContext, useChosenTimes } from '../parts/use-times.ts'
import { useLanguage } from '../words/words.ts'

/** What stands around every page. */
export function Shell({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  const registry = useMemo(openKeyRegistry, [])
  const times = useChosenTimes()
  return (
    <KeysContext value={registry}>
      <TimesContext value={times}>
        <OverlayHost onSignOut={onSignOut}>
          <FrameKeys />
          <div className="frame flex h-dvh flex-col">
            <Header onSignOut={onSignOut} />
            <Banners />
            <div className="flex min-h-0 flex-1 max-mid:flex-col">
              <Rail />
              <PageSpace />
            </div>
            <Footer />
            <Notices />
            <Announcer />
          </div>
        </OverlayHost>
      </TimesContext>
    </KeysContext>
  )
}

/**
 * Where the page is; it scrolls in itself, so that head and tabs stay. It also holds what is placed absolutely in it,
 * words for screen readers above all: held by nothing they would make the window scroll into emptiness.
 */
function PageSpace(): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0
  }, [pathname])
  return (
    <div ref={box} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto desk:overflow-clip">
      <div className="flex min-h-full flex-col desk:h-full">
        {/* Numbers that are drawn already are written as before: another language draws the page anew. */}
        <Outlet key={language} />
      </div>
    </div>
  )
}
