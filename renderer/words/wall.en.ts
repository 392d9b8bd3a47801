/** English. */
export const wall = {
  wall: 'Wall',
  leave: 'Leave the wall',
  open_signals: 'Open signals',
  n_open: '{{n}} open',
  none_open: 'No signal is open.',
  caption: 'Open signals, best rank first',
  prices: 'Prices',
  engine: 'Engine',
  disk: 'Disk',
  disk_writes: 'writes',
  disk_read_only: 'read-only',
  latency: 'Latency',
  screen: 'Screen',
  stays_on: 'stays on',
  may_turn_off: 'may turn off: this device does not keep it on',
  station: 'Station',
} as const
