import type { Timeframe } from '#core/market/bar.ts'
import { Connection } from './connection.ts'
import {
  type Exchange,
  type ExchangeName,
  type ExchangeUrls,
  exchangeOf,
  listenedOf,
  type Pair,
} from './exchange.ts'
import { ExchangeClock, type LiveClock } from './exchange-clock.ts'
import type { Frame } from './frame.ts'
import { ask } from './rest.ts'

/** A test of a connection ends after so long, whatever it has seen. */
export const PROBE_MS_MAX = 10_000

export interface ProbeAsk {
  readonly exchange: ExchangeName
  readonly pairs: readonly Pair[]
  readonly timeframe: Timeframe
  /** Other places than the exchange's own. */
  readonly urls: Partial<ExchangeUrls> | null
}

/** What a test of a connection saw. */
export interface Probed {
  /** Whether the exchange answered by REST. */
  readonly reachable: boolean
  /** Its clock minus the station's; null where it told none. */
  readonly offsetMs: number | null
  /** From opening the stream to the first price; null where none came. */
  readonly firstPriceMs: number | null
  /** In the order asked for; null where the exchange did not say. */
  readonly known: readonly (boolean | null)[]
}

/** Tries an exchange: its clock, each pair by REST, and the first price over its stream. Writes nothing, never throws. */
export async function probeExchange(asked: ProbeAsk, clock: LiveClock): Promise<Probed> {
  const exchange = exchangeOf(asked.exchange)
  const over = new AbortController()
  const cancel = clock.setTimer(() => over.abort(), PROBE_MS_MAX)
  try {
    const [rest, stream] = await Promise.all([
      probeRest(exchange, asked, { clock, stop: over.signal }),
      probeStream(exchange, asked, { clock, stop: over.signal }),
    ])
    const known = asked.pairs.map(({ written }, index) =>
      stream.refused.has(written) ? false : (rest.known[index] ?? null),
    )
    return { reachable: rest.reachable, offsetMs: rest.offsetMs, firstPriceMs: stream.firstPriceMs, known }
  } finally {
    cancel()
  }
}

interface Surroundings {
  readonly clock: LiveClock
  readonly stop: AbortSignal
}

async function probeRest(exchange: Exchange, asked: ProbeAsk, { clock, stop }: Surroundings) {
  const base = asked.urls?.rest ?? exchange.urls.rest
  const time = new ExchangeClock(clock)
  const told = await ask(exchange.timeUrl(base), clock, stop)
  const at = told.kind === 'answer' ? exchange.readTime(told.body) : null
  if (told.kind === 'answer' && at !== null) time.take(at, told)
  const known: (boolean | null)[] = []
  for (const pair of asked.pairs) {
    if (stop.aborted) break
    await pause(exchange.askEveryMs, { clock, stop })
    known.push(await knows(exchange, { base, pair, timeframe: asked.timeframe }, { clock, stop }))
  }
  const reachable = told.kind !== 'failed' || known.some((one) => one !== null)
  return { reachable, offsetMs: time.offsetMs(), known }
}

async function knows(
  exchange: Exchange,
  { base, pair, timeframe }: { readonly base: string; readonly pair: Pair; readonly timeframe: Timeframe },
  { clock, stop }: Surroundings,
): Promise<boolean | null> {
  const from = Math.floor(clock.now() / DAY_MS) * DAY_MS
  const told = await ask(exchange.barsUrl(base, { pair, timeframe, from }), clock, stop)
  if (told.kind === 'limited' || told.kind === 'failed') return null
  if (exchange.saysUnknownPair(told.body)) return false
  return told.kind === 'answer' && exchange.readBars(told.body) !== null ? true : null
}

const DAY_MS = 86_400_000

function pause(ms: number, { clock, stop }: Surroundings): Promise<void> {
  return new Promise((done) => {
    const cancel = clock.setTimer(done, ms)
    stop.addEventListener('abort', () => {
      cancel()
      done()
    })
  })
}

/** Until the first price, the end of the connection, or the end of the test. */
function probeStream(exchange: Exchange, asked: ProbeAsk, { clock, stop }: Surroundings) {
  const subscription = { pairs: asked.pairs, timeframe: asked.timeframe }
  const refused = new Set<string>()
  const openedAt = clock.monotonicMs()
  return new Promise<{ readonly firstPriceMs: number | null; readonly refused: ReadonlySet<string> }>(
    (done) => {
      const end = (firstPriceMs: number | null) => {
        connection.close()
        done({ firstPriceMs, refused })
      }
      const onFrame = (frame: Frame): void => {
        if (frame.kind === 'refused' && frame.pair !== null) refused.add(frame.pair)
        if (frame.kind === 'bar' || frame.kind === 'quote') end(clock.monotonicMs() - openedAt)
      }
      const connection = new Connection({
        exchange,
        url: asked.urls?.stream ?? exchange.urls.stream,
        subscription,
        listened: listenedOf(subscription),
        clock,
        onFrame,
        onUp: () => undefined,
        onDown: () => end(null),
      })
      stop.addEventListener('abort', () => end(null))
    },
  )
}
