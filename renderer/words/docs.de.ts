import type { docs as English } from './docs.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const docs: Translated<typeof English> = {
  events: 'Socket-Ereignisse',
  the_same_as: 'Dasselbe wie',
  made_from: ', aus den Verträgen dieser Station gemacht.',
  routes: 'Routen',
  n_of: '{{n}} von {{all}}',
  search: 'Routen suchen',
  body: 'Rumpf',
  answer_n: 'Antwort {{status}}',
  nothing_or_text: 'Nichts oder Text.',
  client_says: 'Ein Client sagt es mit diesem Objekt und einer Funktion für die Antwort.',
  station_says: 'Die Station sagt es auf dem Socket, mit diesem Objekt.',
  object: 'Objekt',
  examples: 'Beispiele',
  request_in: 'Die Anfrage in {{language}}',
  refusals: 'Ablehnungen',
  not_sent: 'Nicht gesendet',
  try_it: 'Ausprobieren',
  own_token: 'Token; leer gelassen Ihres',
  send: '{{method}} senden',
  answer: 'Antwort',
  station_answer: 'Antwort der Station',
  no_answer: 'Keine Antwort',
  is_needed: '{{name}} wird benötigt.',
  no_json: 'Der Rumpf ist kein JSON.',
}
