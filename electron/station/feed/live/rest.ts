import type { LiveClock } from './exchange-clock.ts'

/** An answer is no larger; 1,000 bars have 200 kB. */
const ANSWER_BYTES_MAX = 2_097_152
const ANSWER_MS_MAX = 8_000
const LIMITED = new Set([418, 429])
/** Waits an exchange may ask for; a longer one is asked again then. */
const RETRY_AFTER_MS_MAX = 600_000
const RETRY_AFTER_MS_DEFAULT = 10_000

/** What came of a question. */
export type Asked =
  | { readonly kind: 'answer'; readonly body: unknown; readonly sentMs: number; readonly receivedMs: number }
  /** Said no, with a body: an unknown pair is told so. */
  | { readonly kind: 'refused'; readonly status: number; readonly body: unknown }
  /** Too many questions: none for so long. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  | { readonly kind: 'failed' }

/**
 * Asks an exchange by REST. Never throws; an answer that is late, too large, no JSON or leads elsewhere has failed.
 */
export async function ask(url: string, clock: LiveClock, stop: AbortSignal): Promise<Asked> {
  const late = new AbortController()
  const cancel = clock.setTimer(() => late.abort(), ANSWER_MS_MAX)
  const sentMs = clock.monotonicMs()
  try {
    const response = await fetch(url, {
      // An exchange that sends the station to another place is not followed.
      redirect: 'error',
      signal: AbortSignal.any([late.signal, stop]),
      headers: { accept: 'application/json' },
    })
    if (LIMITED.has(response.status)) {
      await response.body?.cancel()
      return { kind: 'limited', waitMs: retryAfterMs(response.headers.get('retry-after')) }
    }
    const body: unknown = JSON.parse(await boundedText(response))
    if (!response.ok) return { kind: 'refused', status: response.status, body }
    return { kind: 'answer', body, sentMs, receivedMs: clock.monotonicMs() }
  } catch {
    return { kind: 'failed' }
  } finally {
    cancel()
  }
}

function retryAfterMs(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number(header)
  if (!Number.isFinite(seconds) || seconds < 0) return RETRY_AFTER_MS_DEFAULT
  return Math.min(RETRY_AFTER_MS_MAX, seconds * 1_000)
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength
    if (bytes > ANSWER_BYTES_MAX) throw new Error('an answer is larger than any of bars')
    text += decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}
