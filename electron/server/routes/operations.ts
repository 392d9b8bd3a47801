import type { HealthWatch } from '#contracts/http/operations.ts'
import { done } from '#core/audit/entry.ts'
import { SECOND_MS } from '#core/kernel/time.ts'
import type { Answers } from '../idempotency.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wireAuditChain } from '../wire-audit.ts'
import { wireHealthCheck, wireJob, wireLogLine, wireQuickCheck } from '../wire-operations.ts'

/** How a run that was asked for stands on record where it broke, or could not do what it had to. */
const JOB_FAILED = 'job_failed'

type OperationRoutes = Pick<Handlers, 'watch' | 'stationLog' | 'jobs' | 'runJob' | 'database' | 'quickCheck'>

/** How the station stands, for those who run it. */
export function operationRoutes(desk: Desk, answers: Answers): OperationRoutes {
  const { station, watch, log, version } = desk
  return {
    watch: () => ({
      ok: true,
      reply: {
        version,
        started_at: seconds(watch.startedAt),
        checks: watch.read().map(wireHealthCheck),
        figures: figuresOf(desk),
        timestamp: seconds(station.now()),
      },
    }),
    stationLog({ query: { after, level, component, correlation_id: correlationId, limit } }) {
      const choice = {
        level: level ?? null,
        component: component ?? null,
        correlationId: correlationId ?? null,
      }
      const { lines, ...page } = log.page(after ?? null, choice, limit)
      const reply = {
        started_at: seconds(watch.startedAt),
        lines: lines.map(wireLogLine),
        ...page,
        components: [...page.components],
      }
      return { ok: true, reply }
    },
    jobs: () => ({
      ok: true,
      reply: { jobs: station.jobs.list().map(wireJob), timestamp: seconds(station.now()) },
    }),
    runJob: ({ params: { id }, receipt }) =>
      answers.once(receipt, async () => {
        const ran = await station.jobs.runNow(id)
        const job = station.jobs.list().find(({ name }) => name === id)
        if (ran === null || job === undefined) return { ok: false, problem: { code: 'job_unavailable' } }
        await station.execute({
          kind: 'note_audit',
          note: { ...done('job_run', `job:${id}`), outcome: ran.ok ? 'done' : JOB_FAILED },
        })
        return { ok: true, reply: { job: wireJob(job) } }
      }),
    async database() {
      const { upkeep, queries } = station
      const tables = await upkeep.rows()
      const { pageBytes, pages, freePages, walBytes, walFoldBytes, schemaVersion } = upkeep.size()
      const { journalRows, newestAt } = queries.counts()
      const [folded, quick] = [upkeep.folded(), upkeep.quickSeen()]
      return {
        ok: true,
        reply: {
          bytes: pages * pageBytes,
          wal_bytes: walBytes,
          wal_fold_bytes: walFoldBytes,
          page_bytes: pageBytes,
          pages,
          free_pages: freePages,
          schema_version: schemaVersion,
          folded: folded && { at: seconds(folded.at), whole: folded.whole },
          journal: { head: journalRows, at: newestAt === null ? null : seconds(newestAt) },
          audit: wireAuditChain(station),
          quick_check: quick && wireQuickCheck(quick),
          tables: tables.map((row) => ({ ...row })),
          timestamp: seconds(station.now()),
        },
      }
    },
    quickCheck: ({ receipt }) =>
      answers.once(receipt, async () => ({
        ok: true,
        reply: wireQuickCheck(await station.upkeep.quickCheck()),
      })),
  }
}

function figuresOf({ station, clients, requests }: Desk): HealthWatch['figures'] {
  const { market, queries } = station
  const { bars, lastBarAt } = market.health()
  const { commits, journalRows } = queries.counts()
  return {
    sockets: clients(),
    requests: requests.answers().reduce((sum, { count }) => sum + count, 0),
    refusals: [...requests.refusals().values()].reduce((sum, count) => sum + count, 0),
    commits,
    journal_rows: journalRows,
    memory_bytes: process.memoryUsage.rss(),
    source: market.source,
    bars,
    last_bar: lastBarAt === null ? null : seconds(lastBarAt),
    last_bar_age: lastBarAt === null ? null : Math.max(0, market.clock().at - lastBarAt) / SECOND_MS,
  }
}
