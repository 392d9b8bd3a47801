import { setTimeout as rest } from 'node:timers/promises'
import type { SignalId } from '#core/kernel/ids.ts'
import type { Signal } from '#core/signals/signal.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readOwedOffers } from '#db/stores/routing.ts'
import type { Log } from './log.ts'
import type { Execute } from './station.ts'

const RETRY_MS = 1_000

/** Brings signals to those they are for, a bounded number of users at a time. */
export interface Routings {
  /** A commit may have opened a signal. */
  follow(recorded: readonly Recorded[]): void
  /** Settles when everything that is open is decided on. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Follows the commits and has it decided who is brought what they open; of signals that open together the likeliest
 * goes first, because whoever gets one waits for the next.
 *
 * How far it has come stands in the tables, so a station that was killed in between goes on where it was.
 */
export function openRoutings(db: Readable, execute: Execute, log: Log): Routings {
  const owed = new Set<SignalId>(readOwedOffers(db))
  const stopping = new AbortController()
  const { signal: stopped } = stopping
  let working: Promise<void> = Promise.resolve()
  let busy = false

  /** One round. A signal that cannot be decided on keeps no other waiting. */
  async function work(): Promise<void> {
    for (const signalId of owed) {
      if (await offer(signalId)) owed.delete(signalId)
      if (stopped.aborted) return
    }
    if (owed.size === 0) return
    log.warn({ signals: owed.size }, 'routing_delayed')
    await rest(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined)
  }

  /** True once nobody is left to be decided on. */
  async function offer(signalId: SignalId): Promise<boolean> {
    while (!stopped.aborted) {
      const answer = await execute({ kind: 'route_signal', signalId })
      if (!answer.ok) return answer.rejection.code === 'signal_not_found'
      const last = answer.value.events.at(-1)?.event
      if (last?.kind !== 'signal_offered' || last.done) return true
    }
    return false
  }

  function begin(): void {
    if (busy || stopped.aborted || owed.size === 0) return
    busy = true
    working = work().finally(() => {
      busy = false
      begin()
    })
  }

  begin()
  return {
    follow(recorded) {
      for (const { signalId } of opened(recorded)) owed.add(signalId)
      for (const { event } of recorded)
        if (event.kind === 'signal_expired' || event.kind === 'signal_settled') owed.delete(event.signalId)
      begin()
    },
    async idle() {
      while (busy) await working
    },
    async stop() {
      stopping.abort()
      await working
    },
  }
}

function opened(recorded: readonly Recorded[]): readonly Signal[] {
  return recorded
    .flatMap(({ event }) =>
      event.kind === 'signal_opened' && event.signal.veto === undefined ? [event.signal] : [],
    )
    .sort((a, b) => b.assessment.probability - a.assessment.probability)
}
