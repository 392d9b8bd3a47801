// The baseline of a fire: the framework alone, answering with the body it was sent.
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { serveJobs } from '../support/child.ts'

const app = fastify()
app.post('/api/fire', async (request) => request.body)
await app.listen({ port: 0, host: '127.0.0.1' })
serveJobs({ port: (app.server.address() as AddressInfo).port }, async () => undefined)
