import type { wall as English } from './wall.en.ts'
import type { Translated } from './words.ts'

/** German. */
export const wall: Translated<typeof English> = {
  wall: 'Wand',
  leave: 'Die Wand verlassen',
  open_signals: 'Offene Signale',
  n_open: '{{n}} offen',
  none_open: 'Kein Signal ist offen.',
  caption: 'Offene Signale, bester Rang zuerst',
  prices: 'Kurse',
  age: 'Alter',
  age_head: 'Alter: seit der letzten Notierung',
  age_about:
    'Seit der letzten Notierung, die diesen Kurs oder seine Kerze änderte; ein Strich, bis es eine gab',
  engine: 'Engine',
  disk: 'Platte',
  disk_writes: 'schreibt',
  disk_read_only: 'nur lesend',
  latency: 'Latenz',
  screen: 'Bildschirm',
  stays_on: 'bleibt an',
  may_turn_off: 'kann ausgehen: dieses Gerät hält ihn nicht an',
  station: 'Station',
}
