import type { Readable } from '#db/open.ts'

/** Those who were ever taken in, in the order in which they came. */
export interface People {
  readonly living: readonly string[]
  /** Whose person was erased. */
  readonly gone: readonly string[]
}

/** Reads who is there: what died between commit and answer has happened all the same. */
export function readPeople(db: Readable): People {
  const rows = db.all<{ id: string; gone: number }>(
    'SELECT user_id AS id, erased_at IS NOT NULL AS gone FROM traders ORDER BY user_no',
  )
  const of = (gone: number) => rows.filter((row) => row.gone === gone).map(({ id }) => id)
  return { living: of(0), gone: of(1) }
}

/** Stands in every word about somebody and in every id that is chosen for what he does; nowhere else. */
export function signOf(userId: string): string {
  return `!${userId}!`
}
