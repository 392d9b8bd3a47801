import type { wall as English } from './wall.en.ts'
import type { Translated } from './words.ts'

/** Spanish. */
export const wall: Translated<typeof English> = {
  wall: 'Muro',
  leave: 'Salir del muro',
  open_signals: 'Señales abiertas',
  n_open: 'abiertas: {{n}}',
  none_open: 'No hay ninguna señal abierta.',
  caption: 'Señales abiertas, mejor rango primero',
  prices: 'Precios',
  age: 'Edad',
  age_head: 'edad: desde la última cotización',
  age_about: 'Desde la última cotización que cambió este precio o su vela; una raya hasta que haya una',
  engine: 'Motor',
  disk: 'Disco',
  disk_writes: 'escribe',
  disk_read_only: 'solo lectura',
  latency: 'Latencia',
  screen: 'Pantalla',
  stays_on: 'sigue encendida',
  may_turn_off: 'puede apagarse: este dispositivo no la mantiene',
  station: 'Estación',
}
