import type { Metric } from '#contracts/http/metrics.ts'
import { invariant } from '#core/kernel/result.ts'
import type { Metric as Definition, MetricFields, MetricValue } from '#core/stats/metric.ts'
import { type Problem, problemOf } from '../problems.ts'
import type { Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'

type MetricRoutes = Pick<Handlers, 'metrics' | 'defineMetric' | 'switchMetric' | 'metric'>

/** Figures that operators define. */
export function metricRoutes({ station }: Desk): MetricRoutes {
  const { metrics } = station.queries.stats
  return {
    metrics: () => ({ ok: true, reply: { metrics: metrics.all().map(wireMetric) } }),

    async defineMetric({ body, principal, receipt }) {
      const { metric_id: metricId, window_days: windowDays, name, event, measure, filter } = body
      const said = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
      const fields: MetricFields = { name, event, measure, filter: said, windowDays }
      const command = { kind: 'define_metric', metricId, fields, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const { events, replayed } = executed.value
      const told = events[0]?.event
      invariant(told?.kind === 'metric_set', 'what is defined is told')
      return { ok: true, replayed, reply: { metric: wireMetric(told.metric) } }
    },

    async switchMetric({ params, body, principal, receipt }) {
      const command = {
        kind: 'switch_metric',
        metricId: params.id,
        active: body.active,
        by: principal.userId,
      } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const metric = metrics.one(params.id)
      invariant(metric !== null, 'what was switched is there')
      // What it counts never changes, and what was asked for is what it became: a repeat gets the same answer.
      const reply = { metric: wireMetric({ ...metric, active: body.active }) }
      return { ok: true, replayed: executed.value.replayed, reply }
    },

    async metric({ params }) {
      const metric = metrics.one(params.id)
      if (metric === null) return refused({ code: 'metric_not_found' })
      if (!metric.active) return refused({ code: 'metric_off' })
      const { all, days, complete } = await metrics.read(metric)
      return {
        ok: true,
        reply: {
          metric: wireMetric(metric),
          ...wireValue(all),
          days: days.map(({ day, ...value }) => ({ day, ...wireValue(value) })),
          complete,
          timestamp: seconds(station.now()),
        },
      }
    },
  }
}

function refused(problem: Problem) {
  return { ok: false, problem } as const
}

function wireMetric({ metricId, name, event, measure, filter, windowDays, active }: Definition): Metric {
  return {
    metric_id: metricId,
    name,
    event,
    measure,
    filter: filter as Metric['filter'],
    window_days: windowDays,
    active,
  }
}

function wireValue({ value, events, users }: MetricValue) {
  return { value, events, users }
}
