import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  HEADLESS,
  makeDataFolder,
  type StationChild,
  startStation,
} from '#tests/prove/support/station-child.ts'
import { BAR_MS, type PictureMarket, writeMarket } from './market.ts'
import { admitPeople, type Call, callsTo, type DeskMate, fireByRule, postSignals } from './people.ts'

const ASK_EVERY_MS = 50
const HISTORY_SIGNALS = 48
const OPEN_SIGNALS = 6
/** A Wednesday afternoon, when the larger markets trade. */
const MOMENT = Date.UTC(2026, 0, 14, 14, 40)

/** A desk with a past, at the moment that is shown. */
export interface PictureDesk {
  readonly url: string
  /** Whose eyes the pictures are seen with. */
  readonly reader: DeskMate
  close(): Promise<void>
}

/**
 * Makes a desk with a past: what people fired on was played and settled, then the market goes on, second by second,
 * from the same moment each time.
 *
 * @param folder       an empty folder for candles and data
 * @param historyBars  bars before the moment's own past: the more, the more the books know
 */
export async function openPictureDesk(folder: string, historyBars: number): Promise<PictureDesk> {
  const market = writeMarket(join(folder, 'candles'), MOMENT - historyBars * BAR_MS, MOMENT)
  const dataFolder = makeDataFolder(join(folder, 'data'))
  const launch = (flags: readonly string[]): Promise<StationChild> =>
    startStation({
      dataFolder,
      logFile: join(folder, 'station.log'),
      program: HEADLESS,
      flags: ['--replay', market.folder, '--speed', '1', ...flags],
    })
  const operator = () => readFileSync(join(dataFolder, 'operator.token'), 'utf8').trim()

  const before = await launch(['--to', iso(market.pastFrom)])
  const people = await playPast(callsTo(before.url), operator(), market).finally(() => before.stop())

  const shown = await launch(['--from', iso(market.pastFrom)])
  const reader = people[0]
  if (reader === undefined) throw new Error('a desk without people has no reader')
  await openPresent(callsTo(shown.url), operator(), { market, people })
  return { url: shown.url, reader, close: async () => void (await shown.stop()) }
}

const iso = (at: number): string => new Date(at).toISOString().replace('.000', '')

/** Everybody fires on what a provider lists, and the market plays on until all of it is over. */
async function playPast(call: Call, operator: string, market: PictureMarket): Promise<readonly DeskMate[]> {
  const people = await admitPeople(call, operator)
  const plan = { symbols: market.symbols, count: HISTORY_SIGNALS, minutes: 240 }
  await fireByRule(call, people, await postSignals(call, operator, plan))
  await call(operator, 'setFeed', { body: { speed: 'max' } })
  await until(async () => (await call(operator, 'feed', {})).ended)
  return people
}

interface Present {
  readonly market: PictureMarket
  readonly people: readonly DeskMate[]
}

/** The signals of the moment: those of the sources, and those a provider lists. The reader has not decided yet. */
async function openPresent(call: Call, operator: string, { market, people }: Present): Promise<void> {
  await until(async () => (await call(operator, 'feed', {})).market_time * 1_000 >= market.moment)
  await postSignals(call, operator, { symbols: market.symbols, count: OPEN_SIGNALS, minutes: 7 })
  const { signals } = await call(operator, 'activeSignals', { query: { limit: 200 } })
  const others = people.slice(1)
  await fireByRule(
    call,
    others,
    signals.map((signal) => signal.id),
  )
  const [reader] = people
  // Newest first: of equals the oldest, which stands last in the queue. The first one is still to be decided.
  const least = signals.reduce((one, other) => (other.rank <= one.rank ? other : one))
  if (reader !== undefined)
    await call(reader.token, 'fire', { body: { signal_id: least.id, risk_pct: reader.riskPct } })
}

/** Asks until it is so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(ASK_EVERY_MS)
}
