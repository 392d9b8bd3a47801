import { useLocation, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isMuted, mutedUntil } from '../state/alerts.ts'
import { focusFilter } from './focus-filter.ts'
import { useKeys } from './keys.ts'
import { usePlaces } from './places.ts'
import { choose, readSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

/** The keys that work on every page. */
export function FrameKeys(): ReactNode {
  const { state } = useDesk()
  const { open } = useOverlays()
  const navigate = useNavigate()
  const places = usePlaces()
  const { pathname } = useLocation()
  useKeys({
    '$mod+k': (event) => {
      event.preventDefault()
      open('palette')
    },
    '$mod+,': (event) => {
      event.preventDefault()
      void navigate({ to: '/settings' })
    },
    '?': () => open('keys'),
    '/': (event) => {
      if (focusFilter()) event.preventDefault()
    },
    '$mod+Shift+m': (event) => {
      event.preventDefault()
      const now = new Date()
      choose({ mutedUntil: isMuted(readSettings(), now.getTime()) ? 0 : mutedUntil('1h', now) })
    },
    F11: (event) => {
      event.preventDefault()
      void turnWall(() => navigate({ to: pathname === '/wall' ? '/' : '/wall' }))
    },
    'g b': () => {
      const { selected } = state()
      if (selected !== null) void navigate({ to: '/mission/$signalId', params: { signalId: selected } })
    },
    ...Object.fromEntries(places.map(({ key, way }) => [key, () => void navigate(way)])),
  })
  return null
}

/** Goes to the wall and fills the screen with it, or back. Where the screen cannot be filled the wall is a page. */
async function turnWall(go: () => Promise<void>): Promise<void> {
  const filled = document.fullscreenElement !== null
  await go()
  const turned = filled ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  await turned.catch(() => undefined)
}
