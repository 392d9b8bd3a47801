import { flushCompileCache } from 'node:module'
import Database from 'better-sqlite3'
import fastify from 'fastify'
import pino from 'pino'
import { Server } from 'socket.io'
import { z } from 'zod'

const Port = z.coerce.number().int().positive()
const log = pino({ base: null }, pino.destination({ fd: 2, sync: false }))
const database = new Database(':memory:')
const app = fastify()
new Server(app.server, { serveClient: false })
app.get('/health', async () => ({ status: 'ok', pages: database.pragma('page_count', { simple: true }) }))
await app.listen({ port: Port.parse(process.argv[2]), host: '127.0.0.1' })
log.info('ready')
setImmediate(flushCompileCache)
