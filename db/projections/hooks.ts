import type { HookSet } from '#core/hooks/hook.ts'
import type { Writable } from '../open.ts'

/** The tables of this part that are copies of the journal, and the key each is compared by. */
export const HOOK_KEYS = { hooks: 'hook_no' } as const

/** Copies what is told of a hook. */
export function copyHook(db: Writable, { hook }: HookSet): void {
  db.run(
    `INSERT INTO hooks (hook_id, definition) VALUES (?, ?)
     ON CONFLICT (hook_id) DO UPDATE SET definition = excluded.definition`,
    hook.hookId,
    JSON.stringify(hook),
  )
}
