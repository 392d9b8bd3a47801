import { hash, randomBytes } from 'node:crypto'
import type { Said, Serving } from './serving.ts'

/** A device that was paired, as its browser holds it. */
export interface Paired {
  readonly deviceId: string
  readonly access: string
  /** The cookie as the browser would send it. */
  readonly cookie: string
  /** Of the answer that brought it. */
  readonly setCookie: string
}

/** What a browser sends along from a page of the station. */
export function asPage(serving: Serving, agent = 'Phone/1'): Readonly<Record<string, string>> {
  return { origin: serving.url, 'user-agent': agent }
}

/** A device with its verifier, at the door with the code of the open window. */
export async function claim(serving: Serving, more: object = {}) {
  const verifier = randomBytes(32).toString('base64url')
  const { pairing } = (await serving.ask('GET', '/api/pairing')).body
  const body = {
    code: pairing?.code ?? 'AAAA-AAAA',
    challenge: hash('sha256', verifier, 'base64url'),
    nonce: randomBytes(16).toString('base64url'),
    device_name: 'Phone',
    ...more,
  }
  const said = await serving.ask('POST', '/api/pairing/claim', {
    token: null,
    body,
    headers: asPage(serving),
  })
  return { verifier, said, claim: said.body.claim as string, sas: said.body.sas as string }
}

/** Goes the whole way: an operator opens, the device comes, is let in and takes its session. */
export async function pairUp(serving: Serving, user_id = 'ada', role = 'trader'): Promise<Paired> {
  const opened = await serving.ask('POST', '/api/pairing')
  const { claim: claimId, verifier, sas } = await claim(serving)
  const approval = {
    user_id,
    role,
    sas,
    ...(serving.station.queries.trader(user_id as never) === null && { new_user: { timezone: 'UTC' } }),
  }
  await serving.ask('POST', `/api/pairing/${opened.body.pairing_id}/approve`, { body: approval })
  const finish = { token: null, body: { claim: claimId, verifier }, headers: asPage(serving) }
  return pairedOf(await serving.ask('POST', '/api/pairing/finish', finish))
}

/** The session that an answer brings. */
export function pairedOf(said: Said): Paired {
  if (said.status !== 200) throw new Error(`${said.status} ${said.text}`)
  const setCookie = String(said.headers['set-cookie'])
  return {
    deviceId: said.body.device_id,
    access: said.body.access_token,
    cookie: setCookie.split(';')[0] ?? '',
    setCookie,
  }
}

/** Asks for the next access token. */
export function refresh(serving: Serving, cookie: string, headers: object = {}): Promise<Said> {
  return serving.ask('POST', '/api/auth/refresh', {
    token: null,
    headers: { ...asPage(serving), cookie, ...headers },
  })
}
