import { z } from 'zod'
import { Problem } from '#contracts/problem-shape.ts'

const Refusal = Problem.extend({ ok: z.literal(false) })
/** When a question is asked again that nobody answered. */
const UNANSWERED_S = 1

/**
 * How long the station asks to wait before the same is asked again, milliseconds; null where asking again is no use.
 *
 * @param late  whether there was no answer in time
 */
export function askAgainInMs(late: boolean, reply: unknown): number | null {
  if (late) return UNANSWERED_S * 1_000
  const read = Refusal.safeParse(reply)
  const waitS = read.success ? read.data.error.retry_after : undefined
  return waitS === undefined ? null : waitS * 1_000
}
