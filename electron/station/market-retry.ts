import type { Command } from '#core/command.ts'
import type { Feed } from './feed/feed.ts'
import type { Log } from './log.ts'
import type { Waits } from './market-waits.ts'
import type { Execute } from './station.ts'

export interface RetryParts {
  readonly feed: Feed
  readonly execute: Execute
  readonly log: Log
  readonly waits: Waits
  /** Told when the disk takes nothing for now. */
  readonly onDelay: () => void
}

/** Wait before what failed is tried again. */
export const RETRY_MS = 250

/** What a market does until it succeeds: writing, and reading on. Only a stop ends it before. */
export class Retries {
  readonly #parts: RetryParts

  constructor(parts: RetryParts) {
    this.#parts = parts
  }

  /** Repeats a command until the disk has it. False when the market was stopped before. */
  async commit(command: Command): Promise<boolean> {
    const { execute, log, waits, onDelay } = this.#parts
    for (let attempt = 1; ; attempt++) {
      const answer = await execute(command)
      if (answer.ok) return true
      const { code } = answer.rejection
      if (!STORAGE_FAILURES.has(code)) {
        // Taken before, or the signal waits no longer: nothing to do.
        log.debug({ command: command.kind, code }, 'market_step_refused')
        return true
      }
      if (attempt === 1) log.error({ command: command.kind, code }, 'market_waits_for_disk')
      onDelay()
      await waits.rest(RETRY_MS)
      if (waits.stopped) return false
    }
  }

  /** Reads on where nothing is ready to be played and the feed has not ended. */
  async ready(): Promise<void> {
    const { feed, log, waits } = this.#parts
    if (feed.nextCloseAt() !== null || feed.ended()) return
    for (let attempt = 1; !waits.stopped; attempt++) {
      try {
        await feed.refill()
        return
      } catch (failure) {
        if (attempt === 1) log.error({ err: failure }, 'feed_failed')
        await waits.rest(RETRY_MS)
      }
    }
  }
}

const STORAGE_FAILURES: ReadonlySet<string> = new Set(['storage_full', 'internal', 'not_ready', 'overloaded'])
