import { readdir, readFile, readlink } from 'node:fs/promises'

/** A socket of this program that takes connections. */
export interface Listening {
  readonly address: string
  readonly port: number
}

/** What listens, compared with what should. */
export interface SelfCheck {
  /** False where the system does not tell, and the list is what the doors say of themselves. */
  readonly seen: boolean
  readonly listening: readonly Listening[]
  /** Each difference in words; none where everything is as it should be. */
  readonly differences: readonly string[]
}

const LISTEN = '0A'
const DESCRIPTORS = '/proc/self/fd'
const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6'] as const
/** Only this machine gets there: a debugger, or another station of a test, is no door to others. */
const AT_HOME: ReadonlySet<string> = new Set(['127.0.0.1', '::1'])

/**
 * Looks which sockets this program really listens on.
 *
 * Not what we opened is asked but the system, because a socket that a library opened, or one that should be gone, is
 * what this is for. Linux tells; elsewhere the doors' own word stands.
 *
 * @param expected  what the doors say
 */
export async function checkListening(expected: readonly Listening[]): Promise<SelfCheck> {
  const listening = await ownSockets()
  if (listening === null) return { seen: false, listening: expected, differences: [] }
  const open = new Set(listening.map(wordOf))
  const wanted = new Set(expected.map(wordOf))
  const missing = expected.filter((one) => !open.has(wordOf(one)))
  const extra = listening.filter((one) => !wanted.has(wordOf(one)) && !AT_HOME.has(one.address))
  return {
    seen: true,
    listening,
    differences: [
      ...missing.map((one) => `${wordOf(one)} should listen and does not`),
      ...extra.map((one) => `${wordOf(one)} listens and should not`),
    ],
  }
}

function wordOf({ address, port }: Listening): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

async function ownSockets(): Promise<readonly Listening[] | null> {
  if (process.platform !== 'linux') return null
  const inodes = await ownInodes()
  const tables = await Promise.all(TABLES.map((path) => readFile(path, 'utf8').catch(() => '')))
  if (inodes === null || tables.every((table) => table === '')) return null
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3] === LISTEN && inodes.has(words[9] ?? ''))
    .map((words) => addressOf(words[1] ?? ''))
    .sort((a, b) => wordOf(a).localeCompare(wordOf(b)))
}

async function ownInodes(): Promise<ReadonlySet<string> | null> {
  const names = await readdir(DESCRIPTORS).catch(() => null)
  if (names === null) return null
  // One that was closed meanwhile is none.
  const links = await Promise.all(names.map((name) => readlink(`${DESCRIPTORS}/${name}`).catch(() => '')))
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
}

/** `0200007F:12D4` is 127.0.0.2, port 4820: words of four bytes, each in the order of the machine. */
function addressOf(text: string): Listening {
  const [bytes = '', port = ''] = text.split(':')
  const words = bytes.match(/.{8}/g) ?? []
  const inOrder = words.flatMap((word) => (word.match(/../g) ?? []).reverse())
  const address =
    inOrder.length === 4
      ? inOrder.map((byte) => Number.parseInt(byte, 16)).join('.')
      : shortened(inOrder.join('').match(/.{4}/g) ?? [])
  return { address, port: Number.parseInt(port, 16) }
}

/** As the system writes an address of version 6. */
function shortened(groups: readonly string[]): string {
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
