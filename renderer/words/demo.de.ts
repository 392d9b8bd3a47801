import type { demo as English } from './demo.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const demo: Translated<typeof English> = {
  title: 'Dieser Desk ist eine Demo',
  about:
    'Zwanzig Händler, drei Wochen Trades und der Markt selbst sind erfunden. Sie liegen in einem eigenen Ordner; Ihr eigener Desk, falls Sie einen haben, ist nicht darin.',
  removed:
    'Die Demo ist entfernt und ihre Station beendet. Starten Sie die Station erneut für Ihren eigenen Desk.',
  cannot_undo:
    'Das Entfernen löscht diesen Ordner und beendet die Station. Es lässt sich nicht rückgängig machen.',
  keep: 'Behalten',
  removing: 'Entfernt',
  remove: 'Die Demo entfernen',
}
