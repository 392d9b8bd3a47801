import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { DEFAULT_POLICY, type Speed } from '#core/context.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { SignalSheet } from '#core/sheets.ts'
import { expiringLeadMs } from '#core/signals/market.ts'
import { readRun } from '#db/stores/desk.ts'
import { readNextDue, readOpenWindows, readSignal, SignalCache } from '#db/stores/signals.ts'
import type { Feed } from '#station/feed/feed.ts'
import { type PlayingMarket, startMarket } from '#station/market.ts'
import { otherTimeframes } from '#station/open.ts'
import { fire, mustExecute, openDesk, openRun, posted, type TestDesk, user } from '#tests/support/desk.ts'
import { EURUSD, HandClock } from './feed/stage.ts'
import { testLog } from './feed/support.ts'

/** A market that plays into a database, with its time turned by hand. */
export interface Playing {
  readonly desk: TestDesk
  readonly market: PlayingMarket
  /** Wall time passes in turns of the market, each to its end. */
  play(ms: number): Promise<void>
  /** Lists a provider's signal whose window has so many seconds of market time. */
  post(name: string, seconds: number, symbol?: SymbolName): Promise<void>
  sheet(name: string): SignalSheet
  /** Whether a fire on it is taken; refused only because its window is over. */
  fired(name: string): Promise<boolean>
  /** Until the run has ended. */
  end(): Promise<void>
}

/** A desk in memory that is closed with the test. */
export function newDesk(): TestDesk {
  const desk = openDesk()
  onTestFinished(() => desk.close())
  return desk
}

/** Plays a feed into a desk; goes on where the desk's run was left. */
export async function playing(
  feed: Feed,
  speed: Speed,
  desk = newDesk(),
  clock = new HandClock(),
): Promise<Playing> {
  const { db } = desk
  if (readRun(db) === null) {
    const { symbols, timeframe, startsAt } = feed
    await mustExecute(desk, { ...openRun(), symbols, timeframe, ...otherTimeframes(feed), startsAt })
    await mustExecute(desk, user('ada'))
  }
  const market = startMarket({
    feed,
    run: readRun(db)!,
    execute: desk.execute,
    policy: DEFAULT_POLICY,
    speed,
    nextDue: () => readNextDue(db, expiringLeadMs(market.clock().speed, DEFAULT_POLICY)),
    openWindows: (before) => readOpenWindows(db, before),
    awaitingPrice: () => [],
    clock,
    log: testLog().log,
  })
  onTestFinished(() => market.stop())
  await market.ready
  Object.defineProperty(desk, 'market', { get: () => market.clock(), configurable: true })
  const settled = async (): Promise<void> => {
    while (!clock.waiting && !market.ended && !market.paused) await turnOfTheLoop()
  }
  if (speed !== 'max') await settled()
  return {
    desk,
    market,
    async play(ms) {
      for (let passed = 0; passed < ms; passed += 50) {
        clock.ring(50)
        await settled()
      }
    },
    async post(name, seconds, symbol = EURUSD) {
      await mustExecute(desk, { ...posted(name, market.clock().at + seconds * 1_000), symbol })
    },
    sheet: (name) => readSignal(db, new SignalCache(), name as SignalId)!,
    async fired(name) {
      const answer = await desk.execute(fire('ada', name))
      if (!answer.ok) expect(answer.rejection).toEqual({ code: 'signal_expired' })
      return answer.ok
    },
    async end() {
      while (!market.ended) await turnOfTheLoop()
    },
  }
}
