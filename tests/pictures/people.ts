import { type CallOf, openClient } from '#contracts/client.ts'
import type { EndpointName, ReplyOf } from '#contracts/http.ts'

/** Whoever is at the desk; the first looks at it. */
const NAMES = [
  'Ada',
  'Bob',
  'Cyd',
  'Dan',
  'Eve',
  'North desk',
  'South desk',
  'Night desk',
  'Early desk',
  'Late desk',
  'Trainee',
  'Reserve',
] as const

/** Somebody at the desk. */
export interface DeskMate {
  readonly name: string
  readonly token: string
  readonly riskPct: number
}

/** Calls the station with a token; a refusal ends the work. */
export type Call = <Name extends EndpointName>(
  token: string,
  name: Name,
  call: CallOf<Name>,
) => Promise<ReplyOf<Name>>

export function callsTo(baseUrl: string): Call {
  return async (token, name, call) => {
    const answer = await openClient({ baseUrl, token: () => token }).call(name, call)
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.message}`)
    return answer.value
  }
}

/** Adds the people of the desk, each with a risk of his own. */
export async function admitPeople(call: Call, operator: string): Promise<readonly DeskMate[]> {
  const people: DeskMate[] = []
  for (const [index, name] of NAMES.entries()) {
    const userId = name.toLowerCase().replace(' ', '-')
    await call(operator, 'addUser', { body: { user_id: userId, name, timezone: 'UTC' } })
    const made = await call(operator, 'createToken', {
      body: { user_id: userId, role: 'trader', label: 'pictures' },
    })
    people.push({ name, token: made.token, riskPct: 0.5 + 0.25 * (index % 5) })
  }
  return people
}

/** Signals of a provider over all symbols, both ways, with stop and target in units of what the market moves. */
export async function postSignals(
  call: Call,
  operator: string,
  plan: { readonly symbols: readonly string[]; readonly count: number; readonly minutes: number },
): Promise<readonly string[]> {
  const { market_time } = await call(operator, 'feed', {})
  const ids: string[] = []
  for (let n = 0; n < plan.count; n += 1) {
    const symbol = plan.symbols[n % plan.symbols.length] ?? 'EURUSD'
    const { candles } = await call(operator, 'candles', { params: { symbol }, query: { limit: 20 } })
    const entry = candles.at(-1)?.[4] ?? 1
    const range = candles.reduce((sum, [, , high, low]) => sum + high - low, 0) / Math.max(1, candles.length)
    const way = n % 3 === 0 ? -1 : 1
    // A little farther with each round, so that no two signals of a symbol are alike.
    const stop = range * (1.2 + 0.1 * Math.floor(n / plan.symbols.length))
    const { signal } = await call(operator, 'postSignal', {
      body: {
        symbol,
        direction: way === 1 ? 'BUY' : 'SELL',
        entry_price: entry,
        stop_loss: rounded(entry - way * stop, entry),
        take_profit: rounded(entry + way * 1.5 * stop, entry),
        expires_at: market_time + 60 * (plan.minutes + n),
        source: 'Harbour Desk',
      },
    })
    ids.push(signal.id)
  }
  return ids
}

/** To the digits in which the market quotes. */
function rounded(price: number, like: number): number {
  const digits = like > 500 ? 2 : like > 50 ? 3 : 5
  return Number(price.toFixed(digits))
}

/** Lets people fire by a fixed rule: some on much, some on little, nobody on everything. */
export async function fireByRule(
  call: Call,
  people: readonly DeskMate[],
  signalIds: readonly string[],
): Promise<void> {
  for (const [n, signalId] of signalIds.entries())
    await Promise.all(
      people
        .filter((_, index) => (n * 5 + index * 7) % 12 < 9 - (index % 4))
        .map(({ token, riskPct }) =>
          call(token, 'fire', { body: { signal_id: signalId, risk_pct: riskPct } }),
        ),
    )
}
