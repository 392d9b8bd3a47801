import { type FileHandle, open } from 'node:fs/promises'
import type { SymbolName } from '#core/kernel/ids.ts'
import { TIMEFRAMES, type Timeframe } from '#core/market/bar.ts'
import type { Log } from '../log.ts'
import { openBarQueue } from './bar-queue.ts'
import { type BadRow, CHUNK_BYTES, readRows } from './csv-rows.ts'
import type { Lane } from './merged-feed.ts'
import { FeedRefused, OutsideSpan } from './refusal.ts'
import { keepOrder } from './row-order.ts'

/** A file named `SYMBOL_TF.csv`. */
export interface BarFile {
  readonly path: string
  readonly symbol: SymbolName
  readonly timeframe: Timeframe
}

/** Bars that open in `[from, to)`, market time in milliseconds; null is no bound. */
export interface Span {
  readonly from: number | null
  readonly to: number | null
}

/** Bars that are read before the next one is handed out. */
export const LOOKAHEAD_BARS = 4_096
const FILLED_BARS = 8_192
/** Room for a full chunk of the shortest rows on top of a filled queue. */
const CAPACITY_BARS = 16_384

/** Read of each file before the station answers. */
const FIRST_BYTES = 4_096

const HEADER = 'time,open,high,low,close,volume'

/**
 * Opens one file of bars and reads its beginning.
 *
 * Rows that cannot be used are counted by reason and skipped; the first of each reason is logged with its line. The
 * file is read on as bars are taken, never more than the queue holds.
 *
 * @throws FeedRefused  when it cannot be read, is not such a CSV, or has no usable bar; `OutsideSpan` where all its
 *                      bars lie outside the span
 */
export async function openCsvLane(file: BarFile, span: Span, log: Log): Promise<Lane> {
  const queue = openBarQueue(file.symbol, TIMEFRAMES[file.timeframe], CAPACITY_BARS)
  const badRows: Record<BadRow, number> = { text: 0, nan: 0, range: 0, order: 0 }
  let exhausted = false
  let outside = false

  const bad = (reason: BadRow, line: number): void => {
    badRows[reason] += 1
    if (badRows[reason] === 1) log.warn({ file: file.path, line, reason }, 'bad_row')
  }
  const order = keepOrder({
    bad,
    bar(numbers) {
      const openAt = numbers[0] ?? 0
      const early = span.from !== null && openAt < span.from
      const late = span.to !== null && openAt >= span.to
      outside ||= early || late
      exhausted ||= late
      if (!early && !late) queue.push(numbers)
    },
  })
  const rows = readRows({
    header(text) {
      if (text.replace('\uFEFF', '').trim().toLowerCase() === HEADER) return
      throw new FeedRefused(`${file.path}:1: expected the header ${HEADER}`)
    },
    bad,
    row: order.row,
  })
  const handle = await openFile(file.path)
  /** Reads so many bytes; false when there were fewer. */
  const read = async (length: number): Promise<boolean> => {
    const { bytesRead } = await handle.read(rows.buffer, rows.offset(), length)
    if (bytesRead > 0) rows.take(bytesRead)
    else {
      rows.end()
      order.end()
      exhausted = true
    }
    return bytesRead === length
  }
  const lane: Lane = {
    timeframe: file.timeframe,
    queue,
    exhausted: () => exhausted,
    badRows: () => badRows,
    async fill() {
      while (!exhausted && queue.size() < FILLED_BARS) await read(CHUNK_BYTES)
    },
    close: () => handle.close(),
  }
  try {
    // Only the beginning: the station answers before the rest is read. A short piece may be the whole file.
    while (!exhausted) if ((await read(FIRST_BYTES)) && queue.size() > 0) break
    const Refused = outside ? OutsideSpan : FeedRefused
    if (queue.size() === 0) throw new Refused(`${file.path}:1: no usable bar${inSpan(span)}`)
  } catch (failure) {
    await handle.close()
    throw asRefusal(file.path, failure)
  }
  return lane
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (failure) {
    throw asRefusal(path, failure)
  }
}

/** The file could not be read: said with its name instead of the system's trace. */
function asRefusal(path: string, failure: unknown): FeedRefused {
  if (failure instanceof FeedRefused) return failure
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
  return new FeedRefused(`${path}:0: cannot be read (${code})`)
}

function inSpan({ from, to }: Span): string {
  if (from === null && to === null) return ''
  const day = (at: number | null, open: string): string => (at === null ? open : new Date(at).toISOString())
  return ` from ${day(from, 'the beginning')} to ${day(to, 'the end')}`
}
