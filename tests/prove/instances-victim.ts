import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

// The negative control of the race between instances: the folder is guarded by a file with a pid in it, which is
// looked for, and written once the database is open. The write-ahead log keeps nobody out. Says `looked` when it has
// looked, and goes on at a line of standard input: a start takes as long as the race wants it to.

const folder = process.argv[2] ?? ''
const pidFile = join(folder, 'station.pid')
if (existsSync(pidFile)) process.exit(3)

const db = new Database(join(folder, 'desk.db'), { timeout: 5_000 })
db.pragma('journal_mode = WAL')
db.exec('CREATE TABLE IF NOT EXISTS starts (pid INTEGER NOT NULL)')
process.stdout.write('looked\n')
await once(process.stdin, 'data')
writeFileSync(pidFile, `${process.pid}`)
db.prepare('INSERT INTO starts VALUES (?)').run(process.pid)
process.stdout.write(`ready pid ${process.pid}\n`)
// Until it is killed: a station does not end by itself.
process.stdin.resume()
