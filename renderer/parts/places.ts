import { Bell, LayoutDashboard, type LucideIcon, Scale, Settings, Trophy } from 'lucide-react'
import type { KeyName } from '../state/key-words.ts'
import { useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'

/** A page that can be gone to from everywhere. */
export interface Place {
  readonly to: '/' | '/fusion' | '/leaderboards' | '/alerts' | '/settings'
  readonly name: string
  readonly icon: LucideIcon
  readonly key: KeyName
}

const DASHBOARD: Place = { to: '/', name: 'Dashboard', icon: LayoutDashboard, key: 'g d' }
const FUSION: Place = { to: '/fusion', name: 'Fusion', icon: Scale, key: 'g f' }
const BOARDS: Place = { to: '/leaderboards', name: 'Leaderboards', icon: Trophy, key: 'g l' }
const ALERTS: Place = { to: '/alerts', name: 'Alerts', icon: Bell, key: 'g i' }
const SETTINGS: Place = { to: '/settings', name: 'Settings', icon: Settings, key: 'g s' }

/** The pages there are. What the station has switched off is not offered, nor the game layer to who hides it. */
export function usePlaces(): readonly Place[] {
  return [DASHBOARD, FUSION, ...(useBoards() ? [BOARDS] : []), ALERTS, SETTINGS]
}

/** Whether boards are shown: the station keeps them, and the reader does not hide them. */
export function useBoards(): boolean {
  const { reader } = useDesk()
  return useSettings().game && reader.features.includes('leaderboards')
}
