import {
  CalendarRange,
  CircleUser,
  Gift,
  LayoutDashboard,
  type LucideIcon,
  Medal,
  Scale,
  ScrollText,
  Target,
  Trophy,
} from 'lucide-react'
import { useWords } from '../words/words.ts'
import { useDisplay } from './display.ts'
import type { KeyName } from './key-words.ts'
import { useDesk } from './use-desk.ts'

/** Addresses without parts. */
type PlainAddress =
  | '/'
  | '/fusion'
  | '/leaderboards'
  | '/audit'
  | '/missions'
  | '/achievements'
  | '/rewards'
  | '/campaigns'

/** A page that can be gone to from everywhere. */
export interface Place {
  /** What a link or a navigation takes. */
  readonly way:
    | { readonly to: PlainAddress }
    | { readonly to: '/u/$userId'; readonly params: { readonly userId: string } }
  readonly name: string
  readonly icon: LucideIcon
  readonly key: KeyName
  /** It is a tab on a phone; the others are reached from these. */
  readonly tab: boolean
  /** It belongs to the game layer. */
  readonly game: boolean
}

/** The pages there are. What the station has switched off or the reader hides is not offered. */
export function usePlaces(): readonly Place[] {
  const { reader } = useDesk()
  const { game } = useDisplay()
  const say = useWords('frame')
  const has = (feature: string) => reader.features.includes(feature)
  const places: readonly Place[] = [
    plain('/', say('dashboard'), LayoutDashboard, 'g d'),
    { ...plain('/missions', say('missions'), Target, 'g m'), game: true },
    plain('/fusion', say('fusion'), Scale, 'g f'),
    { ...plain('/leaderboards', say('boards'), Trophy, 'g l'), game: true },
    { ...plain('/achievements', say('achievements'), Medal, 'g a'), game: true, tab: false },
    { ...plain('/rewards', say('rewards'), Gift, 'g r'), game: true, tab: false },
    { ...plain('/campaigns', say('campaigns'), CalendarRange, 'g c'), game: true, tab: false },
    {
      way: { to: '/u/$userId', params: { userId: reader.userId } },
      name: say('profile'),
      icon: CircleUser,
      key: 'g p',
      tab: true,
      game: false,
    },
    { ...plain('/audit', say('audit'), ScrollText, 'g e'), tab: false },
  ]
  return places.filter(({ way, game: ofGame }) => {
    if (ofGame && game === 'hidden') return false
    if (way.to === '/audit') return reader.role === 'operator'
    if (way.to === '/leaderboards') return has('leaderboards')
    return !ofGame || has('progress')
  })
}

function plain(to: PlainAddress, name: string, icon: LucideIcon, key: KeyName): Place {
  return { way: { to }, name, icon, key, tab: true, game: false }
}
