import type { ExtendWindows } from '#core/command.ts'
import type { Policy } from '#core/context.ts'
import type { SignalId } from '#core/kernel/ids.ts'
import type { MarketTimeMs } from '#core/kernel/time.ts'
import { owedWallMs } from '#core/signals/windows.ts'

export interface WindowParts {
  /** Signals whose open window ends before a moment. */
  readonly openWindows: (before: MarketTimeMs) => readonly SignalId[]
  readonly policy: Policy
  /** False where the market was stopped before the command was on disk. */
  readonly commit: (command: ExtendWindows) => Promise<boolean>
}

export type ChangeOfPace = Omit<ExtendWindows, 'kind' | 'signalIds'>

/**
 * Gives the open windows what a change of pace owes them, so many at a time; settles when it is on disk.
 *
 * The market's clock has to stand meanwhile. Signals that are posted meanwhile are looked at too, and none twice: what
 * is owed is reckoned from the old end.
 */
export async function keepWindows(change: ChangeOfPace, parts: WindowParts): Promise<void> {
  const { openWindows, policy, commit } = parts
  const endsBefore = change.landsAt + owedWallMs(policy) * change.after
  const looked = new Set<SignalId>()
  for (;;) {
    const ids = openWindows(endsBefore).filter((id) => !looked.has(id))
    if (ids.length === 0) return
    for (let from = 0; from < ids.length; from += policy.windowsPerCommandMax) {
      const signalIds = ids.slice(from, from + policy.windowsPerCommandMax)
      for (const id of signalIds) looked.add(id)
      if (!(await commit({ kind: 'extend_windows', ...change, signalIds }))) return
    }
  }
}
