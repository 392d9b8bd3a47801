import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Chance } from './chance.ts'
import { Disk } from './disk.ts'
import type { DiskEvent } from './disk-event.ts'

/** What one power cut did. */
export type Verdict =
  | { readonly kind: 'whole' }
  | { readonly kind: 'lost'; readonly count: number }
  | { readonly kind: 'corrupt'; readonly why: string }

/** Looks at a folder as the power cut left it; `acked` are the acknowledgements given before the cut. */
export type Judge = (folder: string, acked: readonly string[]) => Verdict

/** A recorded run and how it is to be cut. */
export interface Cuts {
  readonly events: readonly DiskEvent[]
  /** The file into which the recorded program wrote a line after each acknowledgement. */
  readonly ackFile: string
  /** The folder whose files survive or do not. */
  readonly dataFolder: string
  /** Where the images are laid out. */
  readonly scratch: string
  readonly count: number
  readonly draw: Chance
  readonly judge: Judge
}

export interface Tally {
  readonly images: number
  readonly acked: number
  readonly imagesThatLost: number
  readonly lostAtMost: number
  readonly corrupt: number
  /** The first thing that went wrong, for a person. */
  readonly first: string | null
}

/** Cuts the power `count` times at random moments of a recorded run and judges each image. */
export function cutPower({ events, ackFile, dataFolder, scratch, count, draw, judge }: Cuts): Tally {
  const disk = new Disk((path) => path.startsWith(`${dataFolder}/`) && survivesPowerCuts(path))
  const moments = Array.from({ length: count }, () => draw.between(0, events.length)).sort((a, b) => a - b)
  const acked: string[] = []
  const tally = newTally()
  let done = 0
  const goOnTo = (moment: number): void => {
    for (const event of events.slice(done, moment)) advance(disk, event, { ackFile, acked })
    done = moment
  }
  for (const moment of moments) {
    goOnTo(moment)
    layOut(scratch, disk.image(draw))
    enter(tally, judge(scratch, acked), moment)
  }
  goOnTo(events.length)
  rmSync(scratch, { recursive: true, force: true })
  return { ...tally, acked: acked.length }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function newTally(): Mutable<Tally> {
  return { images: 0, acked: 0, imagesThatLost: 0, lostAtMost: 0, corrupt: 0, first: null }
}

function enter(tally: Mutable<Tally>, verdict: Verdict, moment: number): void {
  tally.images += 1
  if (verdict.kind === 'whole') return
  tally.first ??= `after event ${moment}: ${JSON.stringify(verdict)}`
  if (verdict.kind === 'corrupt') {
    tally.corrupt += 1
    return
  }
  tally.imagesThatLost += 1
  tally.lostAtMost = Math.max(tally.lostAtMost, verdict.count)
}

/** The shared-memory index of a write-ahead log is rebuilt at every start and is no part of what is kept. */
function survivesPowerCuts(path: string): boolean {
  return !path.endsWith('-shm')
}

function advance(
  disk: Disk,
  event: DiskEvent,
  { ackFile, acked }: { ackFile: string; acked: string[] },
): void {
  if (event.kind === 'write' && event.path === ackFile)
    acked.push(...event.bytes.toString().trim().split('\n'))
  else disk.apply(event)
}

function layOut(scratch: string, image: ReadonlyMap<string, Buffer>): void {
  rmSync(scratch, { recursive: true, force: true })
  mkdirSync(scratch, { recursive: true })
  for (const [path, bytes] of image) writeFileSync(join(scratch, basename(path)), bytes)
}
