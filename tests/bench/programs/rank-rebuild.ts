// A board of points rebuilt from the tables, as a station does at its start.
import type { UserId } from '#core/kernel/ids.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { PeriodBoards } from '#station/period-boards.ts'
import { serveJobs } from '../support/child.ts'

export interface RebuildJob {
  readonly file: string
  readonly members: number
  readonly passes: number
}

export interface RebuildResult {
  /** Of each pass. */
  readonly seconds: readonly number[]
}

const NOW = Date.UTC(2026, 0, 7, 12)
const SCORE_MAX = 1_000_000
/** A prime: the scores come in no order. */
const STEP = 7_919

async function run({ file, members, passes }: RebuildJob): Promise<RebuildResult> {
  const db = openWritable(file)
  migrate(db)
  const numbers = 'WITH RECURSIVE n(no) AS (SELECT 1 UNION ALL SELECT no + 1 FROM n WHERE no < ?)'
  db.run('BEGIN')
  db.run(
    `${numbers} INSERT INTO traders (user_no, user_id, zone, member_tier, balance_cents, fires, passes, wins, losses,
       timeouts, pnl_cents, breakeven_micro_sum, day, day_fires, changed_at)
     SELECT no, 'trader-' || no, 'UTC', 'nibbler', 0, 0, 0, 0, 0, 0, 0, 0, '2026-01-07', 0, 0 FROM n`,
    members,
  )
  db.run(
    `INSERT INTO progress (user_no, counters, last_day, balance, lifetime, xp, level, transactions, earned_day,
       day_earned, vip)
     SELECT user_no, '{}', NULL, 0, 1 + (user_no * ?) % ?, 0, 1, 0, NULL, 0, 'none' FROM traders`,
    STEP,
    SCORE_MAX,
  )
  db.run('COMMIT')
  const seconds: number[] = []
  for (let pass = 0; pass < passes; pass++) {
    const began = process.cpuUsage()
    const boards = new PeriodBoards({ db, zone: 'UTC', now: () => NOW, hidden: new Set<UserId>() })
    const { user, system } = process.cpuUsage(began)
    if (boards.current('global').index.size !== members) throw new Error('somebody is not on the board')
    seconds.push((user + system) / 1_000_000)
  }
  db.close()
  return { seconds }
}

serveJobs('ready', run)
