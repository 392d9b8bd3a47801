// The baseline of a fan-out: a bare Socket.IO server that broadcasts a message of the same size for every request.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { serveJobs } from '../support/child.ts'

const epoch = randomUUID()
const http = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (chunk) => {
    text += chunk
  })
  request.on('end', () => {
    broadcast((JSON.parse(text) as { signal_id: string }).signal_id)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 }).end('{}')
  })
})
const io = new Server(http, { serveClient: false })
io.on('connection', (socket) => {
  socket.on(
    'join_mission',
    ({ signal_id }: { signal_id: string }, acknowledge: (answer: unknown) => void) => {
      socket.join(roomOf(signal_id))
      acknowledge({ ok: true })
    },
  )
})

let count = 0

function broadcast(signalId: string): void {
  count += 1
  const stream = roomOf(signalId)
  const counts = { signal_id: signalId, count, pass_count: 0, executed_count: count }
  const place = { epoch, stream, since: count, seq: count + 1, timestamp: Date.now() / 1_000 }
  io.to(stream).emit('fire_count_update', { ...place, ...counts })
}

function roomOf(signalId: string): string {
  return `mission:${signalId}`
}

http.listen(0, '127.0.0.1', () =>
  serveJobs({ port: (http.address() as AddressInfo).port }, async () => undefined),
)
