import { HOUR_MS } from '#core/kernel/time.ts'
import { foldInPassing } from '#db/open.ts'
import { openCleanUp } from './clean-up.ts'
import type { Config } from './config.ts'
import { IDLE_LOOK_MS, openIdleFold } from './idle-fold.ts'
import { type JobTrack, UNTRACKED } from './jobs.ts'
import type { Log } from './log.ts'
import type { Desk } from './open.ts'
import type { Upkeep } from './station.ts'
import { upkeep } from './upkeep.ts'

const UPKEEP_EVERY_MS = HOUR_MS

/** What keeps the database of a desk trustworthy. */
export function careFor(
  { storage: { db, file }, now, audit }: Desk,
  { limits }: Pick<Config, 'limits'>,
  job: JobTrack = UNTRACKED,
): Upkeep {
  const { seal } = audit.seals
  return upkeep({ db, file, receiptHours: limits.journalReceiptHours, now, seal, job })
}

/** What keeps a running station in order. */
export interface Tidying {
  readonly care: Upkeep
  stop(): Promise<void>
}

/** Drops old lines of lists now and every hour, and tidies files every hour. */
export function keepTidy(desk: Desk, config: Config, log: Log): Tidying {
  const job = desk.jobs.take('maintenance', UPKEEP_EVERY_MS, () => tidy(care, log))
  const care = careFor(desk, config, job)
  const due = () => job.due(desk.now() + UPKEEP_EVERY_MS)
  due()
  const timer = setInterval(() => {
    due()
    void tidy(care, log)
  }, UPKEEP_EVERY_MS)
  const lulls = foldInLulls(desk, log)
  const details = keepDetails(desk, config, log)
  return {
    care,
    async stop(): Promise<void> {
      clearInterval(timer)
      lulls.stop()
      await details.stop()
    },
  }
}

/** The log is folded while nobody waits; where it cannot be, that is a commit's to find out. */
function foldInLulls({ storage, writer }: Desk, log: Log) {
  const fold = () => {
    try {
      foldInPassing(storage.db)
    } catch (err) {
      log.warn({ err }, 'log_not_folded')
    }
  }
  const { look } = openIdleFold({ fold, counts: writer.counts })
  const timer = setInterval(look, IDLE_LOOK_MS)
  return { stop: () => clearInterval(timer) }
}

/** Old lines of lists: one round at a time, and what is due once a day of the desk is done once. */
function keepDetails({ jobs, writer, now }: Desk, { deskZone, limits }: Config, log: Log) {
  const { execute, writable } = writer
  const keepDays = limits.detailDays
  // A desk that keeps everything for ever has nothing to be done here.
  if (keepDays === 0) return { stop: async () => undefined }
  const clean = openCleanUp({ execute, now, deskZone, keepDays })
  let cleaning: Promise<unknown> = Promise.resolve()
  const round = () => {
    const turn = cleaning.then(async () => {
      const lines = await clean.run()
      if (lines > 0) log.info({ lines }, 'details_dropped')
      return writable() ? { lines } : null
    })
    cleaning = turn.catch(() => undefined)
    return turn
  }
  const every = jobs.every({ name: 'details', everyMs: UPKEEP_EVERY_MS, work: round, onDemand: true })
  void jobs.runNow('details')
  return {
    async stop(): Promise<void> {
      every.stop()
      await cleaning
    },
  }
}

async function tidy(care: Upkeep, log: Log): Promise<void> {
  try {
    log.info(await care.maintain(), 'maintained')
  } catch (failure) {
    // A full disk refuses this as it refuses every write; the next hour tries again.
    log.warn({ err: failure }, 'maintenance_failed')
  }
}
