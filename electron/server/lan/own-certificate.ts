import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { addressBytes } from '#core/kernel/address.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import type { Credentials } from '../door.ts'

/** There is no certificate that could be shown. One sentence for a person. */
export class CertificateUnusable extends Error {
  override readonly name = 'CertificateUnusable'
}

/** What is checked of an operator's own certificate. */
export interface OwnPlan {
  readonly paths: { readonly cert: string; readonly key: string }
  readonly now: TimestampMs
  /** Addresses and names under which the station is asked; the certificate has to vouch for one of them. */
  readonly names: readonly string[]
}

/**
 * Reads the operator's own certificate and key as they are on disk now.
 *
 * @throws CertificateUnusable for files that cannot be read, a key of another certificate, a time that is not now, and
 * names that are not this station's
 */
export function readOwnCertificate({ paths, now, names }: OwnPlan): Credentials {
  const cert = textOf(paths.cert)
  const key = textOf(paths.key)
  const parsed = parsedOr(() => new X509Certificate(cert), `${paths.cert} is no certificate in PEM`)
  const secret = parsedOr(
    () => createPrivateKey(key),
    `${paths.key} is no private key in PEM without a passphrase`,
  )
  if (!parsed.checkPrivateKey(secret))
    throw new CertificateUnusable(`the key in ${paths.key} is not that of the certificate in ${paths.cert}`)
  if (now < parsed.validFromDate.getTime())
    throw new CertificateUnusable(`the certificate in ${paths.cert} begins on ${dayOf(parsed.validFromDate)}`)
  if (now >= parsed.validToDate.getTime())
    throw new CertificateUnusable(`the certificate in ${paths.cert} ended on ${dayOf(parsed.validToDate)}`)
  if (!names.some((name) => vouchesFor(cert, name)))
    throw new CertificateUnusable(
      `the certificate in ${paths.cert} names none of ${names.join(', ')}: add the name it is for with --host`,
    )
  return { cert, key }
}

/** Whether a certificate is for an address or a name. */
export function vouchesFor(cert: string, name: string): boolean {
  const parsed = new X509Certificate(cert)
  const found = addressBytes(name) === null ? parsed.checkHost(name) : parsed.checkIP(name)
  return found !== undefined
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new CertificateUnusable(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function parsedOr<Value>(parse: () => Value, complaint: string): Value {
  try {
    return parse()
  } catch {
    throw new CertificateUnusable(complaint)
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
