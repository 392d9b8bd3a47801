import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

export const SECTION_IDS = [
  'appearance',
  'alerts',
  'trading',
  'game',
  'shortcuts',
  'accessibility',
  'account',
  'network',
  'feed',
  'updates',
  'privacy',
  'advanced',
] as const
export type SectionId = (typeof SECTION_IDS)[number]

/** The name of a section of the settings, for those who go there without having them too. */
export function sectionName(id: SectionId): string {
  return id === 'alerts' ? say('alerts') : say(`section_${id}`)
}

/** True for a section of the desktop program, which a browser has not. */
export function isOfWindow(id: SectionId): boolean {
  return id === 'updates'
}

/** True for a section of the station itself, which operators alone have. */
export function isForOperators(id: SectionId): boolean {
  return id === 'network' || id === 'feed'
}
