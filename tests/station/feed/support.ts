import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import type { Bar } from '#core/market/bar.ts'
import type { FeedOptions } from '#station/config.ts'
import { type Feed, openFeed } from '#station/feed/feed.ts'
import type { Log } from '#station/log.ts'

export const HOUR = 3_600_000
/** 2026-01-05 00:00 UTC, a Monday. */
export const MONDAY = Date.UTC(2026, 0, 5)
export const HEADER = 'time,open,high,low,close,volume'

/** A folder of the test's own, removed when it is over. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'feed-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A row of a bar around `price` that opens so many hours after Monday. */
export function row(hour: number, price = 100): string {
  return `${MONDAY + hour * HOUR},${price},${price + 1},${price - 1},${price + 0.5},10`
}

export function rows(hours: readonly number[], price = 100): string[] {
  return hours.map((hour) => row(hour, price))
}

/** Writes a CSV of bars and answers its path. */
export async function writeBars(folder: string, name: string, lines: readonly string[]): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `${[HEADER, ...lines].join('\n')}\n`)
  return path
}

export interface LogLine {
  readonly event: string
  readonly [field: string]: unknown
}

/** A log whose lines can be read. */
export function testLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const write = (line: string): void => {
    lines.push(JSON.parse(line))
  }
  return { log: pino({ level: 'debug', messageKey: 'event' }, { write }), lines }
}

export type ReplayRequest = Partial<Omit<Extract<FeedOptions, { kind: 'replay' }>, 'kind'>> & { path: string }

/** Opens a replay that is closed with the test. */
export async function openReplay(request: ReplayRequest, log: Log = testLog().log): Promise<Feed> {
  const options = {
    kind: 'replay',
    timeframe: null,
    from: null,
    to: null,
    restart: false,
    ...request,
  } as const
  const feed = await openFeed(options, { log, startsAt: () => MONDAY, goesOnAt: () => MONDAY })
  onTestFinished(() => feed.close())
  return feed
}

/** Opens a simulator whose run begins on Monday unless told otherwise. */
export function openSim(seed: string, startsAt = MONDAY): Promise<Feed> {
  return openFeed(
    { kind: 'sim', seed, restart: false },
    {
      log: testLog().log,
      startsAt: () => startsAt,
      goesOnAt: () => startsAt,
    },
  )
}

/** All bars in the order in which they are handed out, at most `limit`. */
export async function drain(feed: Feed, limit = Number.POSITIVE_INFINITY): Promise<Bar[]> {
  const bars: Bar[] = []
  while (bars.length < limit && (await feed.refill()))
    while (bars.length < limit && feed.nextCloseAt() !== null) bars.push(...feed.take())
  return bars
}
