import type { Hook } from '#core/hooks/hook.ts'
import type { Readable } from '../open.ts'

/** Every hook of the desk, newest first; there are never more than `HOOKS_MAX`. */
export function readHooks(db: Readable): readonly Hook[] {
  return db
    .all<{ definition: string }>('SELECT definition FROM hooks ORDER BY hook_no DESC')
    .map(({ definition }) => JSON.parse(definition))
}

/** One hook, or null. */
export function readHook(db: Readable, hookId: string): Hook | null {
  const row = db.get<{ definition: string }>('SELECT definition FROM hooks WHERE hook_id = ?', hookId)
  return row ? JSON.parse(row.definition) : null
}

/** How many hooks there are, and how many of them take deliveries. */
export function countHooks(db: Readable): { readonly count: number; readonly active: number } {
  const row = db.get<{ count: number; active: number }>(
    "SELECT COUNT(*) AS count, COALESCE(SUM(NOT json_extract(definition, '$.revoked')), 0) AS active FROM hooks",
  )
  return row ?? { count: 0, active: 0 }
}
