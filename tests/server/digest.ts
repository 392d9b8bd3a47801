import { createHash } from 'node:crypto'
import { openReadable } from '#db/open.ts'
import type { Serving } from './serving.ts'

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

/** Lists a signal and waits until it is decided who is brought it: after that nothing happens of itself. */
export async function postOffered(serving: Serving): Promise<string> {
  const offered = new Promise<void>((done) => {
    const forget = serving.station.onCommit((recorded) => {
      if (!recorded.some(({ event }) => event.kind === 'signal_offered' && event.done)) return
      forget()
      done()
    })
  })
  const id = await serving.postSignal()
  await offered
  return id
}
