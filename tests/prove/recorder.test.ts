import { expect, test } from 'vitest'
import type { DiskEvent } from './support/disk-event.ts'
import { readShimLog } from './support/shim-log.ts'
import { straceReader } from './support/strace-log.ts'

/** Text as strace prints it under `-xx`. */
function hex(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}

const FILE = `7<${hex('/desk/file')}>`

function eventsOf(...lines: readonly string[]): readonly DiskEvent[] {
  const read = straceReader('/desk')
  return lines.map(read).filter((event) => event !== null)
}

test('[PROVE-5] a recording holds every open, write, cut, sync and unlink of the folder, in the order of returns', () => {
  const events = eventsOf(
    `12 openat(AT_FDCWD<${hex('/')}>, "${hex('/desk/file')}", O_RDWR|O_CREAT, 0644) = ${FILE}`,
    `12 pwrite64(${FILE}, "${hex('abc')}", 3, 4096) = 3`,
    `12 fsync(${FILE} <unfinished ...>`,
    `13 pwrite64(${FILE}, "${hex('d')}", 1, 0) = 1`,
    '12 <... fsync resumed>)              = 0',
    `12 ftruncate(${FILE}, 10) = 0`,
    `12 fsync(9<${hex('/desk')}>) = 0`,
    `12 unlink("${hex('/desk/file')}") = 0`,
  )
  expect(events).toEqual([
    { kind: 'open', path: '/desk/file', create: true, truncate: false },
    { kind: 'write', path: '/desk/file', offset: 4096, bytes: Buffer.from('abc') },
    { kind: 'write', path: '/desk/file', offset: 0, bytes: Buffer.from('d') },
    { kind: 'sync', path: '/desk/file' },
    { kind: 'truncate', path: '/desk/file', size: 10 },
    { kind: 'sync', path: '/desk' },
    { kind: 'unlink', path: '/desk/file' },
  ])
})

test('[PROVE-5] a plain write lands where the file stands, and what failed or lies elsewhere is left out', () => {
  const events = eventsOf(
    `12 lseek(${FILE}, 100, SEEK_SET) = 100`,
    `12 write(${FILE}, "${hex('ab')}", 2) = 2`,
    `12 write(${FILE}, "${hex('cd')}", 2) = 1`,
    `12 fsync(${FILE}) = -1 EIO (Input/output error)`,
    `12 write(1<${hex('/elsewhere')}>, "${hex('x')}", 1) = 1`,
  )
  expect(events).toEqual([
    { kind: 'write', path: '/desk/file', offset: 100, bytes: Buffer.from('ab') },
    { kind: 'write', path: '/desk/file', offset: 102, bytes: Buffer.from('c') },
  ])
})

test('[PROVE-6] a way to write that the model does not know ends the recording', () => {
  expect(() => eventsOf(`12 fallocate(${FILE}, 0, 0, 4096) = 0`)).toThrow('does not model fallocate')
})

test('[PROVE-5] the record of the shim reads the same, and a last entry cut short is left out', () => {
  const entry = (kind: string, offset: number, content: string): Buffer => {
    const path = '/desk/file'
    const head = Buffer.alloc(21)
    head.write(kind, 0)
    head.writeUInt32LE(path.length, 1)
    head.writeBigInt64LE(BigInt(offset), 5)
    head.writeBigUInt64LE(BigInt(content.length), 13)
    return Buffer.concat([head, Buffer.from(path + content)])
  }
  const log = Buffer.concat([
    entry('o', 1, ''),
    entry('w', 4096, 'abc'),
    entry('s', 0, ''),
    entry('w', 0, 'lost'),
  ])
  expect(readShimLog(log.subarray(0, -1))).toEqual([
    { kind: 'open', path: '/desk/file', create: true, truncate: false },
    { kind: 'write', path: '/desk/file', offset: 4096, bytes: Buffer.from('abc') },
    { kind: 'sync', path: '/desk/file' },
  ])
})
