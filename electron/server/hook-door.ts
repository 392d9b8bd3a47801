import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HOOK_AHEAD_S_MAX, HOOK_DOOR, HOOK_PAST_S_MAX, HookReply } from '#contracts/http/hooks.ts'
import type { PostSignal } from '#core/command.ts'
import type { Hook } from '#core/hooks/hook.ts'
import type { SignalId, SymbolName } from '#core/kernel/ids.ts'
import type { ReceiptKey } from '#station/station.ts'
import type { Border } from './border.ts'
import { type Delivery, readDelivery } from './hook-body.ts'
import type { HookKeeping } from './hook-keeping.ts'
import { checkSignature } from './hook-signature.ts'
import { type Problem, problemOf, sentenceOf } from './problems.ts'
import { openRateLimiter, type RateLimiter } from './rate-limit.ts'
import type { Rates } from './rates.ts'
import type { Declared, Desk } from './registry.ts'
import { type AnswerParts, sendProblem, sendReply } from './reply.ts'
import { eventOf } from './routes/decisions.ts'
import { milliseconds, price, seconds } from './wire.ts'

const SIGNATURE_HEADER = 'x-fusion-signature'
const SECONDS_PER_HOUR = 3_600
/** A platform sends an alert a minute and symbol at the most; a loop in a script is cut off here. */
const HOOK_RATE = { perSecond: 1, burst: 30 } as const

/** What a delivery passes. */
export interface HookDoorParts extends AnswerParts {
  readonly desk: Desk
  readonly keeping: HookKeeping
  readonly border: Border
  /** Of `hook`, by address: whoever tries secrets is slowed before one is compared. */
  readonly rates: Pick<Rates, 'hook'>
}

type Delivered =
  | { readonly ok: true; readonly signalId: SignalId; readonly duplicate: boolean }
  | { readonly ok: false; readonly problem: Problem }

/**
 * Opens the way in of senders that can set no headers. It stands beside the other routes: its secret is in the path and
 * its body of whatever type the platform likes, and the signature needs its very bytes.
 *
 * Rules HOOK-3 to HOOK-10.
 */
export function openHookDoor(app: FastifyInstance, parts: HookDoorParts): readonly Declared[] {
  const perHook = openRateLimiter(HOOK_RATE)
  app.register(async (own) => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    own.route<{ Params: { id: string; secret: string } }>({
      method: 'POST',
      url: HOOK_DOOR.path,
      async handler(request, reply) {
        request.startedMs = performance.now()
        const known = knock(request, parts, perHook)
        const delivered: Delivered =
          'problem' in known ? { ok: false, ...known } : await take(request, known.hook, parts)
        if (!('problem' in known)) note(known.hook, delivered, parts)
        if (!delivered.ok) return sendProblem(request, reply, delivered.problem, parts)
        const said = HookReply.parse({
          accepted: true,
          signal_id: delivered.signalId,
          duplicate: delivered.duplicate,
        })
        sendReply(
          request,
          reply,
          { status: HOOK_DOOR.status, reply: said, replayed: delivered.duplicate },
          parts,
        )
      },
    })
  })
  const { path, roles, ownership } = HOOK_DOOR
  return [{ name: `POST ${path}`, roles, ownership, handled: true }]
}

/** The hook behind an address; every address that opens none is refused alike. */
function knock(
  request: FastifyRequest<{ Params: { id: string; secret: string } }>,
  { desk, keeping, border, rates }: HookDoorParts,
  perHook: RateLimiter,
): { readonly hook: Hook } | { readonly problem: Problem } {
  const foreign = border.page(request.raw)
  if (foreign !== null) return { problem: foreign }
  const byAddress = rates.hook.take(request.ip)
  if (byAddress.waitS > 0)
    return { problem: { code: 'rate_limited', retryAfterS: Math.ceil(byAddress.waitS) } }
  const { id, secret } = request.params
  const hook = desk.station.queries.hook(id)
  if (hook === null || hook.revoked || !keeping.opens(hook, secret)) return { problem: { code: 'not_found' } }
  const { waitS } = perHook.take(hook.hookId)
  return waitS > 0 ? { problem: { code: 'rate_limited', retryAfterS: Math.ceil(waitS) } } : { hook }
}

async function take(
  request: FastifyRequest,
  hook: Hook,
  { desk, keeping }: HookDoorParts,
): Promise<Delivered> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const nowS = seconds(desk.station.now())
  const { signing } = keeping.secretsOf(hook)
  const signed =
    signing === null
      ? null
      : checkSignature(request.headers[SIGNATURE_HEADER], body, { secret: signing, nowS })
  if (signed?.ok === false) return signed
  const delivery = readDelivery(body.toString('utf8'), hook)
  if ('code' in delivery) return { ok: false, problem: delivery }
  if (signed === null && !isFresh(delivery, nowS, desk.config.limits.journalReceiptHours))
    return { ok: false, problem: { code: 'stale_delivery' } }
  const receipt = receiptOf(hook, delivery, { body, signedAtS: signed?.atS ?? null })
  const executed = await desk.station.execute(postOf(delivery, desk), receipt)
  if (!executed.ok) return { ok: false, problem: problemOf(executed.rejection) }
  const { event } = eventOf(executed.value.events, 'signal_opened')
  return { ok: true, signalId: event.signal.signalId, duplicate: executed.value.replayed }
}

/** An unsigned delivery is known again for as long as receipts are kept, and refused when it could be older. */
function isFresh({ timeS }: Delivery, nowS: number, receiptHours: number): boolean {
  if (timeS === null) return false
  const pastMax = Math.min(HOOK_PAST_S_MAX, receiptHours * SECONDS_PER_HOUR)
  return nowS - timeS <= pastMax && timeS - nowS <= HOOK_AHEAD_S_MAX
}

/** What makes a delivery the same one: the sender's own id, else its bytes, and the time it was signed at. */
function receiptOf(
  { hookId }: Hook,
  { eventId }: Delivery,
  { body, signedAtS }: { readonly body: Buffer; readonly signedAtS: number | null },
): ReceiptKey {
  const inputHash = hash('sha256', body, 'hex')
  const key =
    eventId === null ? `bytes:${signedAtS ?? ''}:${inputHash}` : `event:${hash('sha256', eventId, 'hex')}`
  return { owner: `hook:${hookId}`, key, inputHash }
}

function postOf({ signal, expiresInS }: Delivery, { station, newId }: Desk): PostSignal {
  return {
    kind: 'post_signal',
    signalId: newId() as SignalId,
    symbol: signal.symbol as SymbolName,
    direction: signal.direction,
    levels: {
      entry: price(signal.entry_price),
      stop: price(signal.stop_loss),
      target: price(signal.take_profit),
    },
    expiresAt: expiresInS === null ? null : station.market.clock().at + milliseconds(expiresInS),
    claimed: signal.confidence ?? null,
    provider: signal.source,
  }
}

function note({ hookId }: Hook, delivered: Delivered, { keeping, now }: HookDoorParts): void {
  keeping.note(hookId, {
    at: seconds(now()),
    result: delivered.ok ? (delivered.duplicate ? 'duplicate' : 'accepted') : delivered.problem.code,
    message: delivered.ok ? null : wordsOf(delivered.problem),
    signal_id: delivered.ok ? delivered.signalId : null,
  })
}

function wordsOf(problem: Problem): string {
  const fields = (problem.fields ?? []).map(({ path, message }) => `${path}: ${message}`)
  return [sentenceOf(problem), ...fields].join(' ')
}
