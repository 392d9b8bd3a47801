import type { docs as English } from './docs.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const docs: Translated<typeof English> = {
  events: 'Sucesos del socket',
  the_same_as: 'Lo mismo que',
  made_from: ', hecho a partir de los contratos de esta estación.',
  routes: 'Rutas',
  n_of: '{{n}} de {{all}}',
  search: 'Buscar rutas',
  body: 'Cuerpo',
  answer_n: 'Respuesta {{status}}',
  nothing_or_text: 'Nada, o texto.',
  client_says: 'Un cliente lo dice con este objeto y una función para la respuesta.',
  station_says: 'La estación lo dice por el socket, con este objeto.',
  object: 'Objeto',
  examples: 'Ejemplos',
  request_in: 'La petición en {{language}}',
  refusals: 'Rechazos',
  not_sent: 'No enviado',
  try_it: 'Probar',
  own_token: 'Token; vacío, el tuyo',
  send: 'Enviar {{method}}',
  answer: 'Respuesta',
  station_answer: 'Respuesta de la estación',
  no_answer: 'Sin respuesta',
  is_needed: 'Hace falta {{name}}.',
  no_json: 'El cuerpo no es JSON.',
}
