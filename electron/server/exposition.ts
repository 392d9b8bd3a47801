import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DomainEvent } from '#core/event.ts'
import type { Station } from '#station/station.ts'
import { ANSWER_SECONDS_EDGES, type RequestCounts } from './request-counts.ts'

/** Sources that have a line of their own; what lies beyond is `other`, so that names from outside cannot grow the page. */
export const SOURCES_MAX = 40
const MS_PER_S = 1_000

/** What happened since the start, by the commits. */
export interface EventCounts {
  readonly kinds: ReadonlyMap<DomainEvent['kind'], number>
  /** Signals opened, by source. */
  readonly sources: ReadonlyMap<string, number>
}

/** Follows the commits of a station and counts. */
export function countEvents(station: Pick<Station, 'onCommit'>): EventCounts {
  const kinds = new Map<DomainEvent['kind'], number>()
  const sources = new Map<string, number>()
  station.onCommit((recorded) => {
    for (const { event } of recorded) {
      kinds.set(event.kind, (kinds.get(event.kind) ?? 0) + 1)
      if (event.kind !== 'signal_opened') continue
      const { source } = event.signal
      const name = sources.has(source) || sources.size < SOURCES_MAX ? source : 'other'
      sources.set(name, (sources.get(name) ?? 0) + 1)
    }
  })
  return { kinds, sources }
}

/** Where the numbers come from. */
export interface Gauges {
  readonly station: Station
  readonly version: string
  readonly clients: () => number
  readonly loopDelayMs: () => number
  readonly requests: RequestCounts
  readonly events: EventCounts
}

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number]

/**
 * All that is measured, in the text format of Prometheus 0.0.4.
 *
 * Counters begin at nought with the station. A figure that there is none of yet has no line: a nought would be a claim.
 */
export function expositionOf(gauges: Gauges): string {
  return [...ofStation(gauges), ...ofRequests(gauges), ...ofMarket(gauges)].join('\n').concat('\n')
}

function ofStation({ station, version, clients, loopDelayMs, events }: Gauges): string[] {
  const counts = station.queries.counts()
  const wal = sizeOf(join(station.dataFolder, 'desk.db-wal'))
  const commits = counts.commitMs
  return [
    ...family('info', 'gauge', 'Version of the program.', [[{ version }, 1]]),
    ...family('writable', 'gauge', '1 while the station records.', one(station.writable() ? 1 : 0)),
    ...family('sockets', 'gauge', 'Open sockets.', one(clients())),
    ...family('loop_delay_p99_seconds', 'gauge', 'Delay of the event loop.', one(loopDelayMs() / MS_PER_S)),
    ...family('journal_rows', 'gauge', 'Events of the journal.', one(counts.journalRows)),
    ...family('database_bytes', 'gauge', 'Size of the database.', one(counts.bytes)),
    ...family('wal_bytes', 'gauge', 'Size of the write-ahead log.', wal === null ? [] : one(wal)),
    ...family('writer_batches_total', 'counter', 'Transactions of the writer.', one(counts.commits)),
    ...family(
      'commands_per_batch',
      'gauge',
      'Commands in a transaction, mean.',
      one(counts.commandsPerCommit),
    ),
    ...family('commit_seconds', 'gauge', 'How long the disk took, of the last commits.', [
      ...(commits === null
        ? []
        : ([
            [{ quantile: '0.5' }, commits.p50 / MS_PER_S],
            [{ quantile: '0.99' }, commits.p99 / MS_PER_S],
          ] as const)),
    ]),
    ...family('fires_total', 'counter', 'Fires recorded.', one(events.kinds.get('signal_fired') ?? 0)),
    ...family('passes_total', 'counter', 'Passes recorded.', one(events.kinds.get('signal_passed') ?? 0)),
    ...family('events_total', 'counter', 'Events recorded, by kind.', labelled('kind', events.kinds)),
    ...family('signals_total', 'counter', 'Signals opened, by source.', labelled('source', events.sources)),
  ]
}

function ofRequests({ requests }: Gauges): string[] {
  const { buckets, count, sumS } = requests.times()
  const edges = ANSWER_SECONDS_EDGES.map((edge, at): Sample => [{ le: String(edge) }, buckets[at] ?? 0])
  return [
    ...family(
      'requests_total',
      'counter',
      'Requests answered, by route and status.',
      requests.answers().map(({ route, status, count: times }) => [{ route, status: String(status) }, times]),
    ),
    ...family('refusals_total', 'counter', 'Refusals, by code.', labelled('code', requests.refusals())),
    ...head('request_seconds', 'histogram', 'From the door to the answer.'),
    ...edges.map((sample) => line('request_seconds_bucket', sample)),
    line('request_seconds_bucket', [{ le: '+Inf' }, count]),
    line('request_seconds_sum', [{}, sumS]),
    line('request_seconds_count', [{}, count]),
  ]
}

function ofMarket({ station }: Gauges): string[] {
  const { market } = station
  const { badRows, bars, lastBarAt, holes } = market.health()
  const open = station.queries.activeSignals(1).total
  return [
    ...family('signals_open', 'gauge', 'Signals whose fire window is open.', one(open)),
    ...family('feed_playing', 'gauge', '1 while market time runs.', [
      [{ source: market.source }, market.paused || market.ended || market.failed ? 0 : 1],
    ]),
    ...family('feed_bars_total', 'counter', 'Bars taken.', one(bars)),
    ...family('feed_holes_total', 'counter', 'Gaps between bars.', one(holes)),
    ...family(
      'feed_bad_rows_total',
      'counter',
      'Rows that could not be used.',
      labelled('reason', new Map(Object.entries(badRows))),
    ),
    ...family(
      'feed_age_seconds',
      'gauge',
      'Market time since the close of the last bar.',
      lastBarAt === null ? [] : one(Math.max(0, market.clock().at - lastBarAt) / MS_PER_S),
    ),
  ]
}

function family(name: string, type: 'gauge' | 'counter', help: string, samples: readonly Sample[]): string[] {
  return samples.length === 0
    ? []
    : [...head(name, type, help), ...samples.map((sample) => line(name, sample))]
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP fusion_desk_${name} ${help}`, `# TYPE fusion_desk_${name} ${type}`]
}

function line(name: string, [labels, value]: Sample): string {
  const said = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `fusion_desk_${name}${said.length === 0 ? '' : `{${said.join(',')}}`} ${value}`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function one(value: number): readonly Sample[] {
  return [[{}, value]]
}

function labelled(label: string, counts: ReadonlyMap<string, number>): readonly Sample[] {
  return [...counts].map(([name, count]) => [{ [label]: name }, count])
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null
}
