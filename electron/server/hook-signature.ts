import { createHmac, timingSafeEqual } from 'node:crypto'
import { HOOK_AHEAD_S_MAX, SIGNATURE_PAST_S_MAX } from '#contracts/http/hooks.ts'
import type { Problem } from './problems.ts'

const HEADER_LENGTH_MAX = 1_000
/** A sender that rotates its secret signs with both for a while; more is no rotation. */
const SIGNATURES_MAX = 5

/** A delivery that was signed with the secret of its hook, or why it was not. */
export type Signed =
  | { readonly ok: true; readonly atS: number }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Checks a header `t=SECONDS,v1=HEX[,v1=HEX]`: HMAC-SHA256 over `t.body` under the secret.
 *
 * The time stands inside what is signed, so that no old delivery can be given a new one. One fitting signature is
 * enough, and every one is compared in the same time. A good signature of another time is told as stale, so that its
 * sender looks at his clock.
 */
export function checkSignature(
  header: string | readonly string[] | undefined,
  body: Buffer,
  { secret, nowS }: { readonly secret: string; readonly nowS: number },
): Signed {
  const parts = typeof header === 'string' && header.length <= HEADER_LENGTH_MAX ? header.split(',') : []
  const times = valuesOf(parts, 't').filter((text) => /^[0-9]{1,12}$/.test(text))
  const signatures = valuesOf(parts, 'v1').slice(0, SIGNATURES_MAX)
  const [time] = times
  if (time === undefined || times.length > 1) return { ok: false, problem: { code: 'bad_signature' } }
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  // Not `some`: it would stop at the first that fits.
  const fitting = signatures.filter((text) => sameBytes(Buffer.from(text, 'hex'), expected))
  if (fitting.length === 0) return { ok: false, problem: { code: 'bad_signature' } }
  const atS = Number(time)
  if (nowS - atS > SIGNATURE_PAST_S_MAX || atS - nowS > HOOK_AHEAD_S_MAX)
    return { ok: false, problem: { code: 'stale_delivery' } }
  return { ok: true, atS }
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

function valuesOf(parts: readonly string[], name: string): readonly string[] {
  return parts
    .map((part) => part.trim())
    .flatMap((part) => (part.startsWith(`${name}=`) ? [part.slice(name.length + 1)] : []))
}
