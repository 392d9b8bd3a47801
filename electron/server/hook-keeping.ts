import { HOOK_DELIVERIES_MAX, type HookDelivery } from '#contracts/http/hooks.ts'
import type { Hook } from '#core/hooks/hook.ts'
import { sameBytes } from './hook-signature.ts'
import type { TokenSecrets } from './idempotency.ts'

/** The secrets of a hook as its operator sees them once. */
export interface HookSecrets {
  /** `/hook/ID/SECRET`. */
  readonly path: string
  /** Null where deliveries are not signed. */
  readonly signing: string | null
}

/** What the server keeps of hooks beside the tables: their secrets, which stand nowhere, and what was delivered. */
export interface HookKeeping {
  secretsOf(hook: Hook): HookSecrets
  opens(hook: Hook, secret: string): boolean
  note(hookId: string, delivery: HookDelivery): void
  /** Newest first. */
  deliveries(hookId: string): readonly HookDelivery[]
  /** From when on deliveries are kept in sight, seconds. */
  readonly sinceS: number
}

/**
 * Secrets are derived from the hook, how many it has had, and the key of this installation: none is stored, a stolen
 * database opens no hook, and a request that is repeated gets the same answer.
 */
export function openHookKeeping(secrets: TokenSecrets, sinceS: number): HookKeeping {
  const kept = new Map<string, HookDelivery[]>()
  const secret = ({ hookId, version }: Hook, use: 'address' | 'signature') =>
    secrets.derived(['hook', hookId, String(version), use]).toString('base64url')

  return {
    sinceS,
    secretsOf: (hook) => ({
      path: `/hook/${hook.hookId}/${secret(hook, 'address')}`,
      signing: hook.signed ? secret(hook, 'signature') : null,
    }),
    opens: (hook, said) => sameBytes(Buffer.from(said), Buffer.from(secret(hook, 'address'))),
    note(hookId, delivery) {
      kept.set(hookId, [delivery, ...(kept.get(hookId) ?? [])].slice(0, HOOK_DELIVERIES_MAX))
    },
    deliveries: (hookId) => kept.get(hookId) ?? [],
  }
}
