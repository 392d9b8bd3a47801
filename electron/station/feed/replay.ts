import { createHash } from 'node:crypto'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { symbolName } from '#core/kernel/ids.ts'
import { TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import type { FeedOptions } from '../config.ts'
import type { Log } from '../log.ts'
import { type BarFile, LOOKAHEAD_BARS, openCsvLane, type Span } from './csv-lane.ts'
import type { Feed } from './feed.ts'
import { type Lane, mergeLanes } from './merged-feed.ts'
import { FeedRefused, OutsideSpan } from './refusal.ts'

export type ReplayOptions = Extract<FeedOptions, { kind: 'replay' }>

/** Files of one replay, each read and merged as it plays. */
const SYMBOLS_MAX = 64
const FILE_NAME = /^([A-Za-z0-9]{3,12})_([A-Za-z0-9]+)\.csv$/i
/** Which timeframe plays where none is asked for: H1, else the next one down, else the longer ones. */
const PREFERENCE: readonly Timeframe[] = ['h1', 'm15', 'm5', 'm1', 'h4', 'd1']
const FINGERPRINT_BYTES = 65_536

/**
 * Opens recorded bars: one file `SYMBOL_TF.csv`, or a folder of them.
 *
 * Of a folder one timeframe plays: the one asked for, else H1 where there is any. Everything else in it is named in
 * one line of the log and left out.
 *
 * @throws FeedRefused  `FILE:LINE: reason`
 */
export async function openReplay(options: ReplayOptions, log: Log): Promise<Feed> {
  const { files, timeframe } = await chosenFiles(options, log)
  const span: Span = { from: options.from, to: options.to }
  const lanes = await openLanes(files, span, log)
  const firstCloseAt = Math.min(...lanes.map(({ queue }) => queue.headCloseAt()))
  return mergeLanes({
    source: 'replay',
    timeframe,
    fingerprint: await fingerprintOf(files, span),
    startsAt: firstCloseAt - TIMEFRAMES[timeframe],
    lanes,
    lookaheadBars: LOOKAHEAD_BARS,
  })
}

/** A lane for each file with bars in the span; refused where there is none. */
async function openLanes(files: readonly BarFile[], span: Span, log: Log): Promise<readonly Lane[]> {
  const lanes: Lane[] = []
  let outside: OutsideSpan | null = null
  try {
    for (const file of files) {
      const lane = await openCsvLane(file, span, log).catch((failure: unknown) => {
        if (!(failure instanceof OutsideSpan)) throw failure
        outside = failure
        log.warn({ file: file.path }, 'file_outside_span')
        return null
      })
      if (lane) lanes.push(lane)
    }
    if (outside !== null && lanes.length === 0) throw outside
  } catch (failure) {
    for (const lane of lanes) await lane.close()
    throw failure
  }
  return lanes
}

interface Choice {
  readonly files: readonly BarFile[]
  readonly timeframe: Timeframe
}

async function chosenFiles(options: ReplayOptions, log: Log): Promise<Choice> {
  const found = await stat(options.path).catch(() => null)
  if (found === null) throw new FeedRefused(`${options.path}:0: no such file or folder`)
  return found.isDirectory() ? chosenInFolder(options, log) : chosenAlone(options)
}

function chosenAlone({ path, timeframe }: ReplayOptions): Choice {
  const file = barFile(path)
  if (file === null)
    throw new FeedRefused(
      `${path}:0: the name must be SYMBOL_TF.csv with TF ${Object.keys(TIMEFRAMES).join(', ')}`,
    )
  if (timeframe !== null && timeframe !== file.timeframe)
    throw new FeedRefused(`${path}:0: holds ${file.timeframe} bars, asked for are ${timeframe}`)
  return { files: [file], timeframe: file.timeframe }
}

async function chosenInFolder({ path, timeframe: asked }: ReplayOptions, log: Log): Promise<Choice> {
  const names = (await readdir(path)).sort()
  const known = names.map((name) => barFile(join(path, name))).filter((file) => file !== null)
  const timeframe = asked ?? PREFERENCE.find((tf) => known.some((file) => file.timeframe === tf))
  const files = firstOfEachSymbol(known.filter((file) => file.timeframe === timeframe))
  if (timeframe === undefined || files.length === 0)
    throw new FeedRefused(`${path}:0: no file named SYMBOL_${asked ?? 'TF'}.csv in the folder`)
  if (files.length > SYMBOLS_MAX)
    throw new FeedRefused(`${path}:0: ${files.length} symbols, at most ${SYMBOLS_MAX} play together`)
  const playing = new Set(files.map((file) => basename(file.path)))
  const leftOut = names.filter((name) => !playing.has(name))
  if (leftOut.length > 0) log.warn({ folder: path, timeframe, files: leftOut.join(', ') }, 'files_left_out')
  return { files, timeframe }
}

/** The symbol and timeframe that a file's name promises, or null when it promises none. */
function barFile(path: string): BarFile | null {
  const [, symbolText = '', timeframeText = ''] = FILE_NAME.exec(basename(path)) ?? []
  const symbol = symbolName(symbolText.toUpperCase())
  const timeframe = PREFERENCE.find((known) => known === timeframeText.toLowerCase())
  return symbol === null || timeframe === undefined ? null : { path, symbol, timeframe }
}

/** Names may differ in capitals only; then the first of them plays. */
function firstOfEachSymbol(files: readonly BarFile[]): readonly BarFile[] {
  const bySymbol = new Map<string, BarFile>()
  for (const file of files) if (!bySymbol.has(file.symbol)) bySymbol.set(file.symbol, file)
  return [...bySymbol.values()]
}

/**
 * Tells whether the same bars are played again: name, size, beginning and end of each file, and the span.
 *
 * The place of the files does not matter. A change in the middle of a file that keeps its size is not seen: reading
 * all of it at every start would cost more than the station's whole start.
 */
async function fingerprintOf(files: readonly BarFile[], span: Span): Promise<string> {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([span.from, span.to]))
  for (const { path, symbol, timeframe } of files) {
    const handle = await open(path, 'r')
    try {
      const { size } = await handle.stat()
      hash.update(JSON.stringify([symbol, timeframe, size]))
      const buffer = Buffer.alloc(Math.min(size, FINGERPRINT_BYTES))
      for (const from of [0, size - buffer.length]) {
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, from)
        hash.update(buffer.subarray(0, bytesRead))
      }
    } finally {
      await handle.close()
    }
  }
  return `replay:1:${hash.digest('hex')}`
}
