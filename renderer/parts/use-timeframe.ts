import { useState } from 'react'
import { lengthOf, timeframesOf } from '../state/series.ts'
import { SESSION_CANDLE_MS_MAX } from '../state/session-bands.ts'
import { sayIn } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { useDesk } from './use-desk.ts'

const say = sayIn('frame')

const SESSIONS_KEY = 'fusion-desk.sessions'
const INDICATORS_KEY = 'fusion-desk.indicators'
const DIGITS = ['1', '2', '3', '4', '5'] as const

/** How the picture is looked at. */
export interface View {
  /** What the feed can be shown in, its own candles first. */
  readonly timeframes: readonly string[]
  readonly timeframe: string
  readonly setTimeframe: (timeframe: string) => void
  /** Bands of the trading sessions; null where one candle spans several sessions. */
  readonly sessions: boolean | null
  readonly setSessions: (shown: boolean) => void
  /** Averages and strength of the closes. */
  readonly indicators: boolean
  readonly setIndicators: (shown: boolean) => void
}

/** The candles that were chosen, for the panel that takes the place of another. */
export interface ViewMemory {
  timeframe?: string
}

/** The reader's choice of candles and bands; keys 1 to 5 choose the candles, I the indicators. What is drawn beside candles is remembered on this device. */
export function useView(symbol: string, memory: ViewMemory = {}): View {
  const { reader } = useDesk()
  const own = reader.timeframes[symbol] ?? reader.timeframe
  const timeframes = timeframesOf(own)
  const [chosen, choose] = useState(memory.timeframe ?? own)
  const setTimeframe = (name: string) => {
    memory.timeframe = name
    choose(name)
  }
  // What was chosen for another symbol may be finer than what this one has.
  const timeframe = timeframes.includes(chosen) ? chosen : own
  const [sessions, setSessions] = useKept(SESSIONS_KEY, true)
  const [indicators, setIndicators] = useKept(INDICATORS_KEY, false)
  const keyed = DIGITS.flatMap((digit, index) => {
    const name = timeframes[index]
    return name === undefined ? [] : [[digit, name] as const]
  })
  useKeys(
    {
      ...Object.fromEntries(keyed.map(([digit, name]) => [digit, () => setTimeframe(name)])),
      i: () => setIndicators(!indicators),
    },
    Object.fromEntries(keyed.map(([digit, name]) => [digit, say('candles_of', { name })])),
  )
  return {
    timeframes,
    timeframe,
    setTimeframe,
    sessions: lengthOf(timeframe) > SESSION_CANDLE_MS_MAX ? null : sessions,
    setSessions,
    indicators,
    setIndicators,
  }
}

/** A switch that is remembered on this device. */
function useKept(key: string, usual: boolean): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => (localStorage.getItem(key) ?? (usual ? 'on' : 'off')) === 'on')
  const keep = (next: boolean) => {
    localStorage.setItem(key, next ? 'on' : 'off')
    setOn(next)
  }
  return [on, keep]
}
