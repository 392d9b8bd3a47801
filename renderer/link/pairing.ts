import { type Client, openClient, type Refusal } from '#contracts/client.ts'
import type { SessionGrant } from '#contracts/http/sessions.ts'
import type { Browser } from './session.ts'
import { base64url, sha256 } from './sha256.ts'

/** What a link to `/pair` says in its fragment, which no server is told and no log keeps. */
export interface PairingLink {
  readonly id: string
  readonly code: string
  /** Of the certificate that the operator's station shows; null where it speaks no TLS. */
  readonly fingerprint: string | null
}

const FRAGMENT = /^#([0-9a-f]{32})\.([0-9A-Z]{8})\.([0-9a-f]{64})?$/

/** Takes what a link says out of the address, so that it is neither shared nor kept in the history. */
export function takePairingFromAddress(
  browser: Pick<Browser, 'location' | 'replaceAddress'>,
): PairingLink | null {
  const { hash, pathname, search } = browser.location
  const [whole, id = '', code = '', fingerprint] = FRAGMENT.exec(hash) ?? []
  if (whole === undefined) return null
  browser.replaceAddress(pathname + search)
  return { id, code, fingerprint: fingerprint ?? null }
}

/** Why a device does not come in. `other_station`: the certificate is not the one the link is for. */
export interface JoinRefusal {
  readonly code: Refusal['code'] | 'other_station'
  readonly message: string
  /** Of the answer, to be quoted; none where the page said no itself. */
  readonly correlationId?: string
}

/** How a pairing stands, as the device sees it. */
export type JoinAnswer =
  | { readonly state: 'waiting'; readonly sas: string }
  | { readonly state: 'in'; readonly grant: SessionGrant }
  | { readonly state: 'away' }
  | { readonly state: 'no'; readonly refusal: JoinRefusal }

/** A device on its way in. The verifier is drawn here and shown once, at the end, to the station alone. */
export interface Join {
  /** Comes with the code; the same device may come again. */
  come(code: string, name: string): Promise<JoinAnswer>
  /** Asks how it stands, and takes the session once the operator has let the device in. */
  look(): Promise<JoinAnswer>
}

const VERIFIER_BYTES = 32
const NONCE_BYTES = 16
const ZONE_LENGTH_MAX = 64

/**
 * @param link    null where the code was typed
 * @param client  calls without a token
 */
export function openJoin(
  link: PairingLink | null,
  client: Client = openClient({ baseUrl: '', token: () => null }),
): Join {
  const verifier = drawn(VERIFIER_BYTES)
  const nonce = drawn(NONCE_BYTES)
  let claim = ''
  let sas = ''
  return {
    async come(code, name) {
      const answer = await client.call('claimPairing', {
        body: {
          ...(link !== null && link.code === code && { id: link.id }),
          code,
          challenge: sha256(verifier),
          nonce,
          device_name: name,
          timezone: new Intl.DateTimeFormat().resolvedOptions().timeZone.slice(0, ZONE_LENGTH_MAX),
        },
      })
      if (!answer.ok) return noOf(answer.problem)
      const { fingerprint } = answer.value
      if (link?.fingerprint != null && link.fingerprint !== fingerprint)
        return { state: 'no', refusal: { code: 'other_station', message: '' } }
      ;({ claim, sas } = answer.value)
      return { state: 'waiting', sas }
    },

    async look() {
      const answer = await client.call('pairingStatus', { body: { claim } })
      if (!answer.ok) return noOf(answer.problem)
      switch (answer.value.state) {
        case 'waiting':
          return { state: 'waiting', sas }
        case 'refused':
          return { state: 'no', refusal: { code: 'pairing_refused', message: '' } }
        case 'over':
          return { state: 'no', refusal: { code: 'pairing_over', message: '' } }
        case 'approved':
          return finish(client, { claim, verifier })
      }
    },
  }
}

async function finish(client: Client, body: { claim: string; verifier: string }): Promise<JoinAnswer> {
  const answer = await client.call('finishPairing', { body })
  return answer.ok ? { state: 'in', grant: answer.value } : noOf(answer.problem)
}

/** A station that does not answer at this moment has not said no. */
function noOf({ code, message, status, error }: Refusal): JoinAnswer {
  if (status === 0 || code === 'overloaded' || code === 'not_ready') return { state: 'away' }
  const quoted = error === null ? {} : { correlationId: error.correlation_id }
  return { state: 'no', refusal: { code, message, ...quoted } }
}

function drawn(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}
