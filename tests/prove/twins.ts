import { createHash } from 'node:crypto'
import { Agent, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { addUsers, operatorOf, postSignal, serviceToken } from './support/desk.ts'
import { every, type Harness, mustFind, never, type Row } from './support/harness.ts'
import { type Answer, type Caller, post } from './support/http.ts'
import { checkFolder, databaseOf, journaledFires } from './support/kept-facts.ts'
import { HEADLESS, makeDataFolder, startStation } from './support/station-child.ts'

const CLIENTS = 16
const ROUNDS = { full: 1_000, short: 100 }
const CONTROL_ROUNDS = 20
/** Users take turns, so that a round is a pair that nobody has fired yet. */
const USERS = 50

type Keys = 'same' | 'different'

/** One fire, sent by all clients at once. */
interface Round {
  readonly callers: readonly Caller[]
  readonly userId: string
  readonly signalId: string
  readonly keys: Keys
  readonly name: string
}

/** Sends the same fire from sixteen connections at once: one effect, whatever the keys. */
export const proveTwins: Harness = async ({ seed, short, folder, note }) => {
  const rounds = short ? ROUNDS.short : ROUNDS.full
  const dataFolder = makeDataFolder(join(folder, 'desk'))
  const logFile = join(folder, 'station.log')
  const station = await startStation({ dataFolder, flags: ['--sim', seed], logFile, program: HEADLESS })
  const operator = operatorOf(station.url, dataFolder)
  const users = await addUsers(operator, 'twin', USERS)
  const callers = callersOf(station.url, await serviceToken(operator))
  const wrong: Record<Keys, string[]> = { same: [], different: [] }
  for (const keys of ['same', 'different'] as const) {
    let signalId = ''
    for (let round = 0; round < rounds; round++) {
      if (round % USERS === 0) signalId = await postSignal(operator)
      const userId = users[round % USERS] ?? ''
      const answers = await fireTogether({
        callers,
        userId,
        signalId,
        keys,
        name: `${seed}-${keys}-${round}`,
      })
      const fault = FAULT_OF[keys](answers)
      if (fault !== null) wrong[keys].push(`round ${round}: ${fault}`)
    }
    note(`${rounds} rounds of ${CLIENTS} with ${keys} keys`)
  }
  const exit = await station.stop()
  return rowsOf(dataFolder, { wrong, rounds, exit, note })
}

const FAULT_OF = { same: faultOfSame, different: faultOfDifferent }

async function rowsOf(
  dataFolder: string,
  found: { wrong: Record<Keys, string[]>; rounds: number; exit: number | null; note: (line: string) => void },
): Promise<readonly Row[]> {
  const { wrong, rounds, exit, note } = found
  for (const fault of [...wrong.same, ...wrong.different].slice(0, 5)) note(fault)
  const fires = journaledFires(databaseOf(dataFolder))
  const pairs = new Set(fires.map((fire) => `${fire.userId} ${fire.signalId}`))
  const broken = await checkFolder(dataFolder)
  return [
    every(`twins: ${CLIENTS} at once, same key, one answer for all`, rounds - wrong.same.length, rounds),
    every(
      `twins: ${CLIENTS} at once, different keys, one 200 and fifteen 409`,
      rounds - wrong.different.length,
      rounds,
    ),
    every('twins: effects, one for each round', pairs.size, rounds * 2),
    never('twins: effects too many', fires.length - pairs.size, `${fires.length}`),
    {
      name: 'twins: stop and check',
      result: `exit ${exit}, ${broken || 'ok'}`,
      goal: 'exit 0, ok',
      ok: exit === 0 && broken === '',
    },
  ]
}

/** Sixteen connections of one caller, each kept open. */
function callersOf(url: string, token: string): readonly Caller[] {
  return Array.from({ length: CLIENTS }, () => ({
    url,
    token,
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
  }))
}

function fireTogether({ callers, userId, signalId, keys, name }: Round): Promise<readonly Answer[]> {
  const body = { signal_id: signalId, user_id: userId }
  return Promise.all(
    callers.map((caller, index) =>
      post(caller, '/api/fire', body, keys === 'same' ? name : `${name}-${index}`),
    ),
  )
}

function faultOfSame(answers: readonly Answer[]): string | null {
  const different = new Set(answers.map(({ status, text }) => `${status} ${text}`))
  const fresh = answers.filter(({ headers }) => headers['idempotency-replayed'] !== 'true').length
  if (different.size !== 1)
    return `${different.size} different answers: ${[...different].slice(0, 2).join(' | ')}`
  if (answers[0]?.status !== 200) return `answered ${answers[0]?.status}: ${answers[0]?.text}`
  return fresh === 1 ? null : `${fresh} answers that claim to be the first`
}

function faultOfDifferent(answers: readonly Answer[]): string | null {
  const fired = answers.filter(({ status }) => status === 200)
  const tradeId = fired[0] ? (JSON.parse(fired[0].text) as { trade_id: string }).trade_id : null
  const refused = answers.filter(({ status, text }) => {
    if (status !== 409) return false
    const { error } = JSON.parse(text) as { error: { code: string; trade_id?: string } }
    return error.code === 'already_fired' && error.trade_id === tradeId
  })
  if (fired.length === 1 && refused.length === CLIENTS - 1) return null
  return `${fired.length} x 200, ${refused.length} x 409 already_fired of the same trade`
}

/** The same clients against a table without a unique key, where a look comes before the write. */
export const controlTwins: Harness = async ({ seed }) => {
  const table = new Database(':memory:')
  table.exec('CREATE TABLE fires (user_id TEXT NOT NULL, signal_id TEXT NOT NULL, trade_id TEXT NOT NULL)')
  const server = checkThenAct(table)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const callers = callersOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'none')
  for (let round = 0; round < CONTROL_ROUNDS; round++)
    await fireTogether({
      callers,
      userId: `user-${round}`,
      signalId: 'one',
      keys: 'same',
      name: `${seed}-${round}`,
    })
  const doubled = table
    .prepare('SELECT count(*) FROM (SELECT 1 FROM fires GROUP BY user_id, signal_id HAVING count(*) > 1)')
    .pluck()
    .get() as number
  server.close()
  for (const { agent } of callers) agent?.destroy()
  return [mustFind('control twins: check-then-act doubles', doubled, `${CONTROL_ROUNDS} rounds`)]
}

/** A server that looks whether the fire is there, and writes it a turn of the event loop later if not. */
function checkThenAct(table: Database.Database) {
  const look = table.prepare('SELECT 1 FROM fires WHERE user_id = ? AND signal_id = ?')
  const write = table.prepare('INSERT INTO fires VALUES (?, ?, ?)')
  return createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const { user_id, signal_id } = JSON.parse(body.toString()) as { user_id: string; signal_id: string }
    const found = look.get(user_id, signal_id)
    await new Promise((resolve) => setImmediate(resolve))
    if (!found) write.run(user_id, signal_id, createHash('sha256').update(body).digest('hex'))
    outgoing.writeHead(found ? 409 : 200).end('{}')
  })
}
