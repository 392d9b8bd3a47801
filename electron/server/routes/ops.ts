import type { Health } from '#contracts/http.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { Answers } from '../idempotency.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'

type OpsRoutes = Pick<Handlers, 'check' | 'replay' | 'maintain' | 'health' | 'removeDemo'>

const SERVICE_UNAVAILABLE = 503

/** Health for everybody, more of it and the upkeep for operators. */
export function opsRoutes(desk: Desk, answers: Answers): OpsRoutes {
  const { station, version } = desk
  return {
    health({ principal }) {
      const writable = station.writable()
      const reply: Health = {
        status: writable && !station.market.failed ? 'ok' : 'degraded',
        service: 'fusion-desk',
        version,
        source: station.market.source,
        timestamp: seconds(station.now()),
        ...(principal?.role === 'operator' && details(desk)),
      }
      return { ok: true, reply, ...(!writable && { status: SERVICE_UNAVAILABLE }) }
    },
    removeDemo() {
      desk.removeDemo()
      return { ok: true, reply: { removed: true } }
    },
    check: ({ receipt }) =>
      answers.once(receipt, async () => ({ ok: true, reply: copyOf(await station.upkeep.check()) })),
    replay: ({ receipt }) =>
      answers.once(receipt, async () => ({ ok: true, reply: copyOf(await station.upkeep.replay()) })),
    maintain: ({ receipt }) =>
      answers.once(receipt, async () => {
        const { receiptsDropped, bytes } = await station.upkeep.maintain()
        return { ok: true, reply: { receipts_dropped: receiptsDropped, bytes } }
      }),
  }
}

function copyOf({ ok, checks }: Awaited<ReturnType<Desk['station']['upkeep']['check']>>) {
  return { ok, checks: checks.map(({ check, ok, detail }) => ({ check, ok, detail })) }
}

function wireCommitMs(took: ReturnType<Desk['station']['queries']['counts']>['commitMs']) {
  if (took === null) return null
  const { last, p50, p99, of } = took
  return { last: roundTo(last, 3), p50: roundTo(p50, 3), p99: roundTo(p99, 3), of }
}

function details({ station, clients, loopDelayMs }: Desk): Partial<Health> {
  const { badRows, holes, bars, lastBarAt } = station.market.health()
  const counts = station.queries.counts()
  return {
    feed: {
      bad_rows: { text: badRows.text, nan: badRows.nan, range: badRows.range, order: badRows.order },
      holes,
      last_bar: lastBarAt === null ? null : seconds(lastBarAt),
      bars,
      ended: station.market.ended,
    },
    loop_delay_p99_ms: loopDelayMs(),
    db: {
      writable: station.writable(),
      bytes: counts.bytes,
      journal_rows: counts.journalRows,
      commits: counts.commits,
      commands_per_commit: counts.commandsPerCommit,
      commit_ms: wireCommitMs(counts.commitMs),
      last_event:
        counts.newestAt === null ? null : { journal_no: counts.journalRows, at: seconds(counts.newestAt) },
    },
    clients: clients(),
  }
}
