import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import type { Api } from '../link/api.ts'
import { type CandleView, readBrief, readCandle, readMission, readSignal, readUser } from '../link/wire.ts'
import { readComparison } from '../link/wire-pulse.ts'
import { readTrade } from '../link/wire-trade.ts'
import type { ComparisonView } from '../state/kpi.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { isIncomplete, OPEN_SIGNALS_MAX } from '../state/queue.ts'
import type { LongSeries } from '../state/series.ts'
import { SERIES_BARS_MAX } from '../state/series.ts'
import { useDesk, useStation } from './use-desk.ts'

/** What the page asks by REST. Live messages mark these as old; nothing here asks by itself. */

const TRADES_SHOWN = 20
/** Enough for the picture of the last minutes. */
const MARKS_ASKED = 100

/** How the reader's trades ended, and the balance. */
export function useTally(): UseQueryResult<true> {
  const { api, apply, reader } = useDesk()
  return useQuery({
    queryKey: ['tally'],
    queryFn: async (): Promise<true> => {
      const params = { id: reader.userId }
      const [summary, sheet] = await Promise.all([
        api.ask('userSummary', { params }),
        api.ask('userStats', { params }),
      ])
      apply({ kind: 'user', user: readUser(sheet.stats, summary.balance, sheet.timestamp) })
      const { wins, losses, timeouts, balance } = summary
      apply({ kind: 'tally', tally: { at: sheet.timestamp * 1_000, wins, losses, timeouts }, balance })
      return true
    },
  })
}

/** A list that does not fit its total is read anew this often until it does. */
const OPEN_READ_EVERY_MS = 2_000
const OPEN_PAGE = 200

/** All open signals, page by page up to what a page can hold; live messages keep them from then on. */
export function useOpenSignals(): void {
  const { api, apply, state } = useDesk()
  const { refetch } = useQuery({
    queryKey: ['open'],
    queryFn: async (): Promise<true> => {
      const { open, epoch } = state()
      const { signals, whole } = await readOpen(api)
      apply({ kind: 'open_list', signals, whole, before: open ?? [], epoch })
      return true
    },
  })
  const incomplete = useStation(isIncomplete)
  useEffect(() => {
    if (!incomplete) return
    const timer = setInterval(() => void refetch({ cancelRefetch: false }), OPEN_READ_EVERY_MS)
    return () => clearInterval(timer)
  }, [incomplete, refetch])
}

async function readOpen(api: Api) {
  const signals: SignalView[] = []
  let cursor: string | null = null
  do {
    const page: ReplyOf<'activeSignals'> = await api.ask('activeSignals', {
      query: { limit: OPEN_PAGE, ...(cursor === null ? {} : { cursor }) },
    })
    signals.push(...page.signals.map(readSignal))
    cursor = page.next_cursor
  } while (cursor !== null && signals.length < OPEN_SIGNALS_MAX)
  return { signals, whole: cursor === null }
}

/** The reader's last trades; whether he has more. */
export function useTrades(): UseQueryResult<boolean> {
  const { api, apply, reader } = useDesk()
  return useQuery({
    queryKey: ['trades'],
    queryFn: async () => {
      const reply = await api.ask('userFires', {
        params: { id: reader.userId },
        query: { limit: TRADES_SHOWN },
      })
      apply({ kind: 'trades', trades: reply.fires.map(readTrade) })
      return reply.next_cursor !== null
    },
  })
}

/** The briefing of one signal with the reader's own trade on it. */
export function useMission(signalId: string): UseQueryResult<BriefView> {
  const { api, apply } = useDesk()
  return useQuery({
    queryKey: ['mission', signalId],
    queryFn: async () => {
      const reply = await api.ask('mission', { params: { id: signalId } })
      apply(readMission(reply, performance.now()))
      return readBrief(reply)
    },
  })
}

/** Who fired on a signal. */
export interface MarkView {
  readonly userId: string
  readonly name: string
  readonly firedAt: number
  readonly executed: boolean
}

export function useMarks(signalId: string): UseQueryResult<readonly MarkView[]> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['marks', signalId],
    queryFn: async () => {
      const reply = await api.ask('signalFires', { params: { id: signalId }, query: { limit: MARKS_ASKED } })
      return reply.fires.map((mark) => ({
        userId: mark.user_id,
        name: mark.name ?? mark.user_id,
        firedAt: Math.round(mark.fired_at * 1_000),
        executed: mark.executed,
      }))
    },
  })
}

/** The desk's day. */
export interface DeskDayView {
  readonly fires: number
  readonly traders: number
  readonly executionRate: number
  readonly compared: ComparisonView
}

/** Asked again now and then: nobody tells it live. */
export function useDeskDay(everyMs: number): UseQueryResult<DeskDayView> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['desk-day'],
    refetchInterval: everyMs,
    queryFn: async () => {
      const { engagement, comparison } = await api.ask('stats', {})
      return {
        fires: engagement.total_fires_today,
        traders: engagement.active_users_today,
        executionRate: engagement.execution_rate,
        compared: readComparison(comparison),
      }
    },
  })
}

/** The candles of a symbol, with their timeframe. */
export interface CandlesView extends LongSeries {
  readonly symbol: string
  readonly timeframe: string
}

export function useCandles(symbol: string, timeframe: string): UseQueryResult<CandlesView> {
  const { api, prices } = useDesk()
  return useQuery({
    queryKey: ['candles', symbol, timeframe],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      // Counted before asking: the answer holds at least these.
      const barsIn = prices.quote(symbol)?.barsClosed ?? null
      const query = { tf: timeframe, limit: SERIES_BARS_MAX }
      const reply = await api.ask('candles', { params: { symbol }, query })
      const forming: CandleView | null = reply.forming === null ? null : readCandle(reply.forming)
      return { symbol, timeframe: reply.tf, closed: reply.candles.map(readCandle), forming, barsIn }
    },
  })
}
