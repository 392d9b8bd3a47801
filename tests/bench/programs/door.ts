// One station behind two doors: its own, and a bare route of the framework that runs the same command.
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import fastify from 'fastify'
import { v7 } from 'uuid'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import { ensureOperatorToken } from '#server/auth.ts'
import { startServer } from '#server/server.ts'
import { readConfig } from '#station/config.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { openLog } from '#station/log.ts'
import { openStation } from '#station/open.ts'
import type { Executed } from '#station/station.ts'
import { serveJobs } from '../support/child.ts'

/**
 * Who is behind a token: asked of nobody, because the bare door asks nobody. With or without, the answer is the
 * processor time that the program has taken so far, microseconds.
 */
export interface DoorJob {
  readonly users?: readonly (readonly [token: string, userId: string])[]
}

export interface DoorReady {
  readonly port: number
  readonly barePort: number
  readonly url: string
  readonly operator: string
}

const [, , dataFolder = ''] = process.argv
const config = readConfig({
  flags: { ...NO_FLAGS, headless: true, values: { data: dataFolder, port: '0', sim: 'bench' } },
  environment: {},
  workFolder: dataFolder,
})
const opened = openLog(config)
const station = await openStation(config, opened)
await ensureOperatorToken(station, dataFolder)
const server = await startServer(station, config, opened.log)

const users = new Map<string, UserId>()
const bare = fastify()
bare.post('/api/fire', async ({ headers, body }) => {
  const { signal_id } = body as { readonly signal_id: string }
  const executed = await station.execute({
    kind: 'fire_signal',
    userId: users.get(headers.authorization ?? '') as UserId,
    signalId: signal_id as SignalId,
    tradeId: v7() as TradeId,
    pressedAt: null,
    riskBp: null,
  })
  if (!executed.ok) throw new Error(executed.rejection.code)
  return answerOf(executed.value)
})
await bare.listen({ port: 0, host: '127.0.0.1' })

function answerOf({ events }: Executed): unknown {
  const fired = events[0]
  if (fired?.event.kind !== 'signal_fired') throw new Error('a fire is told first')
  const { tradeId, signalId, userId, mission } = fired.event
  return {
    success: true,
    trade_id: tradeId,
    signal_id: signalId,
    user_id: userId,
    fire_count: mission.fireCount,
    fired_at: fired.at / 1_000,
  }
}

const ready: DoorReady = {
  port: server.port,
  barePort: (bare.server.address() as AddressInfo).port,
  url: server.url,
  operator: readFileSync(join(dataFolder, 'operator.token'), 'utf8'),
}
serveJobs(ready, async (job: DoorJob) => {
  for (const [token, userId] of job.users ?? []) users.set(`Bearer ${token}`, userId as UserId)
  const { user, system } = process.cpuUsage()
  return user + system
})
