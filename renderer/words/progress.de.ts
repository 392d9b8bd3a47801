import type { progress as English } from './progress.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const progress: Translated<typeof English> = {
  switched_off: 'Fortschritt ist auf dieser Station abgeschaltet.',
  hidden:
    'Sie haben die Spielebene auf diesem Gerät verborgen. Nichts geht verloren: die Station zählt weiter.',
  show_game: 'Spielebene zeigen',
  off_viewer: 'Ein Zuschauer sieht zu und holt nichts ab.',
  off_away: 'Die Station ist nicht zu hören: jetzt kann nichts gesendet werden.',
  reward_points_one: '{{count, number}} Punkt',
  reward_points_other: '{{count, number}} Punkte',
  reward_box: 'eine Kiste',
  reward_box_of: 'eine Kiste ({{rarity}})',
  reward_honour: '{{kind}}: {{name}}',
  rarity_common: 'gewöhnlich',
  rarity_uncommon: 'ungewöhnlich',
  rarity_rare: 'selten',
  rarity_epic: 'episch',
  rarity_legendary: 'legendär',
  honour_item: 'Gegenstand',
  honour_title: 'Titel',
  honour_badge: 'Abzeichen',
  honour_analyst: 'Analyst',
  medal_bronze: 'Bronze',
  medal_silver: 'Silber',
  medal_gold: 'Gold',
  medal_platinum: 'Platin',
  cause_streak: 'für eine Serie',
  cause_achievement: 'für einen Erfolg',
  cause_mission: 'für eine Mission',
  cause_record: 'für einen persönlichen Rekord',
  cause_box: 'aus einer Kiste',
  cause_campaign: 'für eine Kampagne',
  cause_board: 'für einen Platz auf einer Rangliste',
  cause_challenge: 'für eine Herausforderung',
}
