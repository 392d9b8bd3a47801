import type { Readable } from '#db/open.ts'
import { readAwaiting, readSignal } from '#db/stores/signals.ts'
import { Awaiting } from './awaiting.ts'
import { keepBoards } from './board-keeping.ts'
import type { Boards } from './boards.ts'
import { CLOSING_LOOK_MS, openChallengeClosings } from './challenge-closings.ts'
import type { Config } from './config.ts'
import type { OpenLog } from './log.ts'
import type { Desk } from './open.ts'
import { openRoutings } from './routings.ts'
import { openSettlements } from './settlements.ts'

/** What follows from commits by commands of its own: results, offers, the ends of periods and challenges. */
export interface Followers {
  /** Fires that wait for their first price. */
  readonly awaiting: Awaiting
  /** Settles when nothing is owed at this moment. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Opens them and does first what fell due while the station was off: whoever is served later sees it. */
export async function openFollowers(
  desk: Desk,
  boards: Boards,
  { features }: Pick<Config, 'features'>,
  logs: OpenLog,
): Promise<Followers> {
  const { writer, policy, cache, now, storage, jobs } = desk
  const db: Readable = storage.db
  const { execute } = writer
  const keeping = keepBoards({ db, execute, zone: policy.deskZone, now, boards, features, logs, jobs })
  writer.onCommit(keeping.follow)
  await keeping.closed()
  const awaiting = new Awaiting(readAwaiting(db, cache), (id) => readSignal(db, cache, id)?.signal ?? null)
  const settlements = openSettlements(db, execute, policy, logs.component('settlements'))
  const routings = openRoutings(db, execute, logs.component('routings'))
  const closings = features.progress
    ? openChallengeClosings({
        db,
        execute,
        now,
        log: logs.component('challenges'),
        job: jobs.take('challenges', CLOSING_LOOK_MS),
      })
    : null
  await closings?.closeDue()
  writer.onCommit((recorded) => {
    awaiting.follow(recorded)
    settlements.follow(recorded)
    routings.follow(recorded)
  })
  return {
    awaiting,
    async idle() {
      await keeping.closed()
      await settlements.idle()
      await routings.idle()
      await closings?.closeDue()
    },
    async stop() {
      await closings?.stop()
      await routings.stop()
      await keeping.stop()
      await settlements.stop()
    },
  }
}
