import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import { ensureOperatorToken } from '#server/auth.ts'
import { startServer } from '#server/server.ts'
import { readConfig } from '#station/config.ts'
import { readFlags } from '#station/flags.ts'
import { openLog } from '#station/log.ts'
import { openStation } from '#station/open.ts'
import type { Station } from '#station/station.ts'
import { passOn } from './support/front.ts'

// The negative control of the kill harness: the real station behind a front that answers a fire at once and commits
// it a little later, as a write-behind cache does. Everything else goes through to the station unchanged.

/** Wall time by which the commit trails the answer. */
const BEHIND_MS = 10

const config = readConfig({
  flags: readFlags(process.argv.slice(2)),
  environment: process.env,
  workFolder: '/',
})
const logs = openLog(config)
const station = await openStation(config, logs)
await ensureOperatorToken(station, config.dataFolder)
const server = await startServer(station, config, logs.log)

const front = createServer((incoming, outgoing) => {
  if (incoming.method === 'POST' && incoming.url === '/api/fire') fireEarly(station, incoming, outgoing)
  else passOn(server.port, incoming, outgoing)
})
front.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  writeFileSync(join(config.dataFolder, 'station.json'), JSON.stringify({ pid: process.pid, url }))
  process.stdout.write(`ready ${url} source=sim data=${config.dataFolder}\n`)
})
process.on('SIGTERM', () => process.exit(0))

async function fireEarly(
  station: Station,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const body = JSON.parse(Buffer.concat(chunks).toString()) as { user_id: UserId; signal_id: SignalId }
  const tradeId = `early-${incoming.headers['idempotency-key']}` as TradeId
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify({ success: true, trade_id: tradeId }))
  const { user_id: userId, signal_id: signalId } = body
  setTimeout(
    () => station.execute({ kind: 'fire_signal', userId, signalId, tradeId, pressedAt: null, riskBp: null }),
    BEHIND_MS,
  )
}
