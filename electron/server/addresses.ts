import { isIPv6 } from 'node:net'

/** The first four groups of an IPv6 address: what one household or desk is given, to use as it likes. */
const GROUPS_OF_A_BLOCK = 4
const GROUPS = 8

/** Whether an address is one of this machine's own. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** What counts as one place: an IPv4 address, or the /64 of an IPv6 one, of which anybody has more than can be counted. */
export function blockOf(address: string): string {
  if (!isIPv6(address) || address === '::1') return address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, GROUPS - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return `${groups
    .slice(0, GROUPS_OF_A_BLOCK)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
