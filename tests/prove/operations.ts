import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Bug } from './operations/bug.ts'
import { BUGS } from './operations/bugs.ts'
import type { Found, WorldOptions } from './operations/world.ts'
import { atLeast, every, type Harness, never, type Row } from './support/harness.ts'

/** One world after another, each with a file and traders of its own: 200,000 operations and 20,000 crashes, or a tenth. */
const WORLDS = { full: 50, short: 5 }
const WORLD = { operations: 4_000, crashes: 400 }
const FINDINGS_NOTED_MAX = 5
const YOUNG_MB = 64
/** A bug that is not found by then is not found. */
const BUG_WORLD = { operations: 12_000, crashes: 1_200 }

/** Lets traders work while the program dies between any two statements, and looks at every promise after each opening. */
export const proveOperations: Harness = async ({ seed, short, folder, note }) => {
  const count = short ? WORLDS.short : WORLDS.full
  const worlds: Found[] = []
  for (let index = 0; index < count; index++) {
    const file = join(folder, `world-${index}.db`)
    const found = await inThread({ ...WORLD, seed: `${seed}/operations/${index}`, file, bug: null })
    worlds.push(found)
    for (const { invariant, detail } of found.findings.slice(0, FINDINGS_NOTED_MAX))
      note(`world ${index}: ${invariant}: ${detail}`)
    note(`world ${index}: ${found.operations} operations, ${found.crashes} crashes, ${found.events} events`)
    // A world without a finding has nothing more to tell; fifty would fill a small disk.
    if (found.findings.length === 0)
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
  return rowsOf(worlds, { operations: count * WORLD.operations, crashes: count * WORLD.crashes })
}

/** A world as it is asked of a thread; a bug has a name there. */
export interface AskedWorld extends Omit<WorldOptions, 'bug'> {
  readonly bug: string | null
}

/** Lives a world in a thread of its own: nothing in it waits, and others share this one's event loop. */
function inThread(world: AskedWorld): Promise<Found> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./operations-worker.ts', import.meta.url), {
      workerData: world,
      // A life makes much that dies with it, at once.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    })
    worker.once('message', done)
    worker.once('error', failed)
  })
}

function rowsOf(
  worlds: readonly Found[],
  goal: { readonly operations: number; readonly crashes: number },
): readonly Row[] {
  const sum = (of: (found: Found) => number): number => worlds.reduce((total, found) => total + of(found), 0)
  const broken = sum(({ findings }) => findings.length)
  const crashes = sum((found) => found.crashes)
  return [
    never(
      'operations: promises broken after a crash',
      broken,
      `${sum(({ looks }) => looks)} looks at a trader`,
    ),
    atLeast(
      'operations: commands answered',
      sum((found) => found.operations),
      goal.operations,
    ),
    atLeast('operations: crashes between two statements', crashes, goal.crashes),
    ...rareRowsOf(sum),
    atLeast(
      'operations: events replayed and compared',
      sum((found) => found.events),
      goal.operations,
    ),
  ]
}

/** What a run must have met, or it has not looked where it says. */
function rareRowsOf(sum: (of: (found: Found) => number) => number): readonly Row[] {
  return [
    ...(['moved', 'erased', 'experiments'] as const).map((what) =>
      atLeast(
        MET[what],
        sum((found) => found[what]),
        1,
      ),
    ),
    atLeast(
      'operations: of them between commit and answer',
      sum((found) => found.afterCommit),
      1,
    ),
    atLeast(
      'operations: statements that failed, the program living on',
      sum((found) => found.failures),
      1,
    ),
    atLeast(
      'operations: repeats answered from what was kept',
      sum((found) => found.replayed),
      1,
    ),
  ]
}

const MET = {
  moved: 'operations: of them changes of a zone',
  erased: 'operations: of them people erased',
  experiments: 'operations: of them experiments begun',
}

/** The same worlds with a bug planted in each: every one must be found. */
export const controlOperations: Harness = async ({ seed, folder, note }) => {
  const rows: Row[] = []
  for (const [index, bug] of BUGS.entries()) {
    const file = join(folder, `bug-${index}.db`)
    const found = await inThread({ ...BUG_WORLD, seed: `${seed}/bugs/${index}`, file, bug: bug.name })
    rows.push(rowOfBug(bug, found))
    const named = new Set(found.findings.map(({ invariant }) => invariant))
    note(
      `${bug.name}: ${found.findings[0]?.detail ?? 'not found'}${named.size > 1 ? ` and ${named.size - 1} more` : ''}`,
    )
  }
  const found = rows.filter(({ ok }) => ok).length
  return [...rows, every('control operations: planted bugs that were found', found, BUGS.length)]
}

/** Whichever promise breaks first ends the world: a bug that breaks its own may be found by another before. */
function rowOfBug({ name, breaks }: Bug, { findings, operations, crashes }: Found): Row {
  const first = findings.find(({ invariant }) => breaks.includes(invariant)) ?? findings[0]
  const by = first === undefined || breaks.includes(first.invariant) ? '' : `, by "${first.invariant}"`
  const result =
    first === undefined ? 'not found' : `found after ${operations} operations, ${crashes} crashes${by}`
  return { name: `control operations: ${name}`, result, goal: 'found', ok: first !== undefined }
}
