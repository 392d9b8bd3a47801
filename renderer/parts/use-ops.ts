import { useMutation, useQuery } from '@tanstack/react-query'
import type { JobName, LogLine } from '#contracts/http/operations.ts'
import { addLines, type LogView } from '../state/ops.ts'
import type { LogChoice } from '../state/ops-address.ts'
import { useDesk } from './use-desk.ts'

/** The station tells nobody how it stands; who looks asks again. */
const HEALTH_EVERY_MS = 5_000
const LOG_EVERY_MS = 2_000
const JOBS_EVERY_MS = 5_000
/** Rows are counted for it, if in a worker. */
const DATABASE_EVERY_MS = 30_000
const LINES_PER_PAGE = 500

export function useWatch() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['ops', 'health'],
    refetchInterval: HEALTH_EVERY_MS,
    queryFn: () => api.ask('watch', {}),
  })
}

/** The tail of the log under a choice: the newest lines first asked for, then what comes after them. */
export function useLog(choice: LogChoice) {
  const { api, queries } = useDesk()
  const queryKey = ['ops', 'log', choice.level, choice.component, choice.correlationId]
  const read = async (after: number | null): Promise<LogView | null> => {
    const known = after === null ? null : (queries.getQueryData<LogView>(queryKey) ?? null)
    const query = { ...queryOf(choice), ...(after !== null && { after: String(after) }) }
    return addLines(known, await api.ask('stationLog', { query }))
  }
  return useQuery({
    queryKey,
    // Nobody reads on where he left: the newest are asked for again.
    gcTime: 0,
    refetchInterval: LOG_EVERY_MS,
    queryFn: async () => {
      const after = queries.getQueryData<LogView>(queryKey)?.next ?? null
      const view = (await read(after)) ?? (await read(null))
      if (view === null) throw new Error('an answer that goes on from nothing is a view')
      return view
    },
  })
}

/** Every line that the station keeps and the choice fits, oldest first. */
export function useAllLines() {
  const { api } = useDesk()
  return async (choice: LogChoice): Promise<readonly LogLine[]> => {
    let lines: LogLine[] = []
    let startedAt: number | null = null
    for (let after = 0; ; ) {
      const page = await api.ask('stationLog', { query: { ...queryOf(choice), after: String(after) } })
      if (startedAt !== null && startedAt !== page.started_at) {
        // Another run meanwhile: its lines begin anew.
        startedAt = null
        lines = []
        after = 0
        continue
      }
      startedAt = page.started_at
      lines.push(...page.lines)
      if (page.lines.length < LINES_PER_PAGE) return lines
      after = page.next
    }
  }
}

function queryOf({ level, component, correlationId }: LogChoice) {
  return {
    limit: String(LINES_PER_PAGE),
    ...(level !== null && { level }),
    ...(component !== null && { component }),
    ...(correlationId !== null && { correlation_id: correlationId }),
  }
}

export function useJobs() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['ops', 'jobs'],
    refetchInterval: JOBS_EVERY_MS,
    queryFn: () => api.ask('jobs', {}),
  })
}

/** Has a job done; done when the page has heard how it went. */
export function useRunJob() {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async (id: JobName) => {
      await api.ask('runJob', { params: { id } })
      await queries.invalidateQueries({ queryKey: ['ops'] })
    },
  })
}

export function useDatabase() {
  const { api } = useDesk()
  return useQuery({
    queryKey: ['ops', 'database'],
    refetchInterval: DATABASE_EVERY_MS,
    queryFn: () => api.ask('database', {}),
  })
}

/** A look at the database; what it answers with is kept beside what the page asks for anyway. */
export function useLookAtDatabase(what: 'quickCheck' | 'check' | 'verifyAudit') {
  const { api, queries } = useDesk()
  return useMutation({
    mutationFn: async () => {
      const { ok, checks } = await api.ask(what, {})
      await queries.invalidateQueries({ queryKey: ['ops'] })
      return { ok, checks }
    },
  })
}
