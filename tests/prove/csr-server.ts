import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

// The negative control of the cuts: a server that numbers its events and leaves it to Socket.IO's connection state
// recovery to bring a client back. Its event loop stalls now and then, as one does that also writes a database.

const EVENT_EVERY_MS = 4
const STALL_EVERY_MS = 150
const STALL_MS = 50

const http = createServer()
const live = new Server(http, { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } })
let number = 0

live.on('connection', (socket) => {
  if (!socket.recovered) socket.join('mission')
  socket.emit('start', number, socket.recovered)
  // Messages keep their order: who has this answer has everything that was sent to him before.
  socket.on('settled', (answer: () => void) => answer())
})
const events = setInterval(() => live.to('mission').emit('event', ++number), EVENT_EVERY_MS)
setInterval(() => {
  const until = performance.now() + STALL_MS
  while (performance.now() < until);
}, STALL_EVERY_MS)

process.on('message', () => {
  clearInterval(events)
  process.send?.({ last: number })
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
