import { type Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'

/** One request as it goes over the wire; nothing is added but what HTTP itself needs. */
export interface Request {
  readonly url: string
  readonly method: string
  readonly path: string
  readonly headers: OutgoingHttpHeaders
  readonly body?: string | Buffer | undefined
  readonly agent?: Agent
}

export interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

/** How long an answer is waited for. A station that answers later than this has hung. */
const ANSWER_MS_MAX = 30_000

/** Sends a request and reads the whole answer. Throws when the connection ended before it. */
export function send({ url, method, path, headers, body, agent }: Request): Promise<Answer> {
  const { hostname, port } = new URL(url)
  // Without a length Node sends the body of an unusual method unframed, and the rest of the connection is noise.
  const framed = body === undefined || 'transfer-encoding' in headers || 'content-length' in headers
  const length = framed ? {} : { 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...length },
      agent,
      timeout: ANSWER_MS_MAX,
    })
    outgoing.once('error', reject)
    outgoing.once('timeout', () => outgoing.destroy(new Error(`${method} ${path} was not answered in time`)))
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.once('error', reject)
      incoming.once('aborted', () => reject(new Error('the answer was cut off')))
      incoming.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text })
      })
    })
    outgoing.end(body)
  })
}

/** A caller of the API: one token, JSON bodies. */
export interface Caller {
  readonly url: string
  readonly token: string
  readonly agent?: Agent
}

/** Sends a body as JSON with the caller's token. */
export function post(
  { url, token, agent }: Caller,
  path: string,
  body: unknown,
  key?: string,
): Promise<Answer> {
  const text = JSON.stringify(body)
  const headers: OutgoingHttpHeaders = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  }
  if (key !== undefined) headers['idempotency-key'] = key
  return send({ url, method: 'POST', path, headers, body: text, ...(agent ? { agent } : {}) })
}

/** Asks for a path with the caller's token. */
export function get({ url, token, agent }: Caller, path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}` }
  return send({ url, method: 'GET', path, headers, ...(agent ? { agent } : {}) })
}

/** The answer's JSON where it has the status; throws with the whole answer otherwise. For set-up, not for load. */
export async function expectJson<Value>(status: number, answer: Promise<Answer>): Promise<Value> {
  const { status: found, text } = await answer
  if (found !== status) throw new Error(`expected ${status}, was answered ${found}: ${text.slice(0, 400)}`)
  return JSON.parse(text) as Value
}
