import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import * as x509 from '@peculiar/asn1-x509'
import { addressBytes, addressKind, LOOPBACK_RANGES, PRIVATE_RANGES } from '#core/kernel/address.ts'
import { DAY_MS, HOUR_MS, type TimestampMs } from '#core/kernel/time.ts'

/** A certificate and its key, PEM. */
export interface Issued {
  readonly cert: string
  readonly key: string
}

/** A whole chain in three parts of a year: longer ones are refused by browsers, shorter ones bring nothing at a desk. */
export const LEAF_MS = 180 * DAY_MS
const CA_YEARS = 10
const CA_MS = CA_YEARS * 365 * DAY_MS
/** Whose clock is behind takes a new certificate all the same. */
const CLOCK_SLACK_MS = HOUR_MS

const ECDSA_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const SERIAL_BYTES = 16
const LOCAL = 'local'

/**
 * A certificate authority of one station, which can vouch for nothing but what is near: private and loopback addresses,
 * `.local`, and the names that this station was given. Whoever steals its key cannot pass for a bank.
 */
export function makeAuthority(now: TimestampMs, names: readonly string[]): Issued {
  const pair = makePair()
  const title = `Fusion Desk ${pair.keyId.toString('hex').slice(0, 8)}`
  const cert = issue({
    now,
    lastsMs: CA_MS,
    subject: title,
    pair,
    issuer: { subject: title, key: pair.key, keyId: pair.keyId },
    extensions: [
      extension(
        x509.id_ce_basicConstraints,
        true,
        new x509.BasicConstraints({ cA: true, pathLenConstraint: 0 }),
      ),
      extension(x509.id_ce_keyUsage, true, new x509.KeyUsage(x509.KeyUsageFlags.keyCertSign)),
      extension(x509.id_ce_nameConstraints, true, constraints(names)),
    ],
  })
  return { cert, key: pair.key }
}

/** A certificate for these addresses and names, signed by the authority. */
export function makeLeaf(authority: Issued, now: TimestampMs, names: readonly string[]): Issued {
  const pair = makePair()
  const parsed = new X509Certificate(authority.cert)
  const ca = AsnConvert.parse(parsed.raw, x509.Certificate).tbsCertificate
  const keyId = keyIdOf(parsed.publicKey.export({ type: 'spki', format: 'der' }))
  const cert = issue({
    now,
    lastsMs: LEAF_MS,
    subject: 'Fusion Desk station',
    pair,
    issuer: { subject: ca.subject, key: authority.key, keyId },
    extensions: [
      extension(x509.id_ce_basicConstraints, true, new x509.BasicConstraints({ cA: false })),
      extension(x509.id_ce_keyUsage, true, new x509.KeyUsage(x509.KeyUsageFlags.digitalSignature)),
      extension(x509.id_ce_extKeyUsage, false, new x509.ExtendedKeyUsage([x509.id_kp_serverAuth])),
      extension(x509.id_ce_subjectAltName, false, new x509.SubjectAlternativeName(names.map(generalName))),
    ],
  })
  return { cert, key: pair.key }
}

/** Whether every authority of a station may vouch for a name. */
export function isNear(name: string): boolean {
  const kind = addressKind(name)
  return kind === 'private' || kind === 'loopback' || name === LOCAL || name.endsWith(`.${LOCAL}`)
}

/** SHA-256 of a certificate, lower-case hex. */
export function fingerprintOf(cert: string): string {
  return createHash('sha256').update(new X509Certificate(cert).raw).digest('hex')
}

interface Pair {
  readonly key: string
  readonly spki: Buffer
  readonly keyId: Buffer
}

interface Order {
  readonly now: TimestampMs
  readonly lastsMs: number
  readonly subject: string
  readonly pair: Pair
  readonly issuer: { readonly subject: string | x509.Name; readonly key: string; readonly keyId: Buffer }
  readonly extensions: readonly x509.Extension[]
}

function issue({ now, lastsMs, subject, pair, issuer, extensions }: Order): string {
  const signature = new x509.AlgorithmIdentifier({ algorithm: ECDSA_SHA256 })
  const authorityKey = new x509.AuthorityKeyIdentifier({
    keyIdentifier: new x509.KeyIdentifier(buffer(issuer.keyId)),
  })
  const tbs = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serial(),
    signature,
    issuer: typeof issuer.subject === 'string' ? nameOf(issuer.subject) : issuer.subject,
    validity: new x509.Validity({
      notBefore: new Date(now - CLOCK_SLACK_MS),
      notAfter: new Date(now + lastsMs),
    }),
    subject: nameOf(subject),
    subjectPublicKeyInfo: AsnConvert.parse(pair.spki, x509.SubjectPublicKeyInfo),
    extensions: new x509.Extensions([
      ...extensions,
      extension(x509.id_ce_subjectKeyIdentifier, false, new x509.SubjectKeyIdentifier(buffer(pair.keyId))),
      extension(x509.id_ce_authorityKeyIdentifier, false, authorityKey),
    ]),
  })
  const signed = sign('sha256', Buffer.from(AsnConvert.serialize(tbs)), createPrivateKey(issuer.key))
  const der = AsnConvert.serialize(
    new x509.Certificate({
      tbsCertificate: tbs,
      signatureAlgorithm: signature,
      signatureValue: buffer(signed),
    }),
  )
  return new X509Certificate(Buffer.from(der)).toString()
}

function constraints(names: readonly string[]): x509.NameConstraints {
  const ranges = [...PRIVATE_RANGES, ...LOOPBACK_RANGES].map(({ base, bits }) => `${base}/${bits}`)
  const given = names.filter((name) => !isNear(name)).map(subtreeOf)
  const bases = [...ranges.map((iPAddress) => ({ iPAddress })), { dNSName: LOCAL }, ...given]
  return new x509.NameConstraints({
    permittedSubtrees: new x509.GeneralSubtrees(
      bases.map((base) => new x509.GeneralSubtree({ base: new x509.GeneralName(base) })),
    ),
  })
}

function subtreeOf(name: string) {
  const bytes = addressBytes(name)
  return bytes === null ? { dNSName: name } : { iPAddress: `${name}/${8 * bytes.length}` }
}

function generalName(name: string): x509.GeneralName {
  return new x509.GeneralName(addressBytes(name) === null ? { dNSName: name } : { iPAddress: name })
}

function extension(extnID: string, critical: boolean, value: unknown): x509.Extension {
  return new x509.Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) })
}

function nameOf(text: string): x509.Name {
  const value = new x509.AttributeValue({ utf8String: text })
  return new x509.Name([
    new x509.RelativeDistinguishedName([new x509.AttributeTypeAndValue({ type: COMMON_NAME, value })]),
  ])
}

function makePair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), spki, keyId: keyIdOf(spki) }
}

function keyIdOf(spki: Buffer): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20)
}

/** Positive, and without a leading zero, as the encoding of a number wants it. */
function serial(): ArrayBuffer {
  const bytes = randomBytes(SERIAL_BYTES)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return buffer(bytes)
}

function buffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
