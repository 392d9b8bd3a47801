import type { achievements as English } from './achievements.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const achievements: Translated<typeof English> = {
  title: 'Erfolge',
  summary: '{{done}} von {{all}} erreicht',
  secrets_one: '{{count, number}} Geheimnis noch zu finden',
  secrets_other: '{{count, number}} Geheimnisse noch zu finden',
  show: 'Zeigen',
  show_all: 'Alle',
  show_near: 'Nah',
  show_done: 'Erreicht',
  closest: 'Am nächsten dran',
  no_closest: 'Nichts ist in Reichweite, das Sie nicht haben.',
  category_narrative: 'Erzählung',
  category_social: 'Miteinander',
  category_exploration: 'Erkundung',
  category_engagement: 'Ausdauer',
  category_milestone: 'Meilensteine',
  category_special: 'Besondere',
  empty_near: 'Hier ist nichts über der Hälfte.',
  empty_done: 'Hier ist noch nichts erreicht.',
  unlocked: 'erreicht {{day}}',
  times_one: '{{count, number}} Mal',
  times_other: '{{count, number}} Mal',
  repeatable: 'wiederholbar',
  share: '{{percent}} am Desk haben es',
  how_far: '{{percent}} des Weges',
  takes: 'Was es braucht',
  current: 'Jetzt',
  required: 'Nötig',
  just_unlocked: 'Erreicht: {{name}}, {{medal}}',
}
