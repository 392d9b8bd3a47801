// Fills a data folder with fires, through the station's own writer.
import { v7 } from 'uuid'
import type { Command, FireSignal } from '#core/command.ts'
import type { SignalId, SymbolName, TradeId, UserId } from '#core/kernel/ids.ts'
import { COMMANDS_PER_BATCH_MAX } from '#station/execute.ts'
import { LIMITS } from '#station/limits.ts'
import { openLog } from '#station/log.ts'
import { openOffline } from '#station/offline.ts'
import { serveJobs } from '../support/child.ts'

export interface FillJob {
  readonly dataFolder: string
  readonly traders: number
  readonly signals: number
}

const SYMBOL = 'EURUSD' as SymbolName
/** As at a new station; what the fires mean for progress is recorded with them. */
const FEATURES = {
  leaderboards: true,
  provider_signals: true,
  candles: true,
  desk_stats: true,
  progress: true,
}
/** Nobody's window ends while the bench runs. */
const WINDOW_MS = 29 * 86_400_000
/** Out of the market's reach. */
const LEVELS = { entry: 1, stop: 0.000001, target: 1_000_000 }

async function fill({ dataFolder, traders, signals }: FillJob): Promise<void> {
  const desk = openOffline(
    { dataFolder, deskZone: 'UTC', features: FEATURES, limits: LIMITS },
    openLog({ logLevel: 'error', logLevels: {}, logFormat: 'json' }),
  )
  const userIds = Array.from({ length: traders }, (_, index) => `trader-${index}` as UserId)
  const signalIds = Array.from({ length: signals }, (_, index) => `bench-${index}` as SignalId)
  const run = async (commands: readonly Command[]): Promise<void> => {
    for (let from = 0; from < commands.length; from += COMMANDS_PER_BATCH_MAX) {
      const batch = commands.slice(from, from + COMMANDS_PER_BATCH_MAX)
      for (const answer of await Promise.all(batch.map((command) => desk.execute(command))))
        if (!answer.ok) throw new Error(`refused: ${answer.rejection.code}`)
    }
  }
  await run(
    userIds.map((userId) => ({ kind: 'add_user', userId, name: null, zone: 'UTC', memberTier: 'nibbler' })),
  )
  await run(signalIds.map(posting))
  for (const signalId of signalIds) await run(userIds.map((userId) => fire(userId, signalId)))
  await desk.close()
}

function posting(signalId: SignalId): Command {
  return {
    kind: 'post_signal',
    signalId,
    symbol: SYMBOL,
    direction: 'BUY',
    levels: LEVELS,
    expiresAt: Date.now() + WINDOW_MS,
    claimed: null,
    provider: 'Bench',
  }
}

function fire(userId: UserId, signalId: SignalId): FireSignal {
  return { kind: 'fire_signal', userId, signalId, tradeId: v7() as TradeId, pressedAt: null, riskBp: null }
}

serveJobs('ready', fill)
