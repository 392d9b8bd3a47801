// A board of many members in process: time of a look-up, an update and a top list, and memory beside the ids.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { randomStream } from '#core/kernel/random.ts'
import { RankIndex } from '#station/rank-index.ts'
import { serveJobs } from '../support/child.ts'

export interface RankJob {
  readonly members: number
  readonly operations: number
}

export interface RankResult {
  readonly lookUpUs: number
  /** Told beside it: finding the number of an id in a `Map` alone, one look-up overlapping the next. */
  readonly mapUs: number
  readonly updateUs: number
  readonly topUs: number
  /** Of the index, beyond what a `Map` of ids to numbers takes, and without the ids themselves. */
  readonly bytesPerMember: number
}

const TOP = 100
const TOPS = 100_000
const SCORE_MAX = 1_000_000
const US_PER_MS = 1_000

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function memoryNow(): number {
  // Once more for what the first has let go.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

async function run({ members, operations }: RankJob): Promise<RankResult> {
  const chance = randomStream('rank')
  const ids = Array.from({ length: members }, (_, number) => `trader-${number}`)
  const { map, bytes: mapBytes } = mapOf(ids)
  const before = memoryNow()
  const index = new RankIndex<string>()
  index.fill(scored(ids, () => Math.floor(chance.next() * SCORE_MAX)))
  const bytes = memoryNow() - before

  // Whom each operation is about, chosen before the clock runs.
  const whom = Array.from({ length: operations }, () => ids[Math.floor(chance.next() * members)] as string)
  const gains = Float64Array.from(whom, () => Math.floor(chance.next() * TOP) + 1)
  const lookUpMs = timed(() => {
    for (const id of whom) if (index.place(id) === null) throw new Error('a member is not there')
  })
  const mapMs = timed(() => {
    for (const id of whom) if (map.get(id) === undefined) throw new Error('a member has no number')
  })
  const scores = whom.map((id) => index.place(id)?.score ?? 0)
  const updateMs = timed(() => {
    for (let at = 0; at < operations; at++)
      index.set(whom[at] as string, (scores[at] as number) + (gains[at] as number))
  })
  const topMs = timed(() => {
    for (let time = 0; time < TOPS; time++)
      if (index.slice(0, TOP).length !== TOP) throw new Error('the list is short')
  })
  return {
    lookUpUs: (lookUpMs * US_PER_MS) / operations,
    mapUs: (mapMs * US_PER_MS) / operations,
    updateUs: (updateMs * US_PER_MS) / operations,
    topUs: (topMs * US_PER_MS) / TOPS,
    bytesPerMember: (bytes - mapBytes) / members,
  }
}

/** A map of ids to numbers, the least that any index of members needs, and the memory it takes. */
function mapOf(ids: readonly string[]) {
  const map = new Map<string, number>()
  const before = memoryNow()
  for (const [number, id] of ids.entries()) map.set(id, number)
  return { map: map as ReadonlyMap<string, number>, bytes: memoryNow() - before }
}

/** One pair at a time: a list of a million would be measured with the index. */
function* scored(ids: readonly string[], score: () => number): Generator<readonly [string, number]> {
  for (const id of ids) yield [id, score()]
}

/**
 * Milliseconds of processor time, so that a busy machine measures the same. What was left behind before is collected
 * first: a collector beside would work on it while the clock runs.
 */
function timed(work: () => void): number {
  collect()
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / US_PER_MS
}

serveJobs('ready', run)
