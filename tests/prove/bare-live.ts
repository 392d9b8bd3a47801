import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

// The negative control of the stalled readers: a server that keeps for each whatever he asks for until he reads it.

const ANSWER_BYTES = 262_144

const http = createServer()
const live = new Server(http, { perMessageDeflate: false })
const answer = 'x'.repeat(ANSWER_BYTES)
let asked = 0

live.on('connection', (socket) => {
  socket.emit('start')
  // Each is a text of its own, as the answers of a database are.
  socket.on('resume', (acknowledge: (text: string) => void) => acknowledge(`${asked++}${answer}`))
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
