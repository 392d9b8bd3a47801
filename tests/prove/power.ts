import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeLock } from '#db/lock.ts'
import { migrate } from '#db/migrate.ts'
import { openWritable } from '#db/open.ts'
import { verify } from '#db/verify.ts'
import { chance } from './support/chance.ts'
import type { DiskEvent } from './support/disk-event.ts'
import { type Harness, mustFind, never, type Options, type Row } from './support/harness.ts'
import { databaseOf } from './support/kept-facts.ts'
import { cutPower, type Judge, type Tally } from './support/power-cuts.ts'
import { chooseRecorder, record } from './support/recorder.ts'

/** One recorded run of the station. */
interface Run {
  readonly name: string
  readonly fires: number
  readonly images: number
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF'
  /** Pages before a checkpoint; empty for the station's own, which a short run does not reach. */
  readonly checkpoint: string
}

const FULL_SIZE: readonly Run[] = [
  { name: 'as it is', fires: 2_400, images: 2_500, synchronous: 'FULL', checkpoint: '' },
  { name: 'many checkpoints', fires: 1_200, images: 2_500, synchronous: 'FULL', checkpoint: '200' },
]
const SHORT_SIZE: readonly Run[] = [
  { name: 'as it is', fires: 400, images: 150, synchronous: 'FULL', checkpoint: '' },
  { name: 'many checkpoints', fires: 400, images: 150, synchronous: 'FULL', checkpoint: '100' },
]
const CONTROLS: readonly Run[] = [
  {
    name: 'control power: synchronous=NORMAL loses',
    fires: 200,
    images: 100,
    synchronous: 'NORMAL',
    checkpoint: '',
  },
  {
    name: 'control power: synchronous=OFF loses',
    fires: 200,
    images: 100,
    synchronous: 'OFF',
    checkpoint: '',
  },
]
/** The whole comparison with a replay of the journal is made for one image in so many. */
const REPLAY_EVERY_IMAGES = 10

/** Cuts the power of a recorded station at random moments; nothing acknowledged may be gone, nothing corrupt. */
export const provePower: Harness = async (options) => {
  const tallies: Tally[] = []
  for (const run of options.short ? SHORT_SIZE : FULL_SIZE) tallies.push(await cutRun(run, options))
  const sum = (count: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0)
  const images = sum((tally) => tally.images)
  const first = tallies.find((tally) => tally.first !== null)?.first
  const rows: Row[] = [
    {
      name: `power: cuts, recorded by ${chooseRecorder()}`,
      result: `${images}`,
      goal: `${images}`,
      ok: true,
    },
    never(
      'power: images that lost acknowledged fires',
      sum((tally) => tally.imagesThatLost),
      `${images}`,
    ),
    never(
      'power: images corrupt',
      sum((tally) => tally.corrupt),
      `${images}`,
    ),
  ]
  return first
    ? [...rows, { name: 'power: first broken image', result: first, goal: 'none', ok: false }]
    : rows
}

/** The same with less than a sync before each answer: fires must get lost, or the harness is blind. */
export const controlPower: Harness = async (options) => {
  const rows: Row[] = []
  for (const run of CONTROLS) {
    const tally = await cutRun(run, options)
    rows.push(mustFind(run.name, tally.imagesThatLost + tally.corrupt, `${tally.images} images`))
  }
  return rows
}

async function cutRun(run: Run, { seed, folder, note }: Options): Promise<Tally> {
  const name = `${run.synchronous}-${run.checkpoint || 'own'}`
  const watched = join(folder, name)
  const dataFolder = join(watched, 'desk')
  const ackFile = join(watched, 'acks')
  mkdirSync(dataFolder, { recursive: true })
  const events = await recordStation(run, { seed: `${seed}/${name}`, watched, dataFolder, ackFile, folder })
  note(`${run.name}: ${events.length} events recorded, cutting ${run.images} times`)
  return cutPower({
    events,
    ackFile,
    dataFolder,
    scratch: join(scratchRoot(folder), `fusion-prove-${process.pid}-${name}`),
    count: run.images,
    draw: chance(`${seed}/${name}/cuts`),
    judge: judgeBy(REPLAY_EVERY_IMAGES),
  })
}

interface Places {
  readonly seed: string
  readonly watched: string
  readonly dataFolder: string
  readonly ackFile: string
  readonly folder: string
}

function recordStation(
  run: Run,
  { seed, watched, dataFolder, ackFile, folder }: Places,
): Promise<readonly DiskEvent[]> {
  const victim = join(import.meta.dirname, 'power-victim.ts')
  const args = ['--data', dataFolder, '--acks', ackFile, '--fires', `${run.fires}`, '--seed', seed]
  const settings = ['--synchronous', run.synchronous, '--checkpoint', run.checkpoint]
  return record(chooseRecorder(), {
    folder: watched,
    program: [process.execPath, victim, ...args, ...settings],
    environment: {},
    workFolder: folder,
  })
}

/** Images are read once and thrown away: memory is the right disk for them where there is one. */
function scratchRoot(folder: string): string {
  return existsSync('/dev/shm') ? '/dev/shm' : folder || tmpdir()
}

/** Opens an image as the station would: lock, recovery, migration; then looks for every acknowledged fire. */
function judgeBy(replayEvery: number): Judge {
  let images = 0
  return (folder, acked) => {
    images += 1
    try {
      takeLock(folder).release()
      const db = openWritable(databaseOf(folder))
      try {
        migrate(db)
        const wrong = images % replayEvery === 0 ? wrongBy(verify(db)) : quickWrong(db)
        if (wrong !== null) return { kind: 'corrupt', why: wrong }
        const kept = new Set(db.all<{ id: string }>('SELECT trade_id AS id FROM fires').map((row) => row.id))
        const count = acked.filter((tradeId) => !kept.has(tradeId)).length
        return count === 0 ? { kind: 'whole' } : { kind: 'lost', count }
      } finally {
        db.close()
      }
    } catch (failure) {
      return { kind: 'corrupt', why: String(failure) }
    }
  }
}

function wrongBy(report: ReturnType<typeof verify>): string | null {
  const broken = report.checks.find((row) => !row.ok)
  return broken ? `${broken.check}: ${broken.detail}` : null
}

function quickWrong(db: ReturnType<typeof openWritable>): string | null {
  const [first] = db.all<{ integrity_check: string }>('PRAGMA integrity_check(1)')
  return first?.integrity_check === 'ok' ? null : `integrity: ${first?.integrity_check}`
}
