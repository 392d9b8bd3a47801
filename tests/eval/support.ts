import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomStream } from '#core/kernel/random.ts'
import { type Ended, runProgram, temporaryFolder } from '../support/program.ts'

export interface Folder {
  readonly path: string
  readonly file: (name: string, text: string) => string
  readonly lines: (name: string) => readonly Line[]
  readonly remove: () => void
}

/** A line of answers. */
export interface Line {
  readonly id: number | string | null
  readonly rejected?: string
  readonly p: number
  readonly lo: number
  readonly hi: number
  readonly base: number
  readonly tier: string
  readonly state: string
  readonly rank: number
  readonly parts: Readonly<Record<string, number>>
}

export function evalFusion(...words: readonly string[]): Promise<Ended> {
  return runProgram('electron/eval/main.ts', words)
}

export function openFolder(): Folder {
  const { path, remove } = temporaryFolder()
  return {
    path,
    file(name, text) {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    lines: (name) => linesOf(readFileSync(join(path, name), 'utf8')),
    remove,
  }
}

export function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

export type Event = Readonly<Record<string, unknown>>

export function textOf(events: readonly (Event | string)[]): string {
  return events.map((event) => `${typeof event === 'string' ? event : JSON.stringify(event)}\n`).join('')
}

export function candidate(id: number | string, given: Event = {}): Event {
  return {
    k: 'c',
    id,
    t: 1_000,
    sym: 'EURUSD',
    dir: 1,
    tp: 1.5,
    sl: 1,
    votes: [['ema_cross', 1, 0.72]],
    reg: { trend: 1, vol: 0 },
    ...given,
  }
}

export function outcome(id: number | string, y: unknown, t = 2_000): Event {
  return { k: 'o', id, t, y, r: y === 1 ? 1.5 : -1 }
}

/** A file's worth of events: three symbols, six sources of which one knows something, outcomes a few events late. */
export function stream(seed: string, count: number): readonly Event[] {
  const chance = randomStream(seed)
  const events: Event[] = []
  const wins = Array.from({ length: count }, () => (chance.next() < 0.4 ? 1 : 0))
  for (let index = 0; index < count + 6; index++) {
    const t = index * 3_600_000
    if (index >= 6) events.push(outcome(index - 6, wins[index - 6], t))
    if (index >= count) continue
    const votes = Array.from({ length: 6 }, (_, number) => {
      const right = chance.next() < (number === 0 ? 0.62 : 0.5)
      return [`s${number}`, right === (wins[index] === 1) ? 1 : -1, 0.6 + 0.3 * chance.next()]
    }).filter(() => chance.next() < 0.7)
    const sym = ['EURUSD', 'GBPUSD', 'XAUUSD'][index % 3]
    events.push(candidate(index, { t, sym, dir: chance.next() < 0.5 ? 1 : -1, votes }))
  }
  return events
}
