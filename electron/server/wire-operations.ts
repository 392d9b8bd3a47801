import type { HealthCheck, Job, LogLine, QuickCheck } from '#contracts/http/operations.ts'
import { roundTo } from '#core/kernel/amount.ts'
import type { JobFace } from '#station/jobs.ts'
import type { KeptLine } from '#station/log-ring.ts'
import type { QuickSeen } from '#station/station.ts'
import type { Watched } from './watch.ts'
import { seconds } from './wire.ts'

const MS_DECIMALS = 3

/** One thing that was looked at. */
export function wireHealthCheck({ check, state, value, threshold, unit, since }: Watched): HealthCheck {
  const rounded = value === null ? null : roundTo(value, MS_DECIMALS)
  return { check, state, value: rounded, threshold, unit, since: seconds(since) }
}

/** A line of the log. */
export function wireLogLine({
  number,
  time,
  level,
  event,
  component,
  correlationId,
  facts,
}: KeptLine): LogLine {
  const at = seconds(Date.parse(time))
  return { number, at, level, event, component, correlation_id: correlationId, facts }
}

/** How a job stands. */
export function wireJob({ name, everyMs, next, running, last, runs, onDemand }: JobFace): Job {
  return {
    job: name,
    every: seconds(everyMs),
    next: next === null ? null : seconds(next),
    running,
    last: last && { at: seconds(last.at), took_ms: last.tookMs, ok: last.ok, facts: { ...last.facts } },
    runs,
    on_demand: onDemand,
  }
}

/** What a quick check found. */
export function wireQuickCheck({ ok, checks, at, tookMs, tables, looked }: QuickSeen): QuickCheck {
  return { ok, checks: checks.map((row) => ({ ...row })), at: seconds(at), took_ms: tookMs, tables, looked }
}
