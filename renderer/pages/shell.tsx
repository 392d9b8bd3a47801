import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Announcer } from '../parts/announcer.tsx'
import { Footer } from '../parts/footer.tsx'
import { Header } from '../parts/header.tsx'

/** What stands around every page. */
export function Shell({ onSignOut }: { readonly onSignOut: () => void }): ReactNode {
  return (
    <div className="flex min-h-full flex-col desk:h-dvh">
      <Header onSignOut={onSignOut} />
      <Outlet />
      <Footer />
      <Announcer />
    </div>
  )
}
