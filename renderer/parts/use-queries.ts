import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type CandleView, readCandle, readMission, readTrade, readUser } from '../link/wire.ts'
import type { Series } from '../state/series.ts'
import { SERIES_BARS_MAX } from '../state/series.ts'
import { useDesk } from './use-desk.ts'

/** What the page asks by REST. Live messages mark these as old; nothing here asks by itself. */

const TRADES_SHOWN = 20
const MARKS_SHOWN = 12

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

/** The reader's last trades. */
export function useTrades(): UseQueryResult<true> {
  const { api, apply, reader } = useDesk()
  return useQuery({
    queryKey: ['trades'],
    queryFn: async (): Promise<true> => {
      const reply = await api.ask('userFires', {
        params: { id: reader.userId },
        query: { limit: TRADES_SHOWN },
      })
      apply({ kind: 'trades', trades: reply.fires.map(readTrade) })
      return true
    },
  })
}

/** The briefing of one signal with the reader's own trade on it. */
export function useMission(signalId: string): UseQueryResult<true> {
  const { api, apply } = useDesk()
  return useQuery({
    queryKey: ['mission', signalId],
    queryFn: async (): Promise<true> => {
      const reply = await api.ask('mission', { params: { id: signalId } })
      apply(readMission(reply, performance.now()))
      return true
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
      const reply = await api.ask('signalFires', { params: { id: signalId }, query: { limit: MARKS_SHOWN } })
      return reply.fires.map((mark) => ({
        userId: mark.user_id,
        name: mark.name ?? mark.user_id,
        firedAt: mark.fired_at * 1_000,
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
}

/** Asked again now and then: nobody tells it live. */
export function useDeskDay(everyMs: number): UseQueryResult<DeskDayView> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['desk-day'],
    refetchInterval: everyMs,
    queryFn: async () => {
      const { engagement } = await api.ask('stats', {})
      return {
        fires: engagement.total_fires_today,
        traders: engagement.active_users_today,
        executionRate: engagement.execution_rate,
      }
    },
  })
}

/** The candles of a symbol, with their timeframe. */
export interface CandlesView extends Series {
  readonly symbol: string
  readonly timeframe: string
}

export function useCandles(symbol: string): UseQueryResult<CandlesView> {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['candles', symbol],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const reply = await api.ask('candles', { params: { symbol }, query: { limit: SERIES_BARS_MAX } })
      const forming: CandleView | null = reply.forming === null ? null : readCandle(reply.forming)
      return { symbol, timeframe: reply.tf, closed: reply.candles.map(readCandle), forming }
    },
  })
}
