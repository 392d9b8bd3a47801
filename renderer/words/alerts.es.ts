import type { alerts as English } from './alerts.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const alerts: Translated<typeof English> = {
  time: 'Hora, {{place}}',
  rank: 'Rango',
  alert: 'Alerta',
  pair: 'Par',
  state: 'Estado',
  title: 'Alertas',
  all: 'Todas',
  unread: 'Sin leer',
  operations: 'Operación',
  signals: 'Señales',
  game: 'Capa de juego',
  n_unread: '{{n}} sin leer',
  read_all: 'Leer todas las mostradas',
  read_selected: 'Leer elegidas ({{n}})',
  delete_all: 'Borrar todas las mostradas',
  delete_selected: 'Borrar elegidas ({{n}})',
  list: 'Alertas, las últimas primero',
  kept_here: 'Se guardan en este dispositivo, las {{n}} últimas.',
  what_reaches: 'Qué te llega',
  which: 'Qué alertas',
  none_yet:
    'Aún no se avisó de nada en este dispositivo. Aquí llegan las señales asignadas a ti, tus operaciones y la salud de la estación.',
  none_of_kind: 'Ninguna alerta es de este tipo.',
  show_all: 'Mostrar todas',
  next: 'Alerta siguiente',
  previous: 'Alerta anterior',
  select_or_not: 'Elegir la alerta o no',
  select: 'Elegir: {{words}}',
  error: 'Error',
  unread_said: 'sin leer',
  read: 'Leída',
  open: 'Abrir',
  mute: 'Silenciar {{symbol}}',
}
