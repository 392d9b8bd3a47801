import { v7 } from 'uuid'
import type { Answer } from '#contracts/client.ts'
import type { FireReply, FireRequest, PassReply, PassRequest } from '#contracts/http.ts'
import { stationNow } from '../state/clock.ts'
import type { Draft, PassReason } from '../state/model.ts'
import type { DeskState, Message } from '../state/reduce.ts'
import { type Api, readProblem } from './api.ts'
import { mayDecide } from './machine.ts'

/** A decision that nobody answered within this is shown as unanswered. */
const ANSWER_MS_MAX = 8_000
/** Waits before the same request is sent once more, where nobody answered and the connection still stands. */
const RETRY_WAITS_MS = [300, 1_000] as const

/** A request as first sent. Its key was chosen before and is kept until the station answers; so is its body. */
type Pending =
  | {
      readonly what: 'fire'
      readonly key: string
      readonly body: FireRequest & { readonly risk_pct: number }
    }
  | { readonly what: 'pass'; readonly key: string; readonly body: PassRequest }

export interface DecideOptions {
  readonly api: Api
  readonly state: () => DeskState
  readonly apply: (message: Message) => void
}

/** Sends fires and passes. */
export interface Decisions {
  fire(signalId: string): Promise<void>
  pass(signalId: string, draft: Draft & { readonly reason: PassReason }): Promise<void>
}

/**
 * Sends decisions so that one press is one decision.
 *
 * A request that got no answer is asked again with the same key and the same body, so that it counts once at most;
 * nothing is ever kept for later: without a connection nothing is sent.
 */
export function openDecisions(options: DecideOptions): Decisions {
  const pending = { fire: new Map<string, Pending>(), pass: new Map<string, Pending>() }

  async function send(signalId: string, what: Pending['what'], fresh: () => Pending | null): Promise<void> {
    const { apply, state } = options
    if (state().decisions[signalId]?.kind === 'sending' || !mayDecide(state().link.phase)) return
    const request = pending[what].get(signalId) ?? fresh()
    if (request === null) return
    pending[what].set(signalId, request)
    apply({ kind: 'decision', signalId, decision: { kind: 'sending', what: request.what } })
    const outcome = await askUntilAnswered(options, request)
    if (outcome.decision.kind !== 'unanswered') pending[what].delete(signalId)
    const answered = outcome.decision.kind === 'sending'
    apply(outcome.message ?? { kind: 'decision', signalId, decision: answered ? null : outcome.decision })
  }

  return {
    fire: (signalId) => send(signalId, 'fire', () => newFire(options.state(), signalId)),
    pass: (signalId, draft) => send(signalId, 'pass', () => newPass(signalId, draft)),
  }
}

/** Null where what was typed is no risk that may be taken. */
function newFire({ clock, riskPct }: DeskState, signalId: string): Pending | null {
  if (riskPct === null) return null
  // Pressed by the station's clock: the device's own may be wrong.
  const timestamp = clock === null ? {} : { timestamp: stationNow(clock, performance.now()) / 1_000 }
  return { what: 'fire', key: v7(), body: { signal_id: signalId, risk_pct: riskPct, ...timestamp } }
}

function newPass(signalId: string, { reason, note }: Draft & { readonly reason: PassReason }): Pending {
  const trimmed = note.trim()
  const body = { signal_id: signalId, reason, ...(trimmed === '' ? {} : { note: trimmed }) }
  return { what: 'pass', key: v7(), body }
}

interface Outcome {
  readonly decision: Extract<DeskState['decisions'][string], { kind: 'sending' | 'refused' | 'unanswered' }>
  readonly message: Message | null
}

async function askUntilAnswered(options: DecideOptions, request: Pending): Promise<Outcome> {
  for (const wait of [...RETRY_WAITS_MS, null]) {
    const outcome = await askOnce(options, request)
    if (outcome.decision.kind !== 'unanswered' || wait === null) return outcome
    await new Promise((resolve) => setTimeout(resolve, wait))
    if (!mayDecide(options.state().link.phase)) return outcome
  }
  return { decision: { kind: 'unanswered', what: request.what }, message: null }
}

async function askOnce({ api, state }: DecideOptions, request: Pending): Promise<Outcome> {
  const parts = { idempotencyKey: request.key, signal: AbortSignal.timeout(ANSWER_MS_MAX) }
  if (request.what === 'fire') {
    const answer = await api.call('fire', { body: request.body, ...parts })
    return outcomeOf('fire', answer, (reply) => firedMessage(state(), request.body.risk_pct, reply))
  }
  const answer = await api.call('pass', { body: request.body, ...parts })
  return outcomeOf('pass', answer, passedMessage)
}

function outcomeOf<Reply>(
  what: Pending['what'],
  answer: Answer<Reply>,
  read: (reply: Reply) => Message | null,
): Outcome {
  if (answer.ok) return { decision: { kind: 'sending', what }, message: read(answer.value) }
  // What is not in the station's own words is no answer: the decision may have been written or not.
  if (answer.problem.error === null) return { decision: { kind: 'unanswered', what }, message: null }
  const problem = readProblem(answer.problem)
  return { decision: { kind: 'refused', what, problem, at: performance.now() }, message: null }
}

function firedMessage(state: DeskState, riskPct: number, reply: FireReply): Message | null {
  const signal = state.signals[reply.signal_id]
  if (signal === undefined) return null
  return {
    kind: 'fired',
    fires: reply.fire_count,
    trade: {
      tradeId: reply.trade_id,
      signalId: reply.signal_id,
      symbol: signal.symbol,
      side: signal.side,
      firedAt: Math.round(reply.fired_at * 1_000),
      riskPct,
      status: 'pending',
      executedPrice: null,
      outcome: null,
      exit: null,
      r: null,
      pnl: null,
    },
  }
}

function passedMessage(reply: PassReply): Message {
  return { kind: 'passed', signalId: reply.signal_id, passes: reply.pass_count }
}
