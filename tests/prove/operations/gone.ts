import type { Readable } from '#db/open.ts'
import type { Finding } from './invariant.ts'
import { signOf } from './people.ts'

export const GONE_WORDLESS = 'no word of who is gone is left'
export const GONE_ALONE = 'nobody waits for who is gone'

/** Looks for what tells who somebody was, in the journal and in every table there is. */
export function wordsLeft(db: Readable, gone: readonly string[]): readonly Finding[] {
  const tables = textColumns(db)
  return gone.flatMap((userId) => {
    const places = [...tables].filter(([table, columns]) => holds(db, { table, columns }, signOf(userId)))
    if (receiptsOf(db, userId) > 0) places.push(['receipts', []])
    if (nameOf(db, userId) !== ERASED_NAME) places.push(['trader_names', []])
    const where = places.map(([table]) => table).join(', ')
    return where === '' ? [] : [{ invariant: GONE_WORDLESS, detail: `${userId} stands in ${where}` }]
  })
}

/** What is shown in the place of a name. */
const ERASED_NAME = 'Erased user'

function nameOf(db: Readable, userId: string): string | undefined {
  return db.get<{ name: string }>(
    'SELECT name FROM trader_names JOIN traders USING (user_no) WHERE user_id = ?',
    userId,
  )?.name
}

/** Keys that he chose. */
function receiptsOf(db: Readable, userId: string): number {
  const [from, until] = [`${userId}:`, `${userId};`]
  return (
    db.get<{ n: number }>('SELECT COUNT(*) AS n FROM receipts WHERE owner >= ? AND owner < ?', from, until)
      ?.n ?? 0
  )
}

function textColumns(db: Readable): ReadonlyMap<string, readonly string[]> {
  const rows = db.all<{ tableName: string; columnName: string }>(
    `SELECT s.name AS tableName, c.name AS columnName FROM sqlite_schema s JOIN pragma_table_info(s.name) c
     WHERE s.type = 'table' AND s.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'`,
  )
  const byTable = Map.groupBy(rows, ({ tableName }) => tableName)
  return new Map([...byTable].map(([table, columns]) => [table, columns.map(({ columnName }) => columnName)]))
}

function holds(
  db: Readable,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  sign: string,
): boolean {
  const looks = columns.map((column) => `instr("${column}", ?) > 0`).join(' OR ')
  return db.get(`SELECT 1 FROM "${table}" WHERE ${looks} LIMIT 1`, ...columns.map(() => sign)) !== undefined
}

const OPEN_TIES = `SELECT u.user_id AS userId, s.what FROM (
    SELECT user_no, 'a tie' AS what FROM friendships
    UNION ALL SELECT friend_no, 'a tie' FROM friendships
    UNION ALL SELECT user_no, 'a challenge' FROM challenges WHERE state IN ('proposed', 'running')
    UNION ALL SELECT opponent_no, 'a challenge' FROM challenges WHERE state IN ('proposed', 'running')
  ) s JOIN traders u USING (user_no) WHERE u.erased_at IS NOT NULL`
const OPEN_TOKENS = `SELECT user_id AS userId, 'a token' AS what FROM tokens JOIN traders USING (user_id)
  WHERE erased_at IS NOT NULL AND revoked = 0`

/** Looks for friends, challenges and tokens of people who are gone. */
export function tiesLeft(db: Readable): readonly Finding[] {
  return [OPEN_TIES, OPEN_TOKENS]
    .flatMap((sql) => db.all<{ userId: string; what: string }>(sql))
    .map(({ userId, what }) => ({ invariant: GONE_ALONE, detail: `${userId} has ${what}` }))
}
