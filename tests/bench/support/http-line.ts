import { connect, type Socket } from 'node:net'

/** One keep-alive connection that sends a request only after the answer to the last one. */
export interface HttpLine {
  /** Sends the bytes of a request; `answered` hears its status. One at a time. */
  send(request: string, answered: (status: number) => void): void
  close(): void
}

const HEAD_END = '\r\n\r\n'
const LENGTH = 'content-length: '

/**
 * Opens a raw HTTP/1.1 connection to this machine.
 *
 * It reads no more than it needs: the status, the length, and that the body is all there. The same few microseconds
 * for everyone who is measured with it.
 */
export async function openHttpLine(port: number, failed: (why: Error) => void): Promise<HttpLine> {
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  socket.setNoDelay(true)
  const reader = readAnswers(socket)
  let closed = false
  socket.on('error', failed)
  socket.on('close', () => {
    if (!closed) failed(new Error('the connection was closed by the other side'))
  })
  return {
    send(request, answered) {
      reader.answered = answered
      socket.write(request, 'latin1')
    },
    close() {
      closed = true
      socket.destroy()
    },
  }
}

function readAnswers(socket: Socket): { answered: (status: number) => void } {
  const reader = { answered: (_status: number): void => undefined }
  let gathered = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    gathered = gathered === '' ? chunk : gathered + chunk
    const headEnd = gathered.indexOf(HEAD_END)
    if (headEnd < 0) return
    if (gathered.length < headEnd + HEAD_END.length + bodyLength(gathered)) return
    const status = Number(gathered.slice(9, 12))
    gathered = ''
    reader.answered(status)
  })
  return reader
}

function bodyLength(answer: string): number {
  const at = answer.indexOf(LENGTH)
  if (at >= 0) return Number.parseInt(answer.slice(at + LENGTH.length, at + LENGTH.length + 8), 10)
  return Number.parseInt(/\r\ncontent-length: *(\d+)/i.exec(answer)?.[1] ?? '0', 10)
}
