import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SymbolName } from '#core/kernel/ids.ts'
import type { Timeframe } from '#core/market/bar.ts'
import { FeedRefused } from '#station/feed/feed.ts'
import {
  drain,
  HEADER,
  HOUR,
  MONDAY,
  openReplay,
  row,
  rows,
  testFolder,
  testLog,
  writeBars,
} from './support.ts'

const EURUSD = 'EURUSD' as SymbolName
const GBPUSD = 'GBPUSD' as SymbolName

describe('replay', () => {
  test('[FEED-4] bars come in order of close time, those of one close time together, by name', async () => {
    const folder = await testFolder()
    await writeBars(folder, 'GBPUSD_h1.csv', rows([0, 1, 3]))
    await writeBars(folder, 'EURUSD_h1.csv', rows([1, 2, 3]))
    const feed = await openReplay({ path: folder })
    expect(feed).toMatchObject({
      source: 'replay',
      symbols: [EURUSD, GBPUSD],
      timeframe: 'h1',
      startsAt: MONDAY,
    })
    const groups: string[][] = []
    while (feed.nextCloseAt() !== null)
      groups.push(feed.take().map((bar) => `${bar.symbol} ${(bar.openAt - MONDAY) / HOUR}`))
    expect(groups).toEqual([['GBPUSD 0'], ['EURUSD 1', 'GBPUSD 1'], ['EURUSD 2'], ['EURUSD 3', 'GBPUSD 3']])
    expect(feed.ended()).toBe(true)
    expect(await feed.refill()).toBe(false)
  })

  test('[FEED-4] a bar carries what the row says, its close time, and no spread', async () => {
    const feed = await openReplay({
      path: await writeBars(await testFolder(), 'EURUSD_H1.csv', [row(0, 1.25)]),
    })
    expect(feed.take()).toEqual([
      {
        symbol: EURUSD,
        openAt: MONDAY,
        closeAt: MONDAY + HOUR,
        open: 1.25,
        high: 2.25,
        low: 0.25,
        close: 1.75,
        volume: 10,
        spread: 0,
      },
    ])
  })

  /** Symbol and timeframe of everything that plays, and the files that are named as left out. */
  async function played(names: readonly string[], timeframe: Timeframe | null = null) {
    const folder = await testFolder()
    for (const name of names) await writeBars(folder, name, rows([0, 1]))
    const { log, lines } = testLog()
    const feed = await openReplay({ path: folder, timeframe }, log)
    expect(lines.length).toBeLessThanOrEqual(1)
    return {
      plays: feed.symbols.map((symbol) => `${symbol} ${feed.timeframeOf(symbol)}`),
      first: feed.timeframe,
      leftOut: lines[0]?.files ?? null,
    }
  }

  test('[FEED-5] of several timeframes of a symbol H1 plays, a single one always; the rest is named in one line', async () => {
    const folder = await testFolder()
    for (const name of ['EURUSD_m1.csv', 'EURUSD_h1.csv', 'XAUUSD_H1.csv', 'GBPUSD_m1.csv'])
      await writeBars(folder, name, rows([0, 1]))
    await writeFile(join(folder, 'README.md'), 'about')
    await writeFile(join(folder, 'truth_log.csv'), 'a,b')
    const { log, lines } = testLog()
    const feed = await openReplay({ path: folder }, log)
    expect(feed.symbols).toEqual(['EURUSD', 'GBPUSD', 'XAUUSD'])
    expect(feed.symbols.map(feed.timeframeOf)).toEqual(['h1', 'm1', 'h1'])
    expect(lines).toMatchObject([
      { event: 'files_left_out', files: 'EURUSD_m1.csv, README.md, truth_log.csv' },
    ])
  })

  test.each([
    [['EURUSD_d1.csv', 'EURUSD_h1.csv', 'EURUSD_m15.csv'], 'h1'],
    [['EURUSD_d1.csv', 'EURUSD_m1.csv', 'EURUSD_m15.csv', 'EURUSD_m5.csv'], 'm15'],
    [['EURUSD_h4.csv', 'EURUSD_m1.csv', 'EURUSD_m5.csv'], 'm5'],
    [['EURUSD_d1.csv', 'EURUSD_h4.csv'], 'h4'],
    [['EURUSD_d1.csv'], 'd1'],
  ])(
    '[FEED-5] of %j the choice is %s: H1, else the longest below, else the shortest above',
    async (names, plays) => {
      const leftOut = names.filter((name) => name !== `EURUSD_${plays}.csv`).join(', ') || null
      expect(await played(names)).toEqual({ plays: [`EURUSD ${plays}`], first: plays, leftOut })
    },
  )

  test('[FEED-5] each symbol has its own choice, and the one asked for is the only one for all', async () => {
    const names = ['EURUSD_h1.csv', 'EURUSD_m15.csv', 'GBPUSD_m15.csv', 'GBPUSD_m5.csv', 'XAUUSD_d1.csv']
    expect(await played(names)).toEqual({
      plays: ['EURUSD h1', 'GBPUSD m15', 'XAUUSD d1'],
      first: 'h1',
      leftOut: 'EURUSD_m15.csv, GBPUSD_m5.csv',
    })
    expect(await played(names, 'm15')).toEqual({
      plays: ['EURUSD m15', 'GBPUSD m15'],
      first: 'm15',
      leftOut: 'EURUSD_h1.csv, GBPUSD_m5.csv, XAUUSD_d1.csv',
    })
    expect(await played(names, 'd1')).toMatchObject({ plays: ['XAUUSD d1'], first: 'd1' })
    await expect(played(names, 'h4')).rejects.toThrow(/:0: no file named SYMBOL_h4.csv in the folder$/)
  })

  test('[FEED-5] of names that differ in capitals only the first plays', async () => {
    expect(await played(['EURUSD_H1.csv', 'EURUSD_h1.csv', 'eurusd_h1.csv'])).toEqual({
      plays: ['EURUSD h1'],
      first: 'h1',
      leftOut: 'EURUSD_h1.csv, eurusd_h1.csv',
    })
  })

  test('[FEED-4] bars of different lengths come in order of close time too', async () => {
    const folder = await testFolder()
    await writeBars(folder, 'EURUSD_h1.csv', rows([0, 1]))
    await writeBars(folder, 'AUDUSD_m15.csv', rows([0.5, 0.75, 1, 1.75]))
    const feed = await openReplay({ path: folder })
    expect(feed.startsAt).toBe(MONDAY)
    const groups: string[][] = []
    while (feed.nextCloseAt() !== null)
      groups.push(feed.take().map(({ symbol, closeAt }) => `${symbol} ${(closeAt - MONDAY) / HOUR}`))
    expect(groups).toEqual([
      ['AUDUSD 0.75'],
      ['AUDUSD 1', 'EURUSD 1'],
      ['AUDUSD 1.25'],
      ['AUDUSD 2', 'EURUSD 2'],
    ])
  })

  test('[FEED-14] a row dated far ahead is out of range, and the rows after it are bars', async () => {
    const ahead = row(0).replace(String(MONDAY), String(Date.UTC(2099, 0, 1)))
    const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', [row(0), row(1), ahead, row(2), row(3)])
    const { log, lines } = testLog()
    const feed = await openReplay({ path, to: MONDAY + 3 * HOUR }, log)
    expect((await drain(feed)).map(({ openAt }) => (openAt - MONDAY) / HOUR)).toEqual([0, 1, 2])
    expect(feed.health().badRows).toEqual({ text: 0, nan: 0, range: 1, order: 0 })
    expect(lines).toMatchObject([{ event: 'bad_row', reason: 'range', line: 4 }])
  })

  test('[FEED-6] bad rows are counted by reason and skipped; the first of each is logged with its line', async () => {
    const lines = [
      row(0),
      'rubbish',
      row(1),
      `${MONDAY + 2 * HOUR},NaN,1,1,1,1`,
      row(1),
      row(0),
      row(2),
      'rubbish',
    ]
    const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', [
      ...lines,
      `${MONDAY + 3 * HOUR},2,1,2,2,0`,
    ])
    const { log, lines: logged } = testLog()
    const feed = await openReplay({ path }, log)
    expect((await drain(feed)).map(({ openAt }) => (openAt - MONDAY) / HOUR)).toEqual([0, 1, 2])
    expect(feed.health()).toEqual({
      badRows: { text: 2, nan: 1, range: 1, order: 2 },
      holes: 0,
      bars: 3,
      lastBarAt: MONDAY + 3 * HOUR,
    })
    expect(logged.map(({ event, reason, line }) => [event, reason, line])).toEqual([
      ['bad_row', 'text', 3],
      ['bad_row', 'nan', 5],
      ['bad_row', 'order', 6],
      ['bad_row', 'range', 10],
    ])
  })

  test('[FEED-6] missing bars are counted as holes', async () => {
    const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', rows([0, 1, 3, 4, 60]))
    expect((await openReplay({ path })).health().holes).toBe(2)
  })

  test('[FEED-7] the feed looks ahead in its own calendar: over a weekend, and in whole bars beyond the end', async () => {
    const friday = 4 * 24
    const path = await writeBars(
      await testFolder(),
      'EURUSD_h1.csv',
      rows([friday + 20, friday + 21, friday + 69]),
    )
    const feed = await openReplay({ path })
    const closeAfter = (bars: number): number => (feed.closeAfter(EURUSD, bars) - MONDAY) / HOUR
    feed.take()
    expect([1, 2, 3, 5].map(closeAfter)).toEqual([friday + 22, friday + 70, friday + 71, friday + 73])
    feed.take()
    expect(closeAfter(1)).toBe(friday + 70)
  })

  test('[FEED-7] the bar under way is shown as far as it has formed, and in a hole there is none', async () => {
    const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', rows([0, 5]))
    const feed = await openReplay({ path })
    expect(feed.formingAt(EURUSD, MONDAY - 1)).toBeNull()
    expect(feed.formingAt(EURUSD, MONDAY)).toMatchObject({ open: 100, high: 100, low: 100, close: 100 })
    // Both extremes are 1 away and it rose: down to 99 at a third of the hour.
    expect(feed.formingAt(EURUSD, MONDAY + HOUR / 3)).toMatchObject({ high: 100, low: 99, close: 99 })
    feed.take()
    expect(feed.formingAt(EURUSD, MONDAY + 2 * HOUR)).toBeNull()
    expect(feed.formingAt(EURUSD, MONDAY + 5 * HOUR)).not.toBeNull()
  })

  test('[FEED-8] only bars that open from `from` on and before `to` are played', async () => {
    const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', rows([0, 1, 2, 3, 4]))
    const feed = await openReplay({ path, from: MONDAY + HOUR, to: MONDAY + 3 * HOUR })
    expect(feed.startsAt).toBe(MONDAY + HOUR)
    expect((await drain(feed)).map(({ openAt }) => (openAt - MONDAY) / HOUR)).toEqual([1, 2])
  })

  test('[FEED-9] the same bars have the same fingerprint wherever they lie, other bars or another span another', async () => {
    const [here, there] = [await testFolder(), await testFolder()]
    await writeBars(here, 'EURUSD_h1.csv', rows([0, 1, 2]))
    await writeBars(there, 'GBPUSD_h1.csv', rows([0, 1, 2]))
    const fingerprint = async (path: string, from: number | null = null): Promise<string> =>
      (await openReplay({ path, from })).fingerprint
    const first = await fingerprint(here)
    await mkdir(join(there, 'copy'))
    await cp(here, join(there, 'copy'), { recursive: true })
    expect(await fingerprint(join(there, 'copy'))).toBe(first)
    expect(await fingerprint(here, MONDAY)).not.toBe(first)
    expect(await fingerprint(join(there, 'GBPUSD_h1.csv'))).not.toBe(first)
    await writeBars(here, 'EURUSD_h1.csv', rows([0, 1, 2], 101))
    expect(await fingerprint(here)).not.toBe(first)
  })

  describe('[FEED-10] what cannot be played is refused with file, line and reason', () => {
    const cases: readonly (readonly [string, string, string, RegExp])[] = [
      [
        'wrong header',
        'EURUSD_h1.csv',
        'date,price\n1,2\n',
        /EURUSD_h1\.csv:1: expected the header time,open/,
      ],
      ['empty file', 'EURUSD_h1.csv', '', /EURUSD_h1\.csv:1: expected the header/],
      ['not text', 'EURUSD_h1.csv', '\u0000\u0001'.repeat(9_000), /EURUSD_h1\.csv:1: expected the header/],
      ['no usable bar', 'EURUSD_h1.csv', `${HEADER}\nx\n`, /EURUSD_h1\.csv:1: no usable bar/],
      [
        'unknown timeframe',
        'EURUSD_h7.csv',
        `${HEADER}\n`,
        /EURUSD_h7\.csv:0: the name must be SYMBOL_TF\.csv/,
      ],
      ['no symbol', 'bars.csv', `${HEADER}\n`, /bars\.csv:0: the name must be/],
    ]
    test.each(cases)('[FEED-10] %s', async (_, name, text, message) => {
      const path = join(await testFolder(), name)
      await writeFile(path, text)
      const opened = openReplay({ path })
      await expect(opened).rejects.toThrow(FeedRefused)
      await expect(opened).rejects.toThrow(message)
      expect(await opened.catch((refused: Error) => refused.message.split('\n').length)).toBe(1)
    })

    test('[FEED-10] a file that is not there, and an empty folder', async () => {
      const folder = await testFolder()
      await expect(openReplay({ path: join(folder, 'EURUSD_h1.csv') })).rejects.toThrow(
        /_h1\.csv:0: no such file/,
      )
      await expect(openReplay({ path: folder })).rejects.toThrow(/:0: no file named SYMBOL_TF\.csv/)
    })

    test('[FEED-10] a folder whose name is that of a file of bars', async () => {
      const folder = await testFolder()
      await mkdir(join(folder, 'EURUSD_h1.csv'))
      await expect(openReplay({ path: folder })).rejects.toThrow(
        /EURUSD_h1\.csv:0: cannot be read \(EISDIR\)/,
      )
    })

    test('[FEED-10] another timeframe than the one asked for, and a span without bars', async () => {
      const path = await writeBars(await testFolder(), 'EURUSD_h1.csv', rows([0]))
      await expect(openReplay({ path, timeframe: 'm1' })).rejects.toThrow(
        /:0: holds h1 bars, asked for are m1/,
      )
      await expect(openReplay({ path, from: MONDAY + HOUR })).rejects.toThrow(
        /:1: no usable bar from 2026-01-05T01/,
      )
    })

    test('[FEED-13] a file of a folder with no bar in the span is left out by name; one with bars plays', async () => {
      const folder = await testFolder()
      await writeBars(folder, 'EURUSD_h1.csv', rows([0]))
      await writeBars(folder, 'GBPUSD_h1.csv', rows([0, 1, 2]))
      const { log, lines } = testLog()
      const feed = await openReplay({ path: folder, from: MONDAY + HOUR }, log)
      expect(feed.symbols).toEqual(['GBPUSD'])
      expect(lines.filter(({ event }) => event === 'file_outside_span').map(({ file }) => file)).toEqual([
        join(folder, 'EURUSD_h1.csv'),
      ])
      await expect(openReplay({ path: folder, from: MONDAY + 9 * HOUR })).rejects.toThrow(
        /no usable bar from/,
      )
    })

    test('[FEED-10] one bad file of a folder refuses the folder', async () => {
      const folder = await testFolder()
      await writeBars(folder, 'EURUSD_h1.csv', rows([0]))
      await writeFile(join(folder, 'GBPUSD_h1.csv'), 'nothing')
      await expect(openReplay({ path: folder })).rejects.toThrow(/GBPUSD_h1\.csv:1: /)
    })
  })
})
