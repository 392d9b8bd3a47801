import type { Hook as WireHook } from '#contracts/http/hooks.ts'
import type { HookCommand, HookFields, Hook as Kept } from '#core/hooks/hook.ts'
import { invariant } from '#core/kernel/result.ts'
import type { ReceiptKey } from '#station/station.ts'
import type { HookKeeping } from '../hook-keeping.ts'
import { problemOf } from '../problems.ts'
import type { Answer, Call, Desk, Handlers } from '../registry.ts'

type HookRoutes = Pick<Handlers, 'hooks' | 'makeHook' | 'rotateHook' | 'revokeHook' | 'hookDeliveries'>

/** The operator's side of hooks. */
export function hookRoutes({ station, newId }: Desk, keeping: HookKeeping): HookRoutes {
  const { queries } = station

  async function change(command: HookCommand, receipt: ReceiptKey | undefined) {
    const executed = await station.execute(command, receipt)
    if (!executed.ok) return { ok: false as const, problem: problemOf(executed.rejection) }
    const { events, replayed } = executed.value
    const told = events[0]?.event
    invariant(told?.kind === 'hook_set', 'what a hook became is told')
    return { ok: true as const, replayed, reply: shown(told.hook) }
  }

  function shown(hook: Kept) {
    const { path, signing } = keeping.secretsOf(hook)
    return { hook: wireHook(hook), path, signing_secret: signing }
  }

  return {
    hooks: () => ({ ok: true, reply: { hooks: queries.hooks().map(wireHook) } }),

    makeHook: ({ body, principal, receipt }) =>
      change({ kind: 'make_hook', hookId: newId(), fields: fieldsOf(body), by: principal.userId }, receipt),

    rotateHook: ({ params, principal, receipt }) =>
      change({ kind: 'rotate_hook', hookId: params.id, by: principal.userId }, receipt),

    async revokeHook({ params, principal, receipt }): Promise<Answer<undefined>> {
      const command = { kind: 'revoke_hook', hookId: params.id, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: undefined, replayed: executed.value.replayed }
    },

    hookDeliveries({ params }) {
      if (queries.hook(params.id) === null) return { ok: false, problem: { code: 'hook_not_found' } }
      return { ok: true, reply: { since: keeping.sinceS, deliveries: [...keeping.deliveries(params.id)] } }
    },
  }
}

function fieldsOf({ name, provider, signed, fields, distances }: Call<'makeHook'>['body']): HookFields {
  const named = Object.entries(fields).filter(([, key]) => key !== undefined)
  return {
    name,
    provider,
    signed,
    fields: Object.fromEntries(named),
    distances:
      distances === undefined ? null : { stopPct: distances.stop_pct, targetPct: distances.target_pct },
  }
}

function wireHook({ hookId, distances, ...hook }: Kept): WireHook {
  return {
    hook_id: hookId,
    name: hook.name,
    provider: hook.provider,
    signed: hook.signed,
    fields: { ...hook.fields },
    distances: distances && { stop_pct: distances.stopPct, target_pct: distances.targetPct },
    version: hook.version,
    revoked: hook.revoked,
  }
}
