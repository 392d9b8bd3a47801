/** What an IP address is for, as far as a station that listens has to know. */
export type AddressKind =
  /** Every address of the machine at once. */
  | 'wildcard'
  /** Of one cable or radio; not the same machine on another. */
  | 'link'
  /** Of this machine alone. */
  | 'loopback'
  /** Of a network that the internet does not route to. */
  | 'private'
  /** Everything else: the internet, groups, words that are no address. */
  | 'other'

/** A range of addresses: those that begin with the first `bits` bits of `base`. */
export interface AddressRange {
  readonly base: string
  readonly bits: number
}

const WILDCARD: readonly AddressRange[] = [
  { base: '0.0.0.0', bits: 8 },
  { base: '::', bits: 128 },
]
const LINK_LOCAL: readonly AddressRange[] = [
  { base: '169.254.0.0', bits: 16 },
  { base: 'fe80::', bits: 10 },
]
export const LOOPBACK_RANGES: readonly AddressRange[] = [
  { base: '127.0.0.0', bits: 8 },
  { base: '::1', bits: 128 },
]
/** RFC 1918, the range shared behind providers and used by overlay networks (RFC 6598), and RFC 4193. */
export const PRIVATE_RANGES: readonly AddressRange[] = [
  { base: '10.0.0.0', bits: 8 },
  { base: '172.16.0.0', bits: 12 },
  { base: '192.168.0.0', bits: 16 },
  { base: '100.64.0.0', bits: 10 },
  { base: 'fc00::', bits: 7 },
]

const KINDS: readonly (readonly [AddressKind, readonly AddressRange[]])[] = [
  ['wildcard', WILDCARD],
  ['link', LINK_LOCAL],
  ['loopback', LOOPBACK_RANGES],
  ['private', PRIVATE_RANGES],
]

const V4_BYTES = 4
const V6_GROUPS = 8
/** `::ffff:0:0/96`: an address of version 4 in the clothes of version 6. */
const MAPPED: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** Which kind of address a text is. One with a zone (`fe80::1%eth0`) belongs to one link. */
export function addressKind(text: string): AddressKind {
  if (text.includes('%')) return 'link'
  const bytes = addressBytes(text)
  if (bytes === null) return 'other'
  const found = KINDS.find(([, ranges]) => ranges.some((range) => isIn(bytes, range)))
  return found === undefined ? 'other' : found[0]
}

/** The 4 or 16 bytes of an address, or null for a text that is none; a mapped address is the one it stands for. */
export function addressBytes(text: string): readonly number[] | null {
  if (!text.includes(':')) return bytesOfV4(text)
  const bytes = bytesOfV6(text)
  const mapped = bytes !== null && MAPPED.every((byte, index) => bytes[index] === byte)
  return mapped ? bytes.slice(MAPPED.length) : bytes
}

function maskBytes({ base, bits }: AddressRange): readonly number[] {
  const length = base.includes(':') ? 2 * V6_GROUPS : V4_BYTES
  return Array.from({ length }, (_, index) => maskByte(bits - 8 * index))
}

function isIn(bytes: readonly number[], range: AddressRange): boolean {
  const base = range.base.includes(':') ? bytesOfV6(range.base) : bytesOfV4(range.base)
  const mask = maskBytes(range)
  if (base === null || base.length !== bytes.length) return false
  return mask.every((part, index) => ((bytes[index] ?? 0) & part) === (base[index] ?? 0))
}

function maskByte(bits: number): number {
  const set = Math.min(8, Math.max(0, bits))
  return (0xff << (8 - set)) & 0xff
}

function bytesOfV4(text: string): readonly number[] | null {
  const parts = text.split('.')
  if (parts.length !== V4_BYTES || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null
  const bytes = parts.map(Number)
  return bytes.every((byte) => byte <= 0xff) ? bytes : null
}

function bytesOfV6(text: string): readonly number[] | null {
  const halves = withoutDots(text).split('::')
  if (halves.length > 2) return null
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = V6_GROUPS - left.length - right.length
  // `::` stands for at least one group; without it there are eight.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...left, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...right]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff])
}

/** `::ffff:1.2.3.4` as `::ffff:102:304`. */
function withoutDots(text: string): string {
  const tail = /^(.*:)([^:]*\.[^:]*)$/.exec(text)
  const bytes = tail === null ? null : bytesOfV4(tail[2] ?? '')
  if (tail === null || bytes === null) return text
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  return `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
