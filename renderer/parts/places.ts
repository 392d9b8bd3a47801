import { LayoutDashboard, type LucideIcon, Scale, Trophy } from 'lucide-react'
import type { KeyName } from './key-words.ts'
import { useDesk } from './use-desk.ts'

/** A page that can be gone to from everywhere. */
export interface Place {
  readonly to: '/' | '/fusion' | '/leaderboards'
  readonly name: string
  readonly icon: LucideIcon
  readonly key: KeyName
}

const DASHBOARD: Place = { to: '/', name: 'Dashboard', icon: LayoutDashboard, key: 'g d' }
const FUSION: Place = { to: '/fusion', name: 'Fusion', icon: Scale, key: 'g f' }
const BOARDS: Place = { to: '/leaderboards', name: 'Leaderboards', icon: Trophy, key: 'g l' }

/** The pages there are. What the station has switched off is not offered. */
export function usePlaces(): readonly Place[] {
  const { reader } = useDesk()
  return reader.features.includes('leaderboards') ? [DASHBOARD, FUSION, BOARDS] : [DASHBOARD, FUSION]
}
