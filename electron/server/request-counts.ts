import type { ProblemCode } from '#contracts/problem-codes.ts'

/** Upper edges of the times of answers, seconds. */
export const ANSWER_SECONDS_EDGES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1] as const
const MS_PER_S = 1_000

/** How answers took, as a histogram whose buckets hold all that is not slower than their edge. */
export interface AnswerTimes {
  readonly buckets: readonly number[]
  readonly count: number
  readonly sumS: number
}

/** What was asked and answered since the start. Its names are a closed set: routes of the contract, statuses and codes. */
export interface RequestCounts {
  answered(route: string, status: number, tookMs: number | undefined): void
  refused(code: ProblemCode): void
  /** Answers by `route` and status. */
  answers(): readonly { readonly route: string; readonly status: number; readonly count: number }[]
  refusals(): ReadonlyMap<ProblemCode, number>
  times(): AnswerTimes
}

/** Counts from nought. */
export function openRequestCounts(): RequestCounts {
  const byRoute = new Map<string, Map<number, number>>()
  const byCode = new Map<ProblemCode, number>()
  const buckets = ANSWER_SECONDS_EDGES.map(() => 0)
  let count = 0
  let sumS = 0

  return {
    answered(route, status, tookMs) {
      const statuses = byRoute.get(route) ?? new Map<number, number>()
      byRoute.set(route, statuses.set(status, (statuses.get(status) ?? 0) + 1))
      if (tookMs === undefined) return
      const tookS = tookMs / MS_PER_S
      count += 1
      sumS += tookS
      for (const [at, edge] of ANSWER_SECONDS_EDGES.entries())
        if (tookS <= edge) buckets[at] = (buckets[at] ?? 0) + 1
    },
    refused(code) {
      byCode.set(code, (byCode.get(code) ?? 0) + 1)
    },
    answers: () =>
      [...byRoute].flatMap(([route, statuses]) =>
        [...statuses].map(([status, times]) => ({ route, status, count: times })),
      ),
    refusals: () => byCode,
    times: () => ({ buckets: [...buckets], count, sumS }),
  }
}
