import { Outlet, useLocation } from '@tanstack/react-router'
import { Fragment, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { AloneFrame } from '../parts/alone-frame.tsx'
import { Announcer } from '../parts/announcer.tsx'
import { Banners } from '../parts/banners.tsx'
import { Footer } from '../parts/footer.tsx'
import { FrameKeys } from '../parts/frame-keys.tsx'
import { Header } from '../parts/header.tsx'
import { useInbox } from '../parts/inbox-store.ts'
import { KeysContext, openKeyRegistry } from '../parts/keys.ts'
import { Notices } from '../parts/notices.tsx'
import { OverlayHost } from '../parts/overlays.tsx'
import { PhoneTabs } from '../parts/phone-tabs.tsx'
import { Rail } from '../parts/rail.tsx'
import { openSound, SoundContext, useSoundWoken } from '../parts/sound.ts'
import { TimesContext, useChosenTimes } from '../parts/use-times.ts'
import { useTitleBadge } from '../parts/use-title.ts'
import { unreadOf } from '../state/inbox.ts'
import { useLanguage } from '../words/words.ts'

/** Windows without rail and foot: one panel, or a screen on a wall. */
const ALONE = /^\/(panel\/|wall$)/

/** What stands around every page. */
export function Shell({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  const registry = useMemo(openKeyRegistry, [])
  const times = useChosenTimes()
  const language = useLanguage()
  const sound = useMemo(openSound, [])
  const alone = ALONE.test(useLocation().pathname)
  useSoundWoken(sound)
  useTitleBadge(unreadOf(useInbox().alerts))
  return (
    <KeysContext value={registry}>
      <TimesContext value={times}>
        <SoundContext value={sound}>
          <OverlayHost onSignOut={onSignOut}>
            <FrameKeys />
            {alone ? (
              <AloneFrame key={language}>
                <Outlet />
              </AloneFrame>
            ) : (
              <DeskFrame onSignOut={onSignOut} />
            )}
          </OverlayHost>
        </SoundContext>
      </TimesContext>
    </KeysContext>
  )
}

function DeskFrame({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  const language = useLanguage()
  return (
    <div className="frame flex h-dvh flex-col">
      {/* What is drawn already has its words and numbers as before: another language draws all of it anew. */}
      <Fragment key={language}>
        <Header onSignOut={onSignOut} />
        <Banners />
        <div className="frame-page flex min-h-0 flex-1">
          <Rail />
          <PageSpace />
        </div>
        <PhoneTabs />
        <Footer />
      </Fragment>
      <Notices />
      <Announcer />
    </div>
  )
}

/**
 * Where the page is; it scrolls in itself, so that head and tabs stay. It also holds what is placed absolutely in it,
 * words for screen readers above all: held by nothing they would make the window scroll into emptiness.
 */
function PageSpace(): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0
  }, [pathname])
  return (
    <div ref={box} className="relative min-h-0 min-w-0 flex-1 overflow-y-auto desk:overflow-clip">
      <div className="flex min-h-full flex-col desk:h-full">
        <Outlet />
      </div>
    </div>
  )
}
