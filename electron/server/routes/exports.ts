import { EXPORT_SECTIONS, type Export, type ExportSection } from '#contracts/http/exports.ts'
import { done } from '#core/audit/entry.ts'
import type { Market } from '#station/station.ts'
import { columnsOf, csvOf, type Line } from '../csv.ts'
import { type Sections, sectionsOf, traderOf } from '../export-sections.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { badField } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'

/** Exports that may wait for the one that is made: each holds all of its lines in memory. */
const EXPORTS_WAITING_MAX = 8
const TOO_MANY = { ok: false, problem: { code: 'overloaded', retryAfterS: 1 } } as const

/** What a user, or an operator for him, takes away. */
export function exportRoutes({ station }: Desk): Pick<Handlers, 'userExport'> {
  const queue = oneAtATime(EXPORTS_WAITING_MAX)
  return {
    async userExport({ params, query: { format, section } }) {
      if (section !== undefined && format === 'json')
        return { ok: false, problem: badField('section', 'of format=csv only: JSON holds all of them') }
      const trader = traderOf(station, params.id)
      if (trader === null) return { ok: false, problem: { code: 'user_not_found' } }
      const head = { exported_at: seconds(station.now()), source_note: sourceNote(station.market.source) }
      const sections = sectionsOf(station, trader)
      const reply = await queue(async () => {
        if (format === 'json') return everything(sections, head)
        if (section === undefined) return oneFile(sections, head)
        const { lines } = await sections[section]()
        return csvOf(columnsOf(lines), lines)
      })
      if (reply === null) return TOO_MANY
      // Who took a person's data away is on record before he has it.
      const note = done('user_exported', `user:${params.id}`, { format, section: section ?? null })
      await station.execute({ kind: 'note_audit', note })
      return { ok: true, reply }
    },
  }
}

type Head = Pick<Export, 'exported_at' | 'source_note'>

async function everything(sections: Sections, head: Head): Promise<Export> {
  const cut: ExportSection[] = []
  const lists = {} as Record<ExportSection, readonly Line[]>
  for (const name of EXPORT_SECTIONS) {
    const read = await sections[name]()
    lists[name] = read.lines
    if (read.cut) cut.push(name)
  }
  const { user, tokens, devices, fires, passes, days, quota, routing, points, ...progress } = lists
  return {
    user: user[0],
    tokens,
    devices,
    fires,
    passes,
    days,
    routing: { quota: quota[0], signals: routing },
    progress: { points: points[0], ...progress },
    cut,
    ...head,
    // The lines are those of the routes of each list; their contracts stand there.
  } as unknown as Export
}

const COLUMNS = ['section', 'line', 'field', 'value'] as const

/** All sections in one table: a line for each field, so that one header serves them all. */
async function oneFile(sections: Sections, head: Head): Promise<string> {
  const cells: Line[] = []
  const tell = (section: string, lines: readonly Line[]) => {
    for (const [index, line] of lines.entries())
      for (const [field, value] of Object.entries(line))
        cells.push({ section, line: index + 1, field, value })
  }
  const cut: string[] = []
  for (const name of EXPORT_SECTIONS) {
    const read = await sections[name]()
    tell(name, read.lines)
    if (read.cut) cut.push(name)
  }
  tell('export', [{ ...head, cut: cut.join(' ') }])
  return csvOf(COLUMNS, cells)
}

/** Where the prices of an export come from, for whoever reads it without the desk. */
function sourceNote(source: Market['source']): string {
  const named = 'Whatever is of a signal names the source of its prices'
  if (source === 'live') return `${named}.`
  if (source === 'off') return `${named}; no market is running.`
  return `${named}; the running feed is a ${source}, not a live market.`
}
