import { expect, test } from 'vitest'
import { chance } from './support/chance.ts'
import { Disk, type Image, SECTOR_BYTES } from './support/disk.ts'
import type { DiskEvent } from './support/disk-event.ts'

const FOLDER = '/desk'
const FILE = '/desk/file'
const CUTS = 400

const open: DiskEvent = { kind: 'open', path: FILE, create: true, truncate: false }
const syncFile: DiskEvent = { kind: 'sync', path: FILE }
const syncFolder: DiskEvent = { kind: 'sync', path: FOLDER }

/** Sectors of one letter each, from a sector of the file on. */
function write(sector: number, letters: string): DiskEvent {
  const bytes = Buffer.concat([...letters].map((letter) => Buffer.alloc(SECTOR_BYTES, letter)))
  return { kind: 'write', path: FILE, offset: sector * SECTOR_BYTES, bytes }
}

/** What the file holds after each of many cuts, a letter for a sector, `.` for zeros, `-` for no file. */
function outcomes(...events: readonly DiskEvent[]): ReadonlySet<string> {
  const disk = new Disk(() => true)
  for (const event of events) disk.apply(event)
  const draw = chance('disk')
  return new Set(Array.from({ length: CUTS }, () => lettersOf(disk.image(draw))))
}

function lettersOf(image: Image): string {
  const bytes = image.get(FILE)
  if (!bytes) return '-'
  const sectors = Array.from(
    { length: Math.ceil(bytes.length / SECTOR_BYTES) },
    (_, sector) => bytes[sector * SECTOR_BYTES],
  )
  return sectors.map((byte) => (byte === 0 ? '.' : String.fromCharCode(byte ?? 0))).join('')
}

test('[PROVE-1] what was synced survives every power cut, name and content', () => {
  expect(outcomes(open, write(0, 'ab'), syncFile, syncFolder)).toEqual(new Set(['ab']))
})

test('[PROVE-2] what was not synced may survive, vanish or be torn between sectors', () => {
  // The file is there and empty for certain; of the two sectors written, none, both or either one may be kept.
  expect(outcomes(open, syncFile, syncFolder, write(0, 'ab'))).toEqual(new Set(['', 'a', '.b', 'ab']))
})

test('[PROVE-3] a later write may survive an earlier one, but one sector never runs backwards', () => {
  const found = outcomes(open, write(0, 'aa'), syncFile, syncFolder, write(0, 'b'), write(1, 'c'))
  expect(found).toEqual(new Set(['aa', 'ba', 'ac', 'bc']))
})

test('[PROVE-4] a new name is safe after a sync of its folder only, and an unlinked one may come back', () => {
  expect(outcomes(open, write(0, 'a'), syncFile)).toEqual(new Set(['-', 'a']))
  const removed: DiskEvent = { kind: 'unlink', path: FILE }
  expect(outcomes(open, write(0, 'a'), syncFile, syncFolder, removed)).toEqual(new Set(['-', 'a']))
  expect(outcomes(open, write(0, 'a'), syncFile, syncFolder, removed, syncFolder)).toEqual(new Set(['-']))
})

test('[PROVE-2] a cut file may keep its old length', () => {
  const shorter: DiskEvent = { kind: 'truncate', path: FILE, size: SECTOR_BYTES }
  expect(outcomes(open, write(0, 'ab'), syncFile, syncFolder, shorter)).toEqual(new Set(['a', 'ab']))
})
