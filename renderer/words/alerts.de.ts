import type { alerts as English } from './alerts.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const alerts: Translated<typeof English> = {
  time: 'Zeit, {{place}}',
  rank: 'Rang',
  alert: 'Meldung',
  pair: 'Paar',
  state: 'Zustand',
  title: 'Meldungen',
  all: 'Alle',
  unread: 'Ungelesen',
  operations: 'Betrieb',
  signals: 'Signale',
  game: 'Spielebene',
  n_unread: '{{n}} ungelesen',
  read_all: 'Alle gezeigten gelesen',
  read_selected: 'Gewählte gelesen ({{n}})',
  delete_all: 'Alle gezeigten löschen',
  delete_selected: 'Gewählte löschen ({{n}})',
  list: 'Meldungen, neueste zuerst',
  kept_here: 'Auf diesem Gerät gespeichert, die neuesten {{n}}.',
  what_reaches: 'Was Sie erreicht',
  which: 'Welche Meldungen',
  none_yet:
    'Auf diesem Gerät wurde noch nichts gemeldet. Ihnen zugeleitete Signale, Ihre Trades und der Zustand der Station kommen hierher.',
  none_of_kind: 'Keine Meldung ist von dieser Art.',
  show_all: 'Alle zeigen',
  next: 'Nächste Meldung',
  previous: 'Vorige Meldung',
  select_or_not: 'Meldung wählen oder nicht',
  select: 'Wählen: {{words}}',
  error: 'Fehler',
  unread_said: 'ungelesen',
  read: 'Gelesen',
  open: 'Öffnen',
  mute: '{{symbol}} stumm',
}
