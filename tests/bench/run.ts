import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureArrival } from './arrival.ts'
import { measureDoor } from './door.ts'
import { measureFanout, measureFanoutDelay } from './fanout.ts'
import { type Figure, type FigureName, figureOf, GOALS, type Measurement, tableOf } from './figures.ts'
import { measureFire } from './fire.ts'
import { measureFirstLoad } from './first-load.ts'
import { measureFusionOps, measureFusionReplay } from './fusion.ts'
import { measurePage } from './page.ts'
import { measurePageMinute } from './page-minute.ts'
import { measurePostToPaint } from './post-to-paint.ts'
import { measureProgressPage } from './progress-page.ts'
import { measureQueueScroll } from './queue-scroll.ts'
import { measureRank, measureRankRebuild } from './rank.ts'
import { measureReplayJournaled, measureReplayMax } from './replay.ts'
import { measureStart } from './start.ts'
import { measureTableScroll } from './table-scroll.ts'

/** Which figures come out of which measurement; one runs at a time, so that none loads another. */
const MEASUREMENTS: readonly { readonly names: readonly FigureName[]; readonly measure: Measurement }[] = [
  { names: ['fire', 'fire_p99', 'award'], measure: measureFire },
  { names: ['door', 'door_processor'], measure: measureDoor },
  { names: ['progress_page'], measure: measureProgressPage },
  { names: ['rank_look_up', 'rank_update', 'rank_top', 'rank_bytes'], measure: measureRank },
  { names: ['rank_rebuild'], measure: measureRankRebuild },
  { names: ['fanout_1000'], measure: measureFanout },
  { names: ['fanout_100_p99'], measure: measureFanoutDelay },
  { names: ['start_100k', 'rss_start'], measure: measureStart },
  { names: ['replay_max'], measure: measureReplayMax },
  { names: ['replay_journaled'], measure: measureReplayJournaled },
  {
    names: ['page_long_task', 'page_price_paints', 'page_chart_updates', 'page_heap'],
    measure: measurePage,
  },
  { names: ['minute_long_task', 'minute_heap'], measure: measurePageMinute },
  { names: ['queue_scroll'], measure: measureQueueScroll },
  { names: ['table_scroll'], measure: measureTableScroll },
  { names: ['post_to_paint'], measure: measurePostToPaint },
  { names: ['first_paint', 'interactive', 'theme_switch'], measure: measureArrival },
  { names: ['fusion_ops'], measure: measureFusionOps },
  { names: ['fusion_replay'], measure: measureFusionReplay },
  { names: ['first_load'], measure: measureFirstLoad },
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})

const note = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(): Promise<number> {
  const known = Object.keys(GOALS)
  const unknown = positionals.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    note(`${unknown} is no figure; there are ${known.join(', ')}`)
    return 2
  }
  const asked = new Set(positionals.length > 0 ? positionals : known)
  const figures: Figure[] = []
  for (const { names, measure } of MEASUREMENTS) {
    const wanted = names.filter((name) => asked.has(name))
    if (wanted.length > 0) figures.push(...(await take(wanted, measure)))
  }
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${tableOf(figures)}\n`)
  return 0
}

/** The wanted figures of one measurement. One that cannot be taken is named and left out; the others go on. */
async function take(names: readonly FigureName[], measure: Measurement): Promise<readonly Figure[]> {
  const started = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'fusion-bench-'))
  const say = (line: string): void => note(`[${names.join(', ')}] ${line}`)
  try {
    const taken = await measure({ folder, note: say })
    return names.flatMap((name) => {
      const value = taken[name]
      if (value !== undefined) return [figureOf(name, value)]
      note(`${name} was not taken on this machine`)
      return []
    })
  } catch (failure) {
    note(`${names.join(', ')} not taken: ${failure instanceof Error ? failure.stack : String(failure)}`)
    return []
  } finally {
    rmSync(folder, { recursive: true, force: true })
    say(`took ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  }
}

process.exitCode = await main()
// A station that could not be asked to stop must not keep the bench alive.
process.exit()
