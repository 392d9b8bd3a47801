import type { Chance } from './chance.ts'
import type { DiskEvent } from './disk-event.ts'

/** What a disk writes whole or not at all. */
export const SECTOR_BYTES = 512

/** Names and contents of a folder as somebody finds them after the power came back. */
export type Image = ReadonlyMap<string, Buffer>

/**
 * What the power cut leaves of writes that nobody had synced.
 *
 * `nothing` drops them all, `everything` keeps them all (a kill), `prefix` keeps the first ones and tears the last,
 * `writes` keeps any of them, so later ones may survive earlier ones, `sectors` decides anew for every 512 bytes.
 */
type Mercy = 'nothing' | 'everything' | 'prefix' | 'writes' | 'sectors'
const MERCIES: readonly Mercy[] = ['nothing', 'everything', 'prefix', 'writes', 'sectors']

type Change =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly size: number }

/** A file without its name: what is surely on the disk, and what is only in memory so far. */
interface Content {
  durable: Growing
  pending: Change[]
}

/**
 * A disk behind a cache: content is safe after a sync of the file, a name after a sync of its folder.
 *
 * Stricter than the common file systems, which keep names in order and often write content early: what survives
 * here survives there.
 */
export class Disk {
  /** What programs see. */
  readonly #live = new Map<string, Content>()
  /** What the folders on the disk say. */
  readonly #durable = new Map<string, Content>()
  readonly #accepts: (path: string) => boolean

  /** `accepts` tells which files matter; everything else is ignored. */
  constructor(accepts: (path: string) => boolean) {
    this.#accepts = accepts
  }

  /** Moves the disk past one event. */
  apply(event: DiskEvent): void {
    if (event.kind === 'sync') {
      this.#sync(event.path)
      return
    }
    if (!this.#accepts(event.path)) return
    switch (event.kind) {
      case 'open':
        if (event.create && !this.#live.has(event.path))
          this.#live.set(event.path, { durable: growing(), pending: [] })
        if (event.truncate) this.#live.get(event.path)?.pending.push({ kind: 'truncate', size: 0 })
        return
      case 'write':
        this.#content(event.path).pending.push(event)
        return
      case 'truncate':
        this.#content(event.path).pending.push(event)
        return
      case 'unlink':
        this.#live.delete(event.path)
        return
      case 'rename':
        this.#live.set(event.to, this.#content(event.path))
        this.#live.delete(event.path)
    }
  }

  /** The power goes now. The disk itself goes on as if nothing had been, so that many cuts can be tried. */
  image(draw: Chance): Image {
    const mercy = draw.pick(MERCIES)
    const names = new Set([...this.#durable.keys(), ...this.#live.keys()])
    const image = new Map<string, Buffer>()
    for (const name of names) {
      const content = this.#survivor(name, mercy, draw)
      if (content) image.set(name, survived(content, mercy, draw))
    }
    return image
  }

  #survivor(name: string, mercy: Mercy, draw: Chance): Content | undefined {
    const durable = this.#durable.get(name)
    const live = this.#live.get(name)
    if (durable === live || mercy === 'nothing') return durable
    if (mercy === 'everything') return live
    return draw.heads() ? live : durable
  }

  #content(path: string): Content {
    const content = this.#live.get(path)
    if (!content) throw new Error(`${path} was written before it was opened`)
    return content
  }

  #sync(path: string): void {
    const content = this.#live.get(path)
    if (content) {
      for (const change of content.pending)
        change.kind === 'write' ? put(content.durable, change) : cut(content.durable, change.size)
      content.pending = []
      return
    }
    const inFolder = (name: string): boolean =>
      name.startsWith(`${path}/`) && !name.slice(path.length + 1).includes('/')
    for (const name of [...this.#durable.keys()]) if (inFolder(name)) this.#durable.delete(name)
    for (const [name, file] of this.#live) if (inFolder(name)) this.#durable.set(name, file)
  }
}

function survived({ durable, pending }: Content, mercy: Mercy, draw: Chance): Buffer {
  const file = copyOf(durable)
  const keeps = choose(mercy, pending.length, draw)
  for (const [index, change] of pending.entries()) keepSome(file, change, (offset) => keeps(index, offset))
  return file.bytes.subarray(0, file.size)
}

function keepSome(file: Growing, change: Change, keeps: (offset: number) => boolean): void {
  if (change.kind === 'truncate') {
    if (keeps(0)) cut(file, change.size)
    return
  }
  for (const piece of sectorsOf(change)) if (keeps(piece.offset)) put(file, piece)
}

/** Decides for the pending changes by index, and within a write by sector. */
function choose(mercy: Mercy, count: number, draw: Chance): (index: number, offset: number) => boolean {
  switch (mercy) {
    case 'nothing':
      return () => false
    case 'everything':
      return () => true
    case 'prefix': {
      const whole = draw.between(0, count)
      return (index) => index < whole || (index === whole && draw.heads())
    }
    case 'writes': {
      const kept = Array.from({ length: count }, () => draw.heads())
      return (index) => kept[index] === true
    }
    case 'sectors': {
      // A sector holds what the cache held when it was written out: all changes to it up to some moment.
      const moments = new Map<number, number>()
      return (index, offset) => {
        const sector = Math.floor(offset / SECTOR_BYTES)
        const moment = moments.get(sector) ?? draw.between(0, count)
        moments.set(sector, moment)
        return index < moment
      }
    }
  }
}

function* sectorsOf({
  offset,
  bytes,
}: {
  offset: number
  bytes: Buffer
}): Generator<{ offset: number; bytes: Buffer }> {
  for (let at = offset; at < offset + bytes.length; ) {
    const end = Math.min((Math.floor(at / SECTOR_BYTES) + 1) * SECTOR_BYTES, offset + bytes.length)
    yield { offset: at, bytes: bytes.subarray(at - offset, end - offset) }
    at = end
  }
}

/** Bytes with room to grow; beyond `size` they are zero. */
interface Growing {
  bytes: Buffer
  size: number
}

function growing(): Growing {
  return { bytes: Buffer.alloc(4_096), size: 0 }
}

function copyOf({ bytes, size }: Growing): Growing {
  return { bytes: Buffer.from(bytes.subarray(0, size)), size }
}

function put(file: Growing, { offset, bytes }: { offset: number; bytes: Buffer }): void {
  const end = offset + bytes.length
  if (end > file.bytes.length) {
    const larger = Buffer.alloc(Math.max(end, file.bytes.length * 2))
    file.bytes.copy(larger, 0, 0, file.size)
    file.bytes = larger
  }
  bytes.copy(file.bytes, offset)
  file.size = Math.max(file.size, end)
}

function cut(file: Growing, size: number): void {
  if (size < file.size) file.bytes.fill(0, size, file.size)
  if (size > file.bytes.length) put(file, { offset: size, bytes: Buffer.alloc(0) })
  file.size = size
}
