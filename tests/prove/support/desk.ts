import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { type Caller, expectJson, get, post } from './http.ts'

/** A provider's window as far as the station lets it reach, so that every fire of a long run is in time. */
const WINDOW_SECONDS = 29 * 86_400

interface Quote {
  readonly symbol: string
  readonly marketTime: number
}

/** The station's operator, over connections that stay open. */
export function operatorOf(url: string, dataFolder: string): Caller {
  const token = readFileSync(join(dataFolder, 'operator.token'), 'utf8').trim()
  return { url, token, agent: new Agent({ keepAlive: true, maxSockets: 8 }) }
}

/** Adds users `PREFIX-0` to `PREFIX-N`, several at a time, and returns their ids. */
export async function addUsers(operator: Caller, prefix: string, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index}`)
  await Promise.all(
    ids.map((userId) => expectJson(201, post(operator, '/api/users', { user_id: userId, timezone: 'UTC' }))),
  )
  return ids
}

/** A token that may act for everybody. */
export async function serviceToken(operator: Caller): Promise<string> {
  return tokenFor(operator, 'operator', 'service', ['*'])
}

/** A trader's own token. */
export async function traderToken(operator: Caller, userId: string): Promise<string> {
  return tokenFor(operator, userId, 'trader')
}

async function tokenFor(
  operator: Caller,
  userId: string,
  role: string,
  mayActFor?: string[],
): Promise<string> {
  const body = { user_id: userId, role, label: 'harness', ...(mayActFor ? { may_act_for: mayActFor } : {}) }
  return (await expectJson<{ token: string }>(201, post(operator, '/api/tokens', body))).token
}

/** The first instrument of the feed, and the market's clock. */
export async function marketNow(caller: Caller): Promise<Quote> {
  const feed = await expectJson<{ symbols: string[]; market_time: number }>(200, get(caller, '/api/feed'))
  return { symbol: feed.symbols[0] ?? 'EURUSD', marketTime: feed.market_time }
}

/** Lists a signal that stays open for the whole run, its levels out of the market's reach. Returns its id. */
export async function postSignal(caller: Caller): Promise<string> {
  const { symbol, marketTime } = await marketNow(caller)
  const body = {
    symbol,
    direction: 'BUY',
    entry_price: 1,
    stop_loss: 0.000001,
    take_profit: 1_000_000,
    expires_at: Math.floor(marketTime) + WINDOW_SECONDS,
    source: 'Harness',
  }
  const { signal } = await expectJson<{ signal: { id: string } }>(201, post(caller, '/api/signals', body))
  return signal.id
}
