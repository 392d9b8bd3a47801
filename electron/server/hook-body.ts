import type { PostSignalRequest } from '#contracts/http.ts'
import { PostSignalRequest as SignalContract } from '#contracts/http.ts'
import type { Hook, HookField } from '#core/hooks/hook.ts'
import { badField, badFields, type Problem } from './problems.ts'

/** What a delivery says, before it becomes a signal. */
export interface Delivery {
  readonly signal: Omit<PostSignalRequest, 'expires_at'>
  /** Seconds of market time; null where the sender names none. */
  readonly expiresInS: number | null
  /** When the alert was made by its own word, seconds; null where it says nothing. */
  readonly timeS: number | null
  readonly eventId: string | null
}

type Said = Readonly<Record<string, unknown>>

const PAIRS_MAX = 40
const EVENT_ID_LENGTH_MAX = 200
const EXPIRES_IN_S_MAX = 30 * 86_400
const PERCENT = 100
const PRICE_DECIMALS = 8
const DIRECTIONS: Readonly<Record<string, string>> = {
  buy: 'BUY',
  long: 'BUY',
  sell: 'SELL',
  short: 'SELL',
}
/** Seconds from here on are milliseconds. */
const MILLISECONDS_FROM = 1e11

/** Reads the body of a platform: JSON, or text of `name=value` pairs, under the names that its hook gives them. */
export function readDelivery(text: string, hook: Hook): Delivery | Problem {
  const said = text.trimStart().startsWith('{') ? readJson(text) : readPairs(text)
  if (said === null) return badField('body', 'a JSON object, or text of name=value pairs')
  const of = (field: HookField) => said[hook.fields[field] ?? field]
  const direction = DIRECTIONS[String(of('direction') ?? '').toLowerCase()]
  const entry = numberOf(of('entry_price'))
  const { stop, target } = levelsOf(of, hook, { entry, buys: direction === 'BUY' })
  const confidence = of('confidence')
  const asked = SignalContract.omit({ expires_at: true }).safeParse({
    symbol: symbolOf(of('symbol')),
    direction,
    entry_price: entry,
    stop_loss: stop,
    take_profit: target,
    ...(confidence !== undefined && { confidence: numberOf(confidence) }),
    source: hook.provider,
  })
  if (!asked.success) return badFields(asked.error.issues)
  return { signal: asked.data, ...aroundIt(of) }
}

function aroundIt(of: (field: HookField) => unknown): Omit<Delivery, 'signal'> {
  const expiresIn = numberOf(of('expires_in'))
  const eventId = of('event_id')
  return {
    expiresInS: expiresIn !== undefined && expiresIn > 0 && expiresIn <= EXPIRES_IN_S_MAX ? expiresIn : null,
    timeS: timeOf(of('time')),
    eventId:
      (typeof eventId === 'string' || typeof eventId === 'number') &&
      String(eventId).length <= EVENT_ID_LENGTH_MAX
        ? String(eventId)
        : null,
  }
}

/** The levels that are named; where the hook has distances, those it names none of. */
function levelsOf(
  of: (field: HookField) => unknown,
  { distances }: Hook,
  { entry, buys }: { readonly entry: number | undefined; readonly buys: boolean },
) {
  const away = (pct: number, up: boolean) =>
    entry === undefined ? undefined : rounded(entry * (1 + ((up ? 1 : -1) * pct) / PERCENT))
  return {
    stop: numberOf(of('stop_loss')) ?? (distances === null ? undefined : away(distances.stopPct, !buys)),
    target: numberOf(of('take_profit')) ?? (distances === null ? undefined : away(distances.targetPct, buys)),
  }
}

/** Charting platforms name the exchange before the instrument: `FX:EURUSD` is EURUSD, `EUR/USD` too. */
function symbolOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return value
    .slice(value.lastIndexOf(':') + 1)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?[0-9]+(\.[0-9]+)?$/.test(value.trim()) ? Number(value) : undefined
}

/** Seconds, milliseconds, or a date in ISO 8601. */
function timeOf(value: unknown): number | null {
  const number = numberOf(value)
  if (number !== undefined) return number >= MILLISECONDS_FROM ? number / 1_000 : number
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(at) ? at / 1_000 : null
}

function readJson(text: string): Said | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Said) : null
  } catch {
    return null
  }
}

function readPairs(text: string): Said | null {
  const pairs = text.split(/[\s,;]+/).filter((part) => part !== '')
  if (pairs.length === 0 || pairs.length > PAIRS_MAX) return null
  const said = new Map<string, string>()
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) return null
    said.set(pair.slice(0, at), pair.slice(at + 1))
  }
  return Object.fromEntries(said)
}

function rounded(price: number): number {
  const scale = 10 ** PRICE_DECIMALS
  return Math.round(price * scale) / scale
}
