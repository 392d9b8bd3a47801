import type { ChangePoints } from '#core/command.ts'
import type { UserId } from '#core/kernel/ids.ts'
import { invariant } from '#core/kernel/result.ts'
import { dayIn } from '#core/kernel/time.ts'
import { abuseStatus } from '#core/progress/abuse-status.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import type { Executed } from '#station/station.ts'
import { badField, type Problem, problemOf } from '../problems.ts'
import type { Call, Desk, Handlers } from '../registry.ts'
import { seconds } from '../wire.ts'
import { wirePoints } from '../wire-progress.ts'

type PointsRoutes = Pick<Handlers, 'changePoints' | 'setVip' | 'abuse' | 'userAbuse' | 'resetAbuse'>

const HUNDREDTHS = 100
/** What binary fractions leave of a number with two decimals. */
const HUNDREDTHS_NOISE = 1e-9
const TRACKED_HOURS = 24
const UNKNOWN_USER = { ok: false, problem: { code: 'user_not_found' } } as const

/** Points by somebody's word, and what the rules against abuse see. */
export function pointsRoutes({ station }: Desk): PointsRoutes {
  const { queries, now } = station

  function statusOf(id: string) {
    const progress = queries.progress.sheet(id as UserId)
    return progress === null
      ? null
      : wireStatus(id, abuseStatus(progress.points.abuse, DEFAULT_PROGRESS_POLICY.abuse, now()))
  }

  return {
    async changePoints(call) {
      const bad = badAmount(call)
      if (bad !== null) return { ok: false, problem: bad }
      const command = commandOf(call)
      const executed = await station.execute(command, call.receipt)
      if (!executed.ok) {
        const { rejection } = executed
        if (rejection.code === 'anti_abuse') {
          const { userId, action, eventId } = command
          const { violation, retryAt } = rejection
          await station.execute({ kind: 'note_violation', userId, action, eventId, violation, retryAt })
        }
        return { ok: false, problem: problemOf(rejection) }
      }
      const progress = queries.progress.sheet(call.actor)
      invariant(progress !== null, 'whose points changed is a user')
      const { events, replayed } = executed.value
      return {
        ok: true,
        replayed,
        reply: {
          changed: events.length > 0,
          user_id: call.actor,
          amount: sumOf(events),
          points: wirePoints(progress.points.totals, dayIn(progress.zone, now())),
          server_time: seconds(now()),
        },
      }
    },

    async setVip({ params, principal, body, receipt }) {
      const { vip } = body
      const command = { kind: 'set_vip', userId: params.id as UserId, vip, by: principal.userId } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      return { ok: true, reply: { user_id: params.id, vip }, replayed: executed.value.replayed }
    },

    abuse: ({ query }) => ({
      ok: true,
      reply: {
        users: queries.progress.suspects(query.limit).flatMap((id) => {
          const status = statusOf(id)
          return status === null ? [] : [status]
        }),
      },
    }),

    userAbuse({ params }) {
      const status = statusOf(params.id)
      return status === null ? UNKNOWN_USER : { ok: true, reply: status }
    },

    async resetAbuse({ params, principal, receipt }) {
      const command = {
        kind: 'reset_abuse',
        userId: params.id as UserId,
        by: principal.userId,
      } as const
      const executed = await station.execute(command, receipt)
      if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
      const status = statusOf(params.id)
      invariant(status !== null, 'who was forgiven is a user')
      return { ok: true, reply: status, replayed: executed.value.replayed }
    },
  }
}

/** What the contract cannot say: which change takes which sign, who may, and which of them needs a reason. */
function badAmount({ params, body, principal }: Call<'changePoints'>): Problem | null {
  const { change } = params
  if (change === 'adjust' && principal.role !== 'operator') return { code: 'forbidden' }
  if (body.amount === 0) return badField('amount', 'not zero')
  if (body.amount < 0 && change !== 'adjust') return badField('amount', 'positive')
  if (NEED_A_REASON.has(change) && body.reason === undefined) return badField('reason', 'say why')
  return badTerms(change, body)
}

const NEED_A_REASON: ReadonlySet<string> = new Set(['adjust', 'deduct'])

function badTerms(change: string, { bonus, multiplier }: Call<'changePoints'>['body']): Problem | null {
  if (change !== 'award' && bonus !== undefined) return badField('bonus', 'of an award only')
  if (change !== 'award' && multiplier !== undefined) return badField('multiplier', 'of an award only')
  const hundredths = (multiplier ?? 1) * HUNDREDTHS
  const exact = Math.abs(hundredths - Math.round(hundredths)) < HUNDREDTHS_NOISE
  return exact ? null : badField('multiplier', 'two decimals at the most')
}

const ACTIONS = {
  award: 'award',
  deduct: 'points_deduction',
  spend: 'spend',
  refund: 'refund',
  adjust: 'admin_adjustment',
} as const

function commandOf({ params, body, actor, principal }: Call<'changePoints'>): ChangePoints {
  return {
    kind: 'change_points',
    change: params.change,
    userId: actor,
    amount: body.amount,
    action: body.action ?? ACTIONS[params.change],
    eventId: body.event_id,
    bonus: body.bonus ?? 0,
    callHundredths: Math.round((body.multiplier ?? 1) * HUNDREDTHS),
    reason: body.reason ?? null,
    by: principal.userId,
    mayFallBelowZero: body.allow_negative === true && principal.role === 'operator',
  }
}

function sumOf(events: Executed['events']): number {
  return events.reduce((sum, { event }) => {
    if (event.kind === 'points_awarded') return sum + event.amount
    return event.kind === 'points_deducted' ? sum - event.amount : sum
  }, 0)
}

function wireStatus(id: string, status: ReturnType<typeof abuseStatus>) {
  const { penalty } = status
  return {
    user_id: id,
    is_suspicious: status.suspicious,
    actions_last_minute: status.lastMinute,
    actions_last_hour: status.lastHour,
    points_current_hour: status.hourBase,
    earned_last_24h: status.dayEarned,
    total_tracked_actions: status.tracked,
    tracking_window_hours: TRACKED_HOURS,
    violations_last_24h: status.violations,
    penalty: penalty === null ? null : { kind: penalty.kind, until: seconds(penalty.until) },
  }
}
