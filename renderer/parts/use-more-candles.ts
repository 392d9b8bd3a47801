import { useEffect, useMemo, useRef, useState } from 'react'
import { CANDLES_PAGE, openMoreCandles } from '../link/more-candles.ts'
import { readCandle } from '../link/wire.ts'
import { lengthOf } from '../state/series.ts'
import { useDesk } from './use-desk.ts'

interface MoreOf {
  readonly symbol: string
  readonly timeframe: string
  /** The series stands still in the past. */
  readonly past: boolean
}

/** @returns  the candles beyond a series, how often some came, and whether the last try failed */
export function useMoreCandles({ symbol, timeframe, past }: MoreOf) {
  const { api, state } = useDesk()
  const [fetched, setFetched] = useState(0)
  const [failed, setFailed] = useState(false)
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  const more = useMemo(
    () =>
      openMoreCandles({
        lengthMs: lengthOf(timeframe),
        past,
        marketNow: () => state().clock?.marketAt ?? 0,
        clock: () => performance.now(),
        async page(from, to) {
          const seconds = {
            ...(from !== null && { from: from / 1_000 }),
            ...(to !== null && { to: to / 1_000 }),
          }
          const query = { tf: timeframe, limit: CANDLES_PAGE, ...seconds }
          const reply = await api.ask('candles', { params: { symbol }, query })
          return reply.candles.map(readCandle)
        },
        onTried(came, broke) {
          if (!here.current) return
          setFailed(broke)
          if (came) setFetched((times) => times + 1)
        },
      }),
    [api, state, symbol, timeframe, past],
  )
  return { more, fetched, failed }
}
