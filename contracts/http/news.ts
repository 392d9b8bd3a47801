import { z } from 'zod'
import { whenUsed } from '../when-used.ts'
import { type Endpoint, endpoint } from './endpoint.ts'

/** What is new in the version that runs. What it is, the page has with it. */
export const NEWS = {
  seeNews: endpoint({
    method: 'POST',
    path: '/api/news/seen',
    summary: 'Puts down that the caller has seen what is new in the version that runs.',
    roles: ['operator', 'trader', 'viewer'],
    ownership: 'any',
    reply: whenUsed(() => z.strictObject({ version: z.string() })),
  }),
} as const satisfies Record<string, Endpoint>
