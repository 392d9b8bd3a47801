/** Everything of a fire's request but who sends it and what he fires on. */
export interface FireTarget {
  readonly port: number
}

/** The beginning of every fire of one user: up to the body, which has the same length for every signal. */
export function fireHead({ port }: FireTarget, token: string, bodyBytes: number): string {
  return [
    'POST /api/fire HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${bodyBytes}`,
    '\r\n',
  ].join('\r\n')
}

/** The body of a fire on a signal. */
export function fireBody(signalId: string): string {
  return JSON.stringify({ signal_id: signalId })
}
