import type { boards as English } from './boards.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const boards: Translated<typeof English> = {
  insights: 'Was in Reichweite ist',
  no_insights:
    'Noch nichts zu sagen: es braucht eine Woche oder einen Monat, der mit dir auf einer Rangliste endete.',
  trend_improving_one: '{{board}}: besser, {{count, number}} Platz über {{n}} Perioden.',
  trend_improving_other: '{{board}}: besser, {{count, number}} Plätze über {{n}} Perioden.',
  trend_declining_one: '{{board}}: schlechter, {{count, number}} Platz über {{n}} Perioden.',
  trend_declining_other: '{{board}}: schlechter, {{count, number}} Plätze über {{n}} Perioden.',
  trend_stable: '{{board}}: stabil über {{n}} Perioden.',
  best_near: '{{board}}: {{gap}} fehlen zu deiner besten Wertung von {{best}}.',
  average: 'Dein mittlerer Platz ist {{rank}}: Briefings und Pläne heben ihn.',
  near_top_5_finish: 'Dein bester Platz ist {{rank}}: die ersten fünf sind nah.',
  near_podium_finish: 'Dein bester Platz ist {{rank}}: die ersten drei sind nah.',
  percentile: 'Besser als {{percent}} auf dieser Rangliste.',
  thin: 'Weniger als zehn stehen hier: kein Perzentil.',
  board_weekly: 'Woche',
  board_monthly: 'Monat',
  board_global: 'Alle Punkte',
  board_story_completion: 'Kampagnen',
}
