import pino from 'pino'
import type { AddUser, Command, FireSignal, OpenRun, PassSignal, PostSignal } from '#core/command.ts'
import { DEFAULT_POLICY, type MarketClock, type Policy } from '#core/context.ts'
import type { RunId, SignalId, SymbolName, TradeId, UserId } from '#core/kernel/ids.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable, type Writable } from '#db/open.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { Decider } from '#station/decide.ts'
import { Writer } from '#station/execute.ts'
import type { FusionBooks } from '#station/fusion-books.ts'
import type { Recorded } from '#station/station.ts'

/** 2026-01-05 12:00 UTC, a Monday. */
export const NOON = Date.UTC(2026, 0, 5, 12)

/** A writer over a real database, with both clocks turned by hand. */
export interface TestDesk {
  readonly db: Writable
  readonly writer: Writer
  readonly execute: Writer['execute']
  readonly fusion: FusionBooks
  readonly published: Recorded[]
  /** Station time. */
  now: number
  market: MarketClock
  close(): Promise<void>
}

export interface DeskOptions {
  readonly file?: string
  readonly policy?: Partial<Policy>
}

/** Opens a desk on a file, or in memory. */
export function openDesk({ file = ':memory:', policy = {} }: DeskOptions = {}): TestDesk {
  const db = openWritable(file)
  migrate(db)
  const published: Recorded[] = []
  const decide = new Decider(db, new SignalCache())
  const writer: Writer = new Writer({
    db,
    decide,
    now: () => desk.now,
    market: () => desk.market,
    policy: { ...DEFAULT_POLICY, ...policy },
    log: pino({ level: 'silent' }),
  })
  writer.onCommit((recorded) => published.push(...recorded))
  const desk: TestDesk = {
    db,
    writer,
    execute: writer.execute,
    fusion: decide.fusion,
    published,
    now: NOON,
    market: { at: NOON, speed: 1 },
    async close() {
      await writer.close()
      db.close()
    },
  }
  return desk
}

/** Runs commands that must all be accepted. */
export async function mustExecute(desk: TestDesk, ...commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    const answer = await desk.execute(command)
    if (!answer.ok) throw new Error(`${command.kind} was refused: ${JSON.stringify(answer.rejection)}`)
  }
}

export const EURUSD = 'EURUSD' as SymbolName

export function openRun(run = 'r1'): OpenRun {
  return {
    kind: 'open_run',
    runId: run as RunId,
    source: 'sim',
    fingerprint: 'sim:test',
    timeframe: 'm1',
    symbols: [EURUSD],
    startsAt: NOON,
  }
}

export function user(name: string): AddUser {
  return {
    kind: 'add_user',
    userId: name as UserId,
    name: `${name}'s name`,
    zone: 'UTC',
    memberTier: 'nibbler',
  }
}

/** A BUY at 1.1 with the stop 0.001 below and the target 0.0015 above, open for an hour. */
export function posted(signal: string, expiresAt = NOON + 3_600_000): PostSignal {
  return {
    kind: 'post_signal',
    signalId: signal as SignalId,
    symbol: EURUSD,
    direction: 'BUY',
    levels: { entry: 1.1, stop: 1.099, target: 1.1015 },
    expiresAt,
    claimed: null,
    provider: 'acme',
  }
}

export function fire(name: string, signal: string, trade = `trade-${name}-${signal}`): FireSignal {
  return {
    kind: 'fire_signal',
    userId: name as UserId,
    signalId: signal as SignalId,
    tradeId: trade as TradeId,
    pressedAt: null,
    riskBp: null,
  }
}

export function pass(name: string, signal: string): PassSignal {
  return {
    kind: 'pass_signal',
    userId: name as UserId,
    signalId: signal as SignalId,
    reason: 'risk',
    note: 'too wide',
  }
}
