import type { DiskEvent } from './disk-event.ts'

const HEAD_BYTES = 21
const CREATES = 1
const TRUNCATES = 2

/** Reads the record of `recorder-shim.c`. A last entry that the end of the program cut short is left out. */
export function readShimLog(log: Buffer): readonly DiskEvent[] {
  const events: DiskEvent[] = []
  let at = 0
  while (at + HEAD_BYTES <= log.length) {
    const pathLength = log.readUInt32LE(at + 1)
    const number = Number(log.readBigInt64LE(at + 5))
    const length = Number(log.readBigUInt64LE(at + 13))
    const pathAt = at + HEAD_BYTES
    const end = pathAt + pathLength + length
    if (end > log.length) break
    const kind = String.fromCharCode(log[at] ?? 0)
    const path = log.toString('utf8', pathAt, pathAt + pathLength)
    events.push(toEvent(kind, { path, number, content: log.subarray(pathAt + pathLength, end) }))
    at = end
  }
  return events
}

interface Entry {
  readonly path: string
  readonly number: number
  readonly content: Buffer
}

function toEvent(kind: string, { path, number, content }: Entry): DiskEvent {
  switch (kind) {
    case 'o':
      return { kind: 'open', path, create: (number & CREATES) > 0, truncate: (number & TRUNCATES) > 0 }
    case 'w':
      return { kind: 'write', path, offset: number, bytes: content }
    case 't':
      return { kind: 'truncate', path, size: number }
    case 's':
      return { kind: 'sync', path }
    case 'u':
      return { kind: 'unlink', path }
    case 'r':
      return { kind: 'rename', path, to: content.toString() }
    default:
      throw new Error(`the record holds an unknown kind ${JSON.stringify(kind)}`)
  }
}
