import { openSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import type { Command } from '#core/command.ts'
import type { SignalId, TradeId, UserId } from '#core/kernel/ids.ts'
import { readConfig } from '#station/config.ts'
import { NO_FLAGS } from '#station/flags.ts'
import { openLog } from '#station/log.ts'
import { openStation } from '#station/open.ts'
import type { Station } from '#station/station.ts'
import { chance } from './support/chance.ts'

// The program whose writes the power harness records: the real station without its server. It writes a line into
// the acknowledgement file after each answered fire, on the thread that writes the database, so that the recording
// has acknowledgements and writes in their true order. Half way it closes the station and opens the folder again.

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    acks: { type: 'string', default: '' },
    fires: { type: 'string', default: '100' },
    seed: { type: 'string', default: '' },
    /** What `synchronous` really is, whatever the station asks for. */
    synchronous: { type: 'string', default: 'FULL' },
    /** Pages before a checkpoint; empty for the station's own. */
    checkpoint: { type: 'string', default: '' },
  },
})

const USERS = 50
/** Fires that share one turn of the event loop, at most: some of them share a commit. */
const AT_ONCE_MAX = 6
const WINDOW_MS = 29 * 86_400_000

if (values.synchronous !== 'FULL') overrule('synchronous', values.synchronous, 2)
if (values.checkpoint !== '') overrule('wal_autocheckpoint', values.checkpoint, Number(values.checkpoint))

const draw = chance(values.seed)
const acks = openSync(values.acks, 'a')
const fires = Number(values.fires)
const config = readConfig({
  flags: { ...NO_FLAGS, values: { data: values.data, sim: values.seed, speed: '3600' } },
  environment: { FUSION_PROFILE: 'testing' },
  workFolder: '/',
})
const logs = openLog(config)

for (const life of [1, 2]) {
  const station = await openStation(config, logs)
  const users = await addUsers(station, life)
  await fireAll(station, { users, life, count: Math.ceil(fires / 2) })
  if (life === 1) await station.close()
}
// The second life ends as a power cut finds it: with a write-ahead log full of commits.
process.exit(0)

async function addUsers(station: Station, life: number): Promise<readonly UserId[]> {
  const users = Array.from({ length: USERS }, (_, index) => `user-${life}-${index}` as UserId)
  const added = users.map((userId) =>
    done(station, { kind: 'add_user', userId, name: null, zone: 'UTC', memberTier: 'nibbler' }),
  )
  await Promise.all(added)
  return users
}

async function fireAll(
  station: Station,
  load: { users: readonly UserId[]; life: number; count: number },
): Promise<void> {
  let sent = 0
  while (sent < load.count) {
    if (sent % USERS === 0) await listSignal(station, `signal-${load.life}-${sent / USERS}` as SignalId)
    const signalId = `signal-${load.life}-${Math.floor(sent / USERS)}` as SignalId
    const untilNextSignal = USERS - (sent % USERS)
    const together = Math.min(draw.between(1, AT_ONCE_MAX), load.count - sent, untilNextSignal)
    const ids = Array.from({ length: together }, (_, index) => sent + index)
    sent += together
    await Promise.all(
      ids.map((id) =>
        fire(station, {
          signalId,
          userId: load.users[id % USERS] ?? ('' as UserId),
          tradeId: `trade-${load.life}-${id}` as TradeId,
        }),
      ),
    )
  }
}

async function listSignal(station: Station, signalId: SignalId): Promise<void> {
  await done(station, {
    kind: 'post_signal',
    signalId,
    symbol: station.market.symbols[0] as never,
    direction: 'BUY',
    levels: { entry: 1, stop: 0.000001, target: 1_000_000 },
    expiresAt: station.market.clock().at + WINDOW_MS,
    claimed: null,
    provider: 'Harness',
  })
}

async function fire(
  station: Station,
  ids: { signalId: SignalId; userId: UserId; tradeId: TradeId },
): Promise<void> {
  await done(station, { kind: 'fire_signal', ...ids, pressedAt: null, riskBp: null })
  writeSync(acks, `${ids.tradeId}\n`)
}

async function done(station: Station, command: Command): Promise<void> {
  const result = await station.execute(command)
  if (!result.ok) throw new Error(`${command.kind} was refused: ${result.rejection.code}`)
}

/** Makes SQLite run with another setting than the station asked for, and the station believe it got its own. */
function overrule(name: string, real: string, believed: number): void {
  const pragma = Database.prototype.pragma
  Database.prototype.pragma = function (
    this: Database.Database,
    source: string,
    options?: Database.PragmaOptions,
  ) {
    if (new RegExp(`^\\s*${name}\\s*=`).test(source)) return pragma.call(this, `${name} = ${real}`, options)
    if (new RegExp(`^\\s*${name}\\s*$`).test(source))
      return options?.simple ? believed : [{ [name]: believed }]
    return pragma.call(this, source, options)
  }
}
