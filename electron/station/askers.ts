import { AsyncLocalStorage } from 'node:async_hooks'
import { type Asker, STATION_ASKS } from '#core/audit/entry.ts'

/** Who asks for what is done at this moment. */
export interface Askers {
  /** Does some work, and what follows from it, in somebody's name. */
  askedBy<Done>(asker: Asker, work: () => Done): Done
  /** The station itself where nobody else asks. */
  current(): Asker
}

/** Carried along with the work: no route can forget to say who asked, and none can say somebody else. */
export function openAskers(): Askers {
  const askers = new AsyncLocalStorage<Asker>()
  return {
    askedBy: (asker, work) => askers.run(asker, work),
    current: () => askers.getStore() ?? STATION_ASKS,
  }
}
