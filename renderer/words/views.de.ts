import type { views as English } from './views.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const views: Translated<typeof English> = {
  title: 'Spalten und Ansichten',
  columns: 'Spalten',
  views: 'Gespeicherte Ansichten',
  no_views:
    'Noch keine. Eine Ansicht behält Reihenfolge, Filter, Auswahl und Spalten unter einem Namen, auf diesem Gerät.',
  take: 'Ansicht {{name}} zeigen',
  drop: 'Ansicht {{name}} löschen',
  name: 'Name für das, was Sie jetzt sehen',
  save: 'Warteschlange speichern',
  save_about:
    'Die Signale, die Sie jetzt sehen, in ihrer Reihenfolge und mit diesen Spalten, auch die weiter unten.',
  save_nothing: 'Es wird kein Signal gezeigt, das gespeichert werden könnte.',
  keep: 'Ansicht speichern',
}
