import { setTimeout as rest } from 'node:timers/promises'
import type { Policy } from '#core/context.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import type { Recorded } from '#db/journal.ts'
import type { Readable } from '#db/open.ts'
import { readOwedSettlements } from '#db/stores/fires.ts'
import type { Log } from './log.ts'
import type { Execute } from './station.ts'

const RETRY_MS = 1_000

/** Books the results of settled signals, a bounded number of trades at a time. */
export interface Settlements {
  /** A commit may have settled a signal. */
  follow(recorded: readonly Recorded[]): void
  /** Settles when nothing is owed any more. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * Follows the commits and books what they settle.
 *
 * What is owed stands in the tables (executed, settled, not booked), so a station that was killed between a
 * settlement and its bookings goes on with them at the next start.
 */
export function openSettlements(db: Readable, execute: Execute, policy: Policy, log: Log): Settlements {
  const owed = new Set<SignalId>(readOwedSettlements(db))
  const stopping = new AbortController()
  const { signal: stopped } = stopping
  let working: Promise<void> = Promise.resolve()
  let busy = false

  /** One round. A signal that cannot be booked keeps no other waiting. */
  async function work(): Promise<void> {
    for (const signalId of owed) {
      if (await book(signalId)) owed.delete(signalId)
      if (stopped.aborted) return
    }
    if (owed.size === 0) return
    log.warn({ signals: owed.size }, 'settlement_delayed')
    await rest(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined)
  }

  /** True once nothing is owed on this signal any more. */
  async function book(signalId: SignalId): Promise<boolean> {
    while (!stopped.aborted) {
      const answer = await execute({ kind: 'settle_trades', signalId })
      if (!answer.ok) return answer.rejection.code === 'signal_not_found'
      if (answer.value.events.length < policy.tradesPerSettlementMax) return true
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
      for (const { event } of recorded) if (event.kind === 'signal_settled') owed.add(event.signalId)
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
