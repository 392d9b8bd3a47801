/** The answer of a rule: either what happened, or the one reason why nothing did. */
export type Result<Value, Rejection> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly rejection: Rejection }

/** Wraps what a rule accepted. */
export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value }
}

/** Wraps the reason of a refusal. */
export function reject<Rejection>(rejection: Rejection): {
  readonly ok: false
  readonly rejection: Rejection
} {
  return { ok: false, rejection }
}

/** A promise of our own that did not hold. Never caught to go on: the transaction around it rolls back. */
export class InvariantBroken extends Error {
  override readonly name = 'InvariantBroken'
}

/** Throws `InvariantBroken` unless the claim holds. For our own promises, never for input from outside. */
export function invariant(claim: unknown, promise: string): asserts claim {
  if (!claim) throw new InvariantBroken(promise)
}

/** Closes a `switch` over a union: the compiler refuses a call while a case is missing. */
export function unreachable(value: never): never {
  throw new InvariantBroken(`unreachable case: ${JSON.stringify(value)}`)
}
