import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { focusFilter } from './focus-filter.ts'
import { useKeys } from './keys.ts'
import { usePlaces } from './places.ts'
import { useDesk } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

/** The keys that work on every page. */
export function FrameKeys(): ReactNode {
  const { state } = useDesk()
  const { open } = useOverlays()
  const navigate = useNavigate()
  const places = usePlaces()
  useKeys({
    '$mod+k': (event) => {
      event.preventDefault()
      open('palette')
    },
    '$mod+,': (event) => {
      event.preventDefault()
      open('display')
    },
    '?': () => open('keys'),
    '/': (event) => {
      if (focusFilter()) event.preventDefault()
    },
    'g b': () => {
      const { selected } = state()
      if (selected !== null) void navigate({ to: '/mission/$signalId', params: { signalId: selected } })
    },
    ...Object.fromEntries(places.map(({ key, way }) => [key, () => void navigate(way)])),
  })
  return null
}
