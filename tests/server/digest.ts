import { createHash } from 'node:crypto'
import { openReadable } from '#db/open.ts'

/** Everything the database of a data folder says, but of who was refused. */
export function digestOf(folder: string): string {
  const db = openReadable(`${folder}/desk.db`)
  try {
    const tables = db.all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence') ORDER BY name",
    )
    const rows = tables.map(({ name }) => JSON.stringify([name, db.lists(`SELECT * FROM ${name}`)]))
    return createHash('sha256').update(rows.join('\n')).digest('hex')
  } finally {
    db.close()
  }
}
