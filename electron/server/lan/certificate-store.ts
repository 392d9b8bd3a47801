import { X509Certificate } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS, type TimestampMs } from '#core/kernel/time.ts'
import { ConfigRefused } from '#station/settings.ts'
import type { Credentials } from '../door.ts'
import type { Issued } from './certificates.ts'
import { type Envelope, Locked, type SealingKey, seal, unseal } from './envelope.ts'
import { type Keychain, type KeyPlace, openSealingKey } from './key-places.ts'
import { CertificateUnusable, readOwnCertificate } from './own-certificate.ts'
import { writePrivately } from './private-file.ts'

/** The certificate to show, and what is told of it. */
export interface Shown extends Credentials {
  /** SHA-256, lower-case hex. */
  readonly fingerprint: string
  /** Of the authority that vouches for it; null for the operator's own certificate. */
  readonly authorityFingerprint: string | null
  readonly endsAt: TimestampMs
  /** Where the key is that seals its own; null for the operator's own certificate. */
  readonly keyPlace: KeyPlace | null
}

/** Knows the certificate for what listens now. */
export interface Certificates {
  /**
   * The certificate for these addresses and names: the one from before while it is for all of them and does not end
   * soon, else a new one.
   *
   * @throws CertificateUnusable
   */
  shownFor(names: readonly string[]): Promise<Shown>
  /** The certificate of the authority, PEM; null before there is one, and where the operator's own is shown. */
  authority(): string | null
  /** Drops the authority: the next certificate is of a new one, which nobody trusts yet. */
  forgetAuthority(): void
}

export interface CertificatePlan {
  readonly dataFolder: string
  /** Names of `--host`, for which the authority may vouch too. */
  readonly hosts: readonly string[]
  readonly own: { readonly cert: string; readonly key: string } | null
  readonly keyFile: string | null
  readonly keychain: Keychain | null
  readonly now: () => TimestampMs
  /** A new authority was made: whoever trusted another one has to trust this one. */
  readonly onNewAuthority: (fingerprint: string) => void
}

/** A leaf is made anew this long before its end. */
export const RENEW_BEFORE_MS = 30 * DAY_MS

const PURPOSES = { ca: 'fusion-desk tls authority', leaf: 'fusion-desk tls leaf' } as const
type Part = keyof typeof PURPOSES

/** What a file of the store holds: the certificate as it is, its key sealed, and which names it was made for. */
interface Kept {
  readonly cert: string
  readonly key: Envelope
  readonly names: readonly string[]
}

/** Opens the store in the `tls` folder of the data folder; nothing is made before it is asked for. */
export function openCertificates(plan: CertificatePlan): Certificates {
  const folder = join(plan.dataFolder, 'tls')
  const pathOf = (part: Part) => join(folder, `${part}.json`)
  const { hosts, now, onNewAuthority } = plan

  function unsealed(part: Part, kept: Kept, key: SealingKey): Issued {
    return { cert: kept.cert, key: unseal(key, PURPOSES[part], kept.key) }
  }
  function keep(part: Part, { cert, key }: Issued, names: readonly string[], by: SealingKey): void {
    const kept: Kept = { cert, key: seal(by, PURPOSES[part], key), names }
    writePrivately(pathOf(part), `${JSON.stringify(kept)}\n`)
  }

  async function authorityFor(key: SealingKey): Promise<Issued> {
    const { isNear, LEAF_MS, makeAuthority, fingerprintOf } = await import('./certificates.ts')
    const given = hosts.filter((name) => !isNear(name)).sort()
    const kept = readKept(pathOf('ca'))
    // Its constraints are for life: a name that came later needs another authority.
    const covers = kept !== null && given.every((name) => kept.names.includes(name))
    if (kept !== null && covers && lasts(kept.cert, now(), LEAF_MS)) return unsealed('ca', kept, key)
    const made = makeAuthority(now(), given)
    keep('ca', made, given, key)
    rmSync(pathOf('leaf'), { force: true })
    onNewAuthority(fingerprintOf(made.cert))
    return made
  }

  async function madeHere(names: readonly string[]): Promise<Shown> {
    const key = await openSealingKey({ ...plan, folder })
    const { makeLeaf, fingerprintOf } = await import('./certificates.ts')
    const authority = await authorityFor(key)
    const wanted = [...new Set(names)].sort()
    const kept = readKept(pathOf('leaf'))
    const same = kept !== null && kept.names.join() === wanted.join()
    let leaf =
      kept !== null && same && lasts(kept.cert, now(), RENEW_BEFORE_MS) ? unsealed('leaf', kept, key) : null
    if (leaf === null) {
      leaf = makeLeaf(authority, now(), wanted)
      keep('leaf', leaf, wanted, key)
    }
    return {
      cert: leaf.cert + authority.cert,
      key: leaf.key,
      fingerprint: fingerprintOf(leaf.cert),
      authorityFingerprint: fingerprintOf(authority.cert),
      endsAt: new X509Certificate(leaf.cert).validToDate.getTime(),
      keyPlace: key.kept,
    }
  }

  async function operatorsOwn(
    paths: { readonly cert: string; readonly key: string },
    names: readonly string[],
  ): Promise<Shown> {
    const credentials = readOwnCertificate({ paths, now: now(), names })
    const { fingerprintOf } = await import('./certificates.ts')
    return {
      ...credentials,
      fingerprint: fingerprintOf(credentials.cert),
      authorityFingerprint: null,
      endsAt: new X509Certificate(credentials.cert).validToDate.getTime(),
      keyPlace: null,
    }
  }

  return {
    shownFor: (names) =>
      inOurWords(() => (plan.own === null ? madeHere(names) : operatorsOwn(plan.own, names))),
    authority: () => (plan.own === null ? (readKept(pathOf('ca'))?.cert ?? null) : null),
    forgetAuthority() {
      for (const part of ['ca', 'leaf'] as const) rmSync(pathOf(part), { force: true })
    },
  }
}

async function inOurWords(work: () => Promise<Shown>): Promise<Shown> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConfigRefused) throw new CertificateUnusable(error.message)
    if (!(error instanceof Locked)) throw error
    throw new CertificateUnusable(
      `The key of this station's certificates cannot be opened: ${error.message}. Start it as before, or let it make a new authority.`,
    )
  }
}

/** Whether a certificate has begun and goes on for longer than this. */
function lasts(cert: string, now: TimestampMs, forMs: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(cert)
  return validFromDate.getTime() <= now && validToDate.getTime() - now > forMs
}

function readKept(path: string): Kept | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
