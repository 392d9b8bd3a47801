import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

export const SECTION_IDS = [
  'appearance',
  'alerts',
  'trading',
  'game',
  'shortcuts',
  'accessibility',
  'privacy',
  'advanced',
] as const
export type SectionId = (typeof SECTION_IDS)[number]

/** The name of a section of the settings, for those who go there without having them too. */
export function sectionName(id: SectionId): string {
  return id === 'alerts' ? say('alerts') : say(`section_${id}`)
}
