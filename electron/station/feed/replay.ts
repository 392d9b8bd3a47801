import { createHash } from 'node:crypto'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { symbolName } from '#core/kernel/ids.ts'
import { TIMEFRAME_PREFERENCE, TIMEFRAMES } from '#core/market/bar.ts'
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
const FINGERPRINT_BYTES = 65_536

/**
 * Opens recorded bars: one file `SYMBOL_TF.csv`, or a folder of them.
 *
 * Of a folder each symbol plays once: in the timeframe asked for, else in its own first choice, H1 where there is any.
 * Everything else in it is named in one line of the log and left out.
 *
 * @throws FeedRefused  `FILE:LINE: reason`
 */
export async function openReplay(options: ReplayOptions, log: Log): Promise<Feed> {
  const files = await chosenFiles(options, log)
  const span: Span = { from: options.from, to: options.to }
  const lanes = await openLanes(files, span, log)
  return mergeLanes({
    source: 'replay',
    fingerprint: await fingerprintOf(files, span),
    startsAt: Math.min(...lanes.map(({ queue }) => queue.headCloseAt() - queue.timeframeMs)),
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

async function chosenFiles(options: ReplayOptions, log: Log): Promise<readonly BarFile[]> {
  const found = await stat(options.path).catch(() => null)
  if (found === null) throw new FeedRefused(`${options.path}:0: no such file or folder`)
  return found.isDirectory() ? chosenInFolder(options, log) : [chosenAlone(options)]
}

function chosenAlone({ path, timeframe }: ReplayOptions): BarFile {
  const file = barFile(path)
  if (file === null)
    throw new FeedRefused(
      `${path}:0: the name must be SYMBOL_TF.csv with TF ${Object.keys(TIMEFRAMES).join(', ')}`,
    )
  if (timeframe !== null && timeframe !== file.timeframe)
    throw new FeedRefused(`${path}:0: holds ${file.timeframe} bars, asked for are ${timeframe}`)
  return file
}

async function chosenInFolder(
  { path, timeframe: asked }: ReplayOptions,
  log: Log,
): Promise<readonly BarFile[]> {
  const names = (await readdir(path)).sort()
  const known = names.map((name) => barFile(join(path, name))).filter((file) => file !== null)
  const files = firstChoices(asked === null ? known : known.filter(({ timeframe }) => timeframe === asked))
  if (files.length === 0)
    throw new FeedRefused(`${path}:0: no file named SYMBOL_${asked ?? 'TF'}.csv in the folder`)
  if (files.length > SYMBOLS_MAX)
    throw new FeedRefused(`${path}:0: ${files.length} symbols, at most ${SYMBOLS_MAX} play together`)
  const playing = new Set(files.map((file) => basename(file.path)))
  const leftOut = names.filter((name) => !playing.has(name))
  if (leftOut.length > 0)
    log.warn({ folder: path, playing: [...playing].join(', '), files: leftOut.join(', ') }, 'files_left_out')
  return files
}

/** The symbol and timeframe that a file's name promises, or null when it promises none. */
function barFile(path: string): BarFile | null {
  const [, symbolText = '', timeframeText = ''] = FILE_NAME.exec(basename(path)) ?? []
  const symbol = symbolName(symbolText.toUpperCase())
  const timeframe = TIMEFRAME_PREFERENCE.find((known) => known === timeframeText.toLowerCase())
  return symbol === null || timeframe === undefined ? null : { path, symbol, timeframe }
}

/** One file of each symbol: of its first choice of timeframe, and of names that differ in capitals only the first. */
function firstChoices(files: readonly BarFile[]): readonly BarFile[] {
  const bySymbol = new Map<string, BarFile>()
  for (const timeframe of TIMEFRAME_PREFERENCE)
    for (const file of files)
      if (file.timeframe === timeframe && !bySymbol.has(file.symbol)) bySymbol.set(file.symbol, file)
  // In the order of the folder, as the fingerprint has always been taken.
  return files.filter((file) => bySymbol.get(file.symbol) === file)
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
