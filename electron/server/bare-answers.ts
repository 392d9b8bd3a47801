import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Log } from '#station/log.ts'
import { STATUS_CODES } from './node-http.ts'
import { type Problem, statusOf } from './problems.ts'
import { wireProblem } from './wire.ts'

/** What a refusal needs where no route stands behind it: a name for it, the time, and the log that knows the name. */
export interface BareParts {
  /** Makes a correlation id. */
  readonly nextId: () => string
  readonly now: () => number
  readonly log: Log
}

/** How long a peer that was told no may take to read it and go. */
const LINGER_MS_MAX = 1_000

/** Refuses a request before there is a route, and ends its connection. */
export function sendBareProblem(response: ServerResponse, problem: Problem, parts: BareParts): void {
  const { status, headers, text } = refusalOf(problem, parts)
  response.writeHead(status, headers)
  response.end(text)
}

/** Refuses what never became a request: the same answer, written by hand to the bare socket, which ends with it. */
export function endWithProblem(socket: Duplex, problem: Problem, parts: BareParts): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const { status, headers, text } = refusalOf(problem, parts)
  const lines = Object.entries({ date: new Date(parts.now()).toUTCString(), ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  endGently(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n${text}`)
}

/**
 * Ends a connection after the last words to it.
 *
 * What the peer still sends is let in unread for a moment: a connection closed over unread bytes is reset, and a
 * reset may overtake the answer.
 */
export function endGently(socket: Duplex, lastWords = ''): void {
  socket.end(lastWords)
  const cut = setTimeout(() => socket.destroy(), LINGER_MS_MAX)
  socket.once('close', () => clearTimeout(cut)).resume()
}

interface Refusal {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly text: string
}

function refusalOf(problem: Problem, { nextId, now, log }: BareParts): Refusal {
  const correlationId = nextId()
  const status = statusOf(problem)
  const text = JSON.stringify(wireProblem(problem, correlationId, now()))
  log.info({ correlationId, status, code: problem.code }, 'request_turned_away')
  return {
    status,
    text,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'x-correlation-id': correlationId,
      ...(problem.retryAfterS !== undefined && { 'retry-after': Math.ceil(problem.retryAfterS) }),
      connection: 'close',
    },
  }
}
