import { type Answer, openClient } from '#contracts/client.ts'
import type { ReplyOf } from '#contracts/http.ts'

/** The token that the page asks with, and how it gets another one. */
export interface Access {
  /** Null before a paired device has been given its first. */
  current(): string | null
  /**
   * Asks for another token in the place of the current one. `over`: the station gives none any more. `away`: nobody
   * answered, or not now.
   */
  renew(): Promise<Renewal>
  /** Told of each new token; gives the way to be told no more. */
  onRenewed(listener: (token: string) => void): () => void
  stop(): void
}

export type Renewal = 'renewed' | 'over' | 'away'

/** A token that somebody pasted: there is no other in its place. */
export function pastedAccess(token: string): Access {
  return {
    current: () => token,
    renew: async () => 'over',
    onRenewed: () => () => undefined,
    stop: () => undefined,
  }
}

/** What renewing needs of the browser. */
export interface RenewParts {
  /** Sends the cookie, which no script sees. */
  readonly ask: () => Promise<Answer<ReplyOf<'refreshSession'>>>
  /** Runs one piece of work at a time over all tabs. */
  readonly alone: <Value>(work: () => Promise<Value>) => Promise<Value>
}

/** So long before its end a token is renewed. */
export const RENEW_AHEAD_MS = 60_000

/** The access of a paired device: in memory alone, renewed before it runs out and when it is refused. */
export function pairedAccess({ ask, alone }: RenewParts): Access {
  const listeners = new Set<(token: string) => void>()
  let token: string | null = null
  let renewing: Promise<Renewal> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  async function renewOnce(): Promise<Renewal> {
    const answer = await alone(ask)
    if (!answer.ok) return answer.problem.status === 401 ? 'over' : 'away'
    const { access_token, expires_at, server_time } = answer.value
    token = access_token
    clearTimeout(timer)
    // Counted from the station's own clock: that of the device may be anywhere.
    const leftMs = 1_000 * (expires_at - server_time) - RENEW_AHEAD_MS
    if (!stopped) timer = setTimeout(() => void renew(), Math.max(0, leftMs))
    for (const listener of listeners) listener(access_token)
    return 'renewed'
  }

  function renew(): Promise<Renewal> {
    renewing ??= renewOnce().finally(() => {
      renewing = null
    })
    return renewing
  }

  return {
    current: () => token,
    renew,
    onRenewed(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** The access of this browser, where it was paired. */
export function thisDevice(): Access {
  const client = openClient({ baseUrl: '', token: () => null })
  return pairedAccess({ ask: () => client.call('refreshSession', {}), alone: oneTabAtATime })
}

/**
 * Browsers have locks over tabs on secure pages only. Elsewhere two tabs may ask at once: the station answers the
 * second as it did the first, and asks a third to wait.
 */
function oneTabAtATime<Value>(work: () => Promise<Value>): Promise<Value> {
  const { locks } = navigator as { readonly locks?: LockManager }
  return locks === undefined ? work() : (locks.request('fusion-desk.refresh', work) as Promise<Value>)
}
