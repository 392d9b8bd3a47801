import { useState } from 'react'
import { lengthOf, timeframesOf } from '../state/series.ts'
import { SESSION_CANDLE_MS_MAX } from '../state/session-bands.ts'
import { useKeys } from './keys.ts'
import { useDesk } from './use-desk.ts'

const SESSIONS_KEY = 'fusion-desk.sessions'
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
}

/** The reader's choice of candles and bands; keys 1 to 5 choose the candles. The bands are remembered on this device. */
export function useView(symbol: string): View {
  const { reader } = useDesk()
  const own = reader.timeframes[symbol] ?? reader.timeframe
  const timeframes = timeframesOf(own)
  const [chosen, setTimeframe] = useState(own)
  // What was chosen for another symbol may be finer than what this one has.
  const timeframe = timeframes.includes(chosen) ? chosen : own
  const [sessions, setShown] = useState(() => localStorage.getItem(SESSIONS_KEY) !== 'off')
  const keyed = DIGITS.flatMap((digit, index) => {
    const name = timeframes[index]
    return name === undefined ? [] : [[digit, name] as const]
  })
  useKeys(
    Object.fromEntries(keyed.map(([digit, name]) => [digit, () => setTimeframe(name)])),
    Object.fromEntries(keyed.map(([digit, name]) => [digit, `Candles of ${name}`])),
  )
  return {
    timeframes,
    timeframe,
    setTimeframe,
    sessions: lengthOf(timeframe) > SESSION_CANDLE_MS_MAX ? null : sessions,
    setSessions: (shown) => {
      localStorage.setItem(SESSIONS_KEY, shown ? 'on' : 'off')
      setShown(shown)
    },
  }
}
