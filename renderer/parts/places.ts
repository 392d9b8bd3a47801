import { LayoutDashboard, type LucideIcon, Scale, ScrollText, Trophy } from 'lucide-react'
import type { KeyName } from './key-words.ts'
import { useDesk } from './use-desk.ts'

/** A page that can be gone to from everywhere. */
export interface Place {
  readonly to: '/' | '/fusion' | '/leaderboards' | '/audit'
  readonly name: string
  readonly icon: LucideIcon
  readonly key: KeyName
}

const DASHBOARD: Place = { to: '/', name: 'Dashboard', icon: LayoutDashboard, key: 'g d' }
const FUSION: Place = { to: '/fusion', name: 'Fusion', icon: Scale, key: 'g f' }
const BOARDS: Place = { to: '/leaderboards', name: 'Leaderboards', icon: Trophy, key: 'g l' }
const AUDIT: Place = { to: '/audit', name: 'Audit log', icon: ScrollText, key: 'g a' }

/** The pages there are for this reader. What the station has switched off is not offered. */
export function usePlaces(): readonly Place[] {
  const { reader } = useDesk()
  return [
    DASHBOARD,
    FUSION,
    ...(reader.features.includes('leaderboards') ? [BOARDS] : []),
    ...(reader.role === 'operator' ? [AUDIT] : []),
  ]
}
