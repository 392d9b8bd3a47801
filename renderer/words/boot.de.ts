import type { boot as English } from './boot.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const boot: Translated<typeof English> = {
  page: 'Fusion Desk: keine Station',
  not_running: 'LÄUFT NICHT',
  starting: 'STARTET',
  no_station: 'Es gibt keine Station',
  retry: 'Erneut versuchen',
  safe: 'Ohne Markt starten',
  logs: 'Logs öffnen',
  diagnostics: 'Diagnose kopieren',
  quit: 'Beenden',
  data_folder: 'Datenordner',
  log_lines: 'Letzte Zeilen des Logs',
  nothing_logged: 'Vor dem Fehler wurde nichts protokolliert.',
  starting_station: 'Die Station startet',
  failed_again: 'Es schlug erneut fehl.',
  copied: 'Diagnose kopiert.',
  port_in_use_title: 'Der Port ist belegt',
  port_in_use_advice:
    'Beenden Sie das andere Programm und versuchen Sie es erneut, oder starten Sie mit --port 0, damit das System einen Port wählt.',
  data_folder_in_use_title: 'Der Datenordner ist in Benutzung',
  data_folder_in_use_advice:
    'Ein Datenordner gehört einer Station. Beenden Sie die andere und versuchen Sie es erneut, oder starten Sie mit einem anderen --data.',
  settings_refused_title: 'Eine Einstellung wurde abgelehnt',
  settings_refused_advice:
    'Berichtigen Sie config.json und versuchen Sie es erneut; ein Schalter wird dort berichtigt, wo das Programm gestartet wird.',
  feed_refused_title: 'Der Markt kann nicht abgespielt werden',
  feed_refused_advice:
    'Berichtigen Sie die Datei und versuchen Sie es erneut. Ohne Markt öffnet der Desk zum Lesen und zur Pflege.',
  newer_data_title: 'Der Datenordner gehört zu einer neueren Version',
  newer_data_advice: 'Starten Sie die Version, die ihn schrieb. Diese hat nichts geändert.',
  disk_full_title: 'Die Platte ist voll',
  disk_full_advice: 'Schaffen Sie Platz auf der Platte des Datenordners und versuchen Sie es erneut.',
  not_started_title: 'Die Station startete nicht',
  not_started_advice: 'Das Log sagt mehr. Ohne Markt öffnet der Desk zum Lesen und zur Pflege.',
  broken_title: 'Die Station arbeitet nicht mehr',
  broken_advice: 'Erneut versuchen startet sie neu auf dem, was auf der Platte ist. Das Log sagt mehr.',
}
