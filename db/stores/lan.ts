import { LAN_OFF, type LanState } from '#core/lan.ts'
import type { Readable, Writable } from '../open.ts'

/** How other machines can reach the station, as it was last decided. */
export function readLan(db: Readable): LanState {
  const row = db.get<{ readonly definition: string }>('SELECT definition FROM lan WHERE lan_no = 1')
  return row ? JSON.parse(row.definition) : LAN_OFF
}

/** Copies what is told of the LAN. */
export function keepLan(db: Writable, lan: LanState): void {
  db.run(
    `INSERT INTO lan (lan_no, definition) VALUES (1, ?)
     ON CONFLICT (lan_no) DO UPDATE SET definition = excluded.definition`,
    JSON.stringify(lan),
  )
}
