import type { DiskEvent } from './disk-event.ts'

/** The system calls the recorder asks for. Any other way to write would go unseen, so the list is generous. */
export const TRACED = [
  'openat',
  'open',
  'creat',
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'lseek',
  'fsync',
  'fdatasync',
  'sync_file_range',
  'ftruncate',
  'truncate',
  'fallocate',
  'unlink',
  'unlinkat',
  'rename',
  'renameat',
  'renameat2',
  'copy_file_range',
  'sendfile',
]

/** Calls that would change a file in a way the model does not know. Meeting one ends the recording with an error. */
const UNKNOWN_WAYS = new Set([
  'writev',
  'pwritev',
  'sync_file_range',
  'truncate',
  'fallocate',
  'copy_file_range',
  'sendfile',
])

/**
 * Reads the output of `strace -f -y -xx` line by line into what happened to the files of one folder.
 *
 * A call counts when it has returned, in the order of returns: what had not returned had promised nothing.
 */
export function straceReader(folder: string): (line: string) => DiskEvent | null {
  const unfinished = new Map<string, string>()
  const positions = new Map<string, number>()
  return (line) => {
    const call = wholeCall(line, unfinished)
    if (call === null) return null
    const parsed = parseCall(call)
    if (parsed === null || !parsed.paths.some((path) => path === folder || path.startsWith(`${folder}/`)))
      return null
    if (parsed.result < 0) return null
    return toEvent(parsed, positions)
  }
}

interface Call {
  readonly name: string
  readonly args: string
  readonly result: number
  /** Files the call is about, taken from the marks strace puts behind descriptors and from its path arguments. */
  readonly paths: readonly string[]
}

/** Puts a call together that was interrupted in the listing by another thread's. */
function wholeCall(line: string, unfinished: Map<string, string>): string | null {
  const space = line.indexOf(' ')
  const thread = line.slice(0, space)
  const text = line.slice(space).trimStart()
  if (text.endsWith('<unfinished ...>')) {
    unfinished.set(thread, text.slice(0, -'<unfinished ...>'.length))
    return null
  }
  if (!text.startsWith('<... ')) return text
  const begun = unfinished.get(thread)
  unfinished.delete(thread)
  return begun === undefined ? null : begun + text.slice(text.indexOf('resumed>') + 'resumed>'.length)
}

function parseCall(text: string): Call | null {
  const open = text.indexOf('(')
  const equals = text.lastIndexOf(') ')
  if (open < 0 || equals < 0) return null
  const result = Number.parseInt(text.slice(equals).replace(/^\)\s*=\s*/, ''), 10)
  if (Number.isNaN(result)) return null
  const args = text.slice(open + 1, equals)
  return { name: text.slice(0, open), args, result, paths: pathsIn(args) }
}

function pathsIn(args: string): string[] {
  const marked = /^\d+<([^>]*)>/.exec(args)
  if (marked) return [textOf(marked[1] ?? '')]
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => textOf(match[1] ?? ''))
}

function toEvent({ name, args, result, paths }: Call, positions: Map<string, number>): DiskEvent | null {
  const path = paths[0] ?? ''
  switch (name) {
    case 'openat':
    case 'open':
    case 'creat':
      positions.set(path, 0)
      return {
        kind: 'open',
        path,
        create: name === 'creat' || args.includes('O_CREAT'),
        truncate: name === 'creat' || args.includes('O_TRUNC'),
      }
    case 'pwrite64':
      return { kind: 'write', path, offset: lastNumber(args), bytes: bytesIn(args).subarray(0, result) }
    case 'write': {
      const offset = positions.get(path) ?? 0
      positions.set(path, offset + result)
      return { kind: 'write', path, offset, bytes: bytesIn(args).subarray(0, result) }
    }
    case 'lseek':
      positions.set(path, result)
      return null
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path }
    case 'ftruncate':
      return { kind: 'truncate', path, size: lastNumber(args) }
    case 'unlink':
    case 'unlinkat':
      return { kind: 'unlink', path }
    case 'rename':
    case 'renameat':
    case 'renameat2':
      return { kind: 'rename', path, to: paths[1] ?? '' }
    default:
      if (UNKNOWN_WAYS.has(name)) throw new Error(`the recorder does not model ${name} on ${path}`)
      return null
  }
}

function lastNumber(args: string): number {
  return Number(args.slice(args.lastIndexOf(',') + 1))
}

function bytesIn(args: string): Buffer {
  const from = args.indexOf('"')
  const to = args.lastIndexOf('"')
  if (args.startsWith('...', to + 1)) throw new Error('the recorder cut a write short')
  return Buffer.from(args.slice(from + 1, to).replaceAll('\\x', ''), 'hex')
}

function textOf(escaped: string): string {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex').toString()
}
