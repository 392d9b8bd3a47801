import { hash, randomBytes } from 'node:crypto'
import { type Caller, expectJson, post } from './http.ts'

/** Pairs a device the whole way, as an operator and as the device; returns its id. */
export async function pairDevice(operator: Caller, user_id: string): Promise<string> {
  const { pairing_id, code } = (await expectJson(201, post(operator, '/api/pairing', {}))) as Opened
  const verifier = randomBytes(32).toString('base64url')
  const challenge = hash('sha256', verifier, 'base64url')
  const nonce = randomBytes(16).toString('base64url')
  const asked = { code, challenge, nonce, device_name: 'Fuzz' }
  const { claim, sas } = (await expectJson(200, post(operator, '/api/pairing/claim', asked))) as Claimed
  const approval = { user_id, role: 'viewer', sas }
  await expectJson(200, post(operator, `/api/pairing/${pairing_id}/approve`, approval))
  const paired = await expectJson(200, post(operator, '/api/pairing/finish', { claim, verifier }))
  return (paired as { readonly device_id: string }).device_id
}

interface Opened {
  readonly pairing_id: string
  readonly code: string
}

interface Claimed {
  readonly claim: string
  readonly sas: string
}
