import {
  Activity,
  Bell,
  CalendarRange,
  CircleUser,
  Gift,
  LayoutDashboard,
  type LucideIcon,
  Medal,
  Network,
  Scale,
  ScrollText,
  Settings,
  Target,
  Trophy,
} from 'lucide-react'
import type { KeyName } from '../state/key-words.ts'
import { useWords } from '../words/words.ts'
import { useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'

/** Addresses without parts. */
type PlainAddress =
  | '/'
  | '/fusion'
  | '/leaderboards'
  | '/audit'
  | '/network'
  | '/ops'
  | '/missions'
  | '/achievements'
  | '/rewards'
  | '/campaigns'
  | '/alerts'
  | '/settings'

/** A page that can be gone to from everywhere. */
export interface Place {
  /** What a link or a navigation takes. */
  readonly way:
    | { readonly to: PlainAddress }
    | { readonly to: '/u/$userId'; readonly params: { readonly userId: string } }
  readonly name: string
  readonly icon: LucideIcon
  readonly key: KeyName
  /** It belongs to the game layer. */
  readonly game: boolean
}

const OF_OPERATORS: ReadonlySet<string> = new Set(['/audit', '/network', '/ops'])

/** The pages there are. What the station has switched off or the reader hides is not offered. */
export function usePlaces(): readonly Place[] {
  const { reader } = useDesk()
  const { game } = useSettings()
  const say = useWords('frame')
  const has = (feature: string) => reader.features.includes(feature)
  const places: readonly Place[] = [
    plain('/', say('dashboard'), LayoutDashboard, 'g d'),
    { ...plain('/missions', say('missions'), Target, 'g m'), game: true },
    plain('/fusion', say('fusion'), Scale, 'g f'),
    { ...plain('/leaderboards', say('boards'), Trophy, 'g l'), game: true },
    { ...plain('/achievements', say('achievements'), Medal, 'g a'), game: true },
    { ...plain('/rewards', say('rewards'), Gift, 'g r'), game: true },
    { ...plain('/campaigns', say('campaigns'), CalendarRange, 'g c'), game: true },
    {
      way: { to: '/u/$userId', params: { userId: reader.userId } },
      name: say('profile'),
      icon: CircleUser,
      key: 'g p',
      game: false,
    },
    plain('/alerts', say('alerts'), Bell, 'g i'),
    plain('/settings', say('settings'), Settings, 'g s'),
    plain('/network', say('network'), Network, 'g n'),
    plain('/ops', say('operations'), Activity, 'g o'),
    plain('/audit', say('audit'), ScrollText, 'g e'),
  ]
  return places.filter(({ way, game: ofGame }) => {
    if (ofGame && !game) return false
    if (OF_OPERATORS.has(way.to)) return reader.role === 'operator'
    if (way.to === '/leaderboards') return has('leaderboards')
    return !ofGame || has('progress')
  })
}

function plain(to: PlainAddress, name: string, icon: LucideIcon, key: KeyName): Place {
  return { way: { to }, name, icon, key, game: false }
}

/** Whether the game layer is shown: the station has it, and the reader does not hide it. */
export function useGame(): boolean {
  const { reader } = useDesk()
  return useSettings().game && reader.features.includes('progress')
}

/** Whether boards are shown: the station keeps them, and the reader does not hide them. */
export function useBoards(): boolean {
  const { reader } = useDesk()
  return useSettings().game && reader.features.includes('leaderboards')
}
