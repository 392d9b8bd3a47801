import type { BodyOf, LogReason } from '#contracts/http.ts'
import type { LogRow } from '#core/command.ts'
import { fateOf } from '#core/signals/past-signals.ts'
import { readLogLine } from '#core/signals/provider-log.ts'
import type { Executed } from '#station/station.ts'
import { problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { wirePast } from '../wire-past.ts'
import { BAD_CURSOR } from './signals.ts'

interface Fault {
  readonly line: number
  readonly reason: LogReason
}

/** Providers' logs: the way in, and what was taken of them. */
export function providerRoutes({
  station,
}: Pick<Desk, 'station'>): Pick<Handlers, 'importLog' | 'providerLog'> {
  const { queries } = station

  /** What became of the lines that could be read: from what was recorded, and for the others from what is kept. */
  function fatesOf(provider: string, rows: readonly LogRow[], { events }: Executed) {
    const taken = new Set(
      events.flatMap(({ event }) => (event.kind === 'past_signal_recorded' ? [event.past.line] : [])),
    )
    const rest = rows.filter(({ line }) => !taken.has(line))
    const fates = rest.map((row) => ({
      line: row.line,
      fate: fateOf(row, queries.pastSignal(provider, row.pastId)),
    }))
    return {
      recorded: taken.size,
      known: fates.filter(({ fate }) => fate === 'known').length,
      faults: fates.flatMap(({ line, fate }): Fault[] => (fate === 'known' ? [] : [{ line, reason: fate }])),
    }
  }

  return {
    async importLog({ params, body, receipt }) {
      const provider = params.name
      const { rows, faults } = readLines(body, station.now())
      const executed = await station.execute({ kind: 'record_past_signals', provider, rows }, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const fates = fatesOf(provider, rows, executed.value)
      const unusable = [...faults, ...fates.faults].sort((one, other) => one.line - other.line)
      return {
        ok: true,
        reply: { provider, recorded: fates.recorded, known: fates.known, unusable },
        replayed: executed.value.replayed,
      }
    },

    providerLog({ params, query }) {
      const page = queries.pastSignals(params.name, query.limit, query.cursor ?? null)
      if (page === null) return { ok: false, problem: BAD_CURSOR }
      return { ok: true, reply: { past_signals: page.items.map(wirePast), next_cursor: page.next } }
    },
  }
}

function readLines({ file, first_line: first, lines }: BodyOf<'importLog'>, now: number) {
  const rows: LogRow[] = []
  const faults: Fault[] = []
  for (const [index, text] of lines.entries()) {
    const line = first + index
    const read = readLogLine(text, { file, line }, now)
    if (read.ok) rows.push(read.value)
    else faults.push({ line, reason: read.rejection })
  }
  return { rows, faults }
}
