import type { DomainEvent } from '#core/event.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'

/** Hooks of a desk, revoked ones too: none is ever dropped. */
export const HOOKS_MAX = 200
/** Hooks that take anything at once. */
export const HOOKS_ACTIVE_MAX = 25

/** What a delivery has to say, by our names. */
export const HOOK_FIELDS = [
  'symbol',
  'direction',
  'entry_price',
  'stop_loss',
  'take_profit',
  'confidence',
  'expires_in',
  'time',
  'event_id',
] as const
export type HookField = (typeof HOOK_FIELDS)[number]

/** What an operator says of a hook. Lengths and ranges are checked at the door. */
export interface HookFields {
  readonly name: string
  /** The one provider it may post signals for. */
  readonly provider: string
  /** Whether every delivery has to be signed. */
  readonly signed: boolean
  /** The sender's names of our fields, where they differ. */
  readonly fields: Readonly<Partial<Record<HookField, string>>>
  /** Distances from the entry in percent, for senders that name no levels; null asks for both levels. */
  readonly distances: { readonly stopPct: number; readonly targetPct: number } | null
}

/** A secret address under which a sender that can set no headers lists signals of one provider. */
export interface Hook extends HookFields {
  readonly hookId: string
  /** Counts the secrets it has had: the first is 1. */
  readonly version: number
  readonly revoked: boolean
}

/** A hook as it is from now on. Its secrets are in no journal. */
export interface HookSet {
  readonly kind: 'hook_set'
  readonly hook: Hook
  readonly by: UserId
}

/** Makes an address. */
export interface MakeHook {
  readonly kind: 'make_hook'
  readonly hookId: string
  readonly fields: HookFields
  readonly by: UserId
}

/** Gives a hook new secrets; the old ones open nothing any more. */
export interface RotateHook {
  readonly kind: 'rotate_hook'
  readonly hookId: string
  readonly by: UserId
}

/** Ends a hook for good. */
export interface RevokeHook {
  readonly kind: 'revoke_hook'
  readonly hookId: string
  readonly by: UserId
}

export type HookCommand = MakeHook | RotateHook | RevokeHook

/** What is decided on. */
export interface HookView {
  readonly known: Hook | null
  /** All there are, and those that take deliveries. */
  readonly count: number
  readonly active: number
}

/**
 * Makes, rotates or revokes a hook.
 *
 * Refuses a desk that is full, an unknown hook, and new secrets for one that is revoked. What is revoked already stays
 * so, and nothing is told again. Rules HOOK-1 and HOOK-2.
 */
export function decideHook(
  command: HookCommand,
  { known, count, active }: HookView,
): Result<readonly DomainEvent[], Rejection> {
  const { hookId, by } = command
  if (command.kind === 'make_hook') {
    if (count >= HOOKS_MAX || active >= HOOKS_ACTIVE_MAX) return reject({ code: 'too_many_hooks' })
    return accept([{ kind: 'hook_set', hook: { hookId, ...command.fields, version: 1, revoked: false }, by }])
  }
  if (known === null) return reject({ code: 'hook_not_found' })
  if (command.kind === 'revoke_hook')
    return accept(known.revoked ? [] : [{ kind: 'hook_set', hook: { ...known, revoked: true }, by }])
  if (known.revoked) return reject({ code: 'hook_revoked' })
  return accept([{ kind: 'hook_set', hook: { ...known, version: known.version + 1 }, by }])
}
