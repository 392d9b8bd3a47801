import type { ReactNode } from 'react'
import type { SettingKey } from '../state/settings.ts'
import { ALERTS } from './alerts.tsx'
import { ADVANCED, PRIVACY } from './device.tsx'
import { ACCESSIBILITY, APPEARANCE, GAME } from './look.tsx'
import { SHORTCUTS } from './shortcuts.tsx'
import { ACCOUNT, FEED, NETWORK } from './station.tsx'
import { TRADING } from './trading.tsx'
import { UPDATES } from './updates.tsx'

/** One setting as it is searched for and drawn. */
export interface SettingView {
  readonly id: string
  /** Everything it can be found by. */
  readonly find: string
  readonly draw: () => ReactNode
}

/** Settings that belong together; they are reset together. */
export interface SectionView {
  readonly id: string
  readonly title: string
  readonly keys: readonly SettingKey[]
  readonly settings: readonly SettingView[]
  /** It is of the station, and for those who run it. */
  readonly operators?: true
  /** It is of the desktop program, and not there in a browser. */
  readonly window?: true
}

/** The sections there are; what the page cannot do yet has none. */
export const SECTIONS: readonly SectionView[] = [
  APPEARANCE,
  ALERTS,
  TRADING,
  GAME,
  SHORTCUTS,
  ACCESSIBILITY,
  ACCOUNT,
  NETWORK,
  FEED,
  UPDATES,
  PRIVACY,
  ADVANCED,
]

/** The sections with the settings in which every typed word stands; a word may also stand in the title of its section. */
export function foundSections(sections: readonly SectionView[], question: string): readonly SectionView[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean)
  return sections
    .map((section) => ({
      ...section,
      settings: section.settings.filter(({ find }) =>
        words.every((word) => `${section.title} ${find}`.toLowerCase().includes(word)),
      ),
    }))
    .filter(({ settings }) => settings.length > 0)
}
