import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ProblemCode } from '#contracts/problem-codes.ts'
import { type BareParts, endGently, endWithProblem, sendBareProblem } from './bare-answers.ts'
import type { Problem } from './problems.ts'

/** What the parser of HTTP says no to; everything it has no name for here is `bad_request`. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload_too_large',
}

/** Answers requests that broke before they were whole. */
export interface BrokenRequests {
  /** Tells of each response that was begun, so that no answer overtakes or follows it. */
  underWay(socket: Duplex, response: ServerResponse): void
  /** Answers what broke on a connection, once, and ends the connection. */
  answer(error: NodeJS.ErrnoException, socket: Duplex): void
}

/**
 * An answer goes out in its turn and where one is still owed: in place of the answer to the request that broke, or
 * after the answers to the whole requests before it. A response that has begun is followed by nothing.
 */
export function openBrokenRequests(parts: BareParts): BrokenRequests {
  const latest = new WeakMap<Duplex, ServerResponse>()
  const answered = new WeakSet<Duplex>()

  return {
    underWay: (socket, response) => void latest.set(socket, response),
    answer(error, socket) {
      if (error.code === 'ECONNRESET' || socket.destroyed) {
        socket.destroy()
        return
      }
      // The parser says it again with every byte that still comes.
      if (answered.has(socket)) return
      answered.add(socket)
      tell(socket, latest.get(socket), { code: CODES[error.code ?? ''] ?? 'bad_request' }, parts)
    },
  }
}

// Responses leave in the order of their requests: after the latest there is none.
function tell(socket: Duplex, latest: ServerResponse | undefined, problem: Problem, parts: BareParts): void {
  if (latest === undefined) endWithProblem(socket, problem, parts)
  else if (!latest.req.complete) inPlaceOf(latest, socket, problem, parts)
  else if (latest.writableFinished) endWithProblem(socket, problem, parts)
  else latest.once('finish', () => endWithProblem(socket, problem, parts))
}

function inPlaceOf(response: ServerResponse, socket: Duplex, problem: Problem, parts: BareParts): void {
  if (response.headersSent) endGently(socket)
  else sendBareProblem(response, problem, parts)
}
