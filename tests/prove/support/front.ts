import { type IncomingMessage, request, type ServerResponse } from 'node:http'

/** What stands between: it may change the body of an answer, or hang up by returning null. */
export type Change = (
  body: Buffer,
  answer: IncomingMessage,
) => { readonly status: number; readonly body: Buffer } | null

const UNCHANGED: Change = (body, { statusCode = 502 }) => ({ status: statusCode, body })

/** Passes a request on to a station of this machine under the name it knows itself by, and its answer back. */
export function passOn(
  port: number,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  change = UNCHANGED,
): void {
  const { method = 'GET', url: path = '/' } = incoming
  const headers = { ...incoming.headers, host: `127.0.0.1:${port}` }
  const onward = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of answer) chunks.push(chunk as Buffer)
    const changed = change(Buffer.concat(chunks), answer)
    if (changed === null) {
      outgoing.destroy()
      return
    }
    const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers
    outgoing.writeHead(changed.status, kept)
    outgoing.end(changed.body)
  })
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}
