/** The sections of the settings by name, for those who go there without having them. */
export const SECTION_NAMES = [
  ['appearance', 'Appearance'],
  ['alerts', 'Alerts'],
  ['trading', 'Trading'],
  ['game', 'Game layer'],
  ['shortcuts', 'Shortcuts'],
  ['accessibility', 'Accessibility'],
  ['privacy', 'Privacy & export'],
  ['advanced', 'Advanced'],
] as const
