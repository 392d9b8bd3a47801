import { spawn } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ROOT } from './station-child.ts'

/** The database of a data folder. */
export function databaseOf(dataFolder: string): string {
  return join(dataFolder, 'desk.db')
}

/** A fire as the disk holds it, read without any of the station's own code. */
export interface KeptFire {
  readonly tradeId: string
  readonly userId: string
  readonly signalId: string
}

/** Every fire in the tables. For a data folder without a running station. */
export function keptFires(file: string): readonly KeptFire[] {
  return reading(file, (db) =>
    db
      .prepare<[], KeptFire>(
        `SELECT f.trade_id AS tradeId, t.user_id AS userId, s.signal_id AS signalId
         FROM fires f JOIN traders t USING (user_no) JOIN signals s USING (signal_no)`,
      )
      .all(),
  )
}

/** Every fire in the journal, the truth behind the tables. */
export function journaledFires(file: string): readonly KeptFire[] {
  return reading(file, (db) =>
    db
      .prepare<[], KeptFire>(
        `SELECT payload ->> 'tradeId' AS tradeId, payload ->> 'userId' AS userId, payload ->> 'signalId' AS signalId
         FROM journal WHERE payload ->> 'kind' = 'signal_fired'`,
      )
      .all(),
  )
}

/** An event of a stream as the journal holds it. */
export interface KeptEvent {
  readonly seq: number
  readonly payload: string
}

/** The whole stream, oldest first. */
export function keptStream(file: string, stream: string): readonly KeptEvent[] {
  return reading(file, (db) =>
    db
      .prepare<[string], KeptEvent>(
        `SELECT j.seq, j.payload FROM journal j JOIN streams s USING (stream_no) WHERE s.name = ? ORDER BY j.seq`,
      )
      .all(stream),
  )
}

/** The newest `seq` of every stream. */
export function keptHeads(file: string): ReadonlyMap<string, number> {
  const rows = reading(file, (db) =>
    db
      .prepare<[], { name: string; seq: number }>(
        'SELECT s.name, MAX(j.seq) AS seq FROM streams s JOIN journal j USING (stream_no) GROUP BY s.stream_no',
      )
      .all(),
  )
  return new Map(rows.map(({ name, seq }) => [name, seq]))
}

function reading<Value>(file: string, read: (db: Database.Database) => Value): Value {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/** What the station's own `check` says of a folder; empty when all is well. */
export async function checkFolder(dataFolder: string): Promise<string> {
  const args = ['run', '--silent', 'station', '--', 'check', '--json', '--data', dataFolder]
  const child = spawn('npm', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  const words: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => words.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => words.push(chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  const said = Buffer.concat(words).toString()
  return code === 0 && /"ok":\s*true/.test(said) ? '' : `check ended with ${code}: ${said.slice(0, 400)}`
}
