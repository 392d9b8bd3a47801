import { join } from 'node:path'
import { randomStream } from '#core/kernel/random.ts'
import type { Bench, Values } from './figures.ts'
import type { RankJob, RankResult } from './programs/rank-index.ts'
import type { RebuildJob, RebuildResult } from './programs/rank-rebuild.ts'
import { startChild } from './support/child.ts'
import { type Redis, startRedis } from './support/redis.ts'
import { median } from './support/statistics.ts'

const MEMBERS = 1_000_000
const OPERATIONS = 1_000_000
const PASSES = 5
const BOARD = 'board'
/** Commands to Redis: filled in pieces, asked one at a time, asked a hundred at once. */
const FILLED_AT_ONCE = 10_000
const LONE_COMMANDS = 20_000
const PIPELINE = 100
const PIPELINES = 2_000
const US_PER_MS = 1_000
const SCORE_MAX = 1_000_000

/** A board of a million in process, and beside it what Redis takes for the same over loopback. */
export async function measureRank({ folder, note }: Bench): Promise<Values> {
  const program = await startChild('rank-index')
  const job: RankJob = { members: MEMBERS, operations: OPERATIONS }
  const passes: RankResult[] = []
  for (let pass = 1; pass <= PASSES; pass++) {
    const result = await program.ask<RankResult>(job)
    passes.push(result)
    const { lookUpUs, mapUs, updateUs, topUs, bytesPerMember } = result
    note(
      `look-up ${us(lookUpUs)} (the map of ids alone ${us(mapUs)}), update ${us(updateUs)}, top 100 ${us(topUs)}, ${bytesPerMember.toFixed(1)} B a member`,
    )
  }
  await program.stop()
  await besideRedis(folder, note)
  const middle = (of: (result: RankResult) => number): number => median(passes.map(of))
  return {
    rank_look_up: middle(({ lookUpUs }) => lookUpUs),
    rank_update: middle(({ updateUs }) => updateUs),
    rank_top: middle(({ topUs }) => topUs),
    rank_bytes: middle(({ bytesPerMember }) => bytesPerMember),
  }
}

/** Seconds of processor time until a million traders stand on the board of points, from the tables. */
export async function measureRankRebuild({ folder, note }: Bench): Promise<Values> {
  const program = await startChild('rank-rebuild')
  const job: RebuildJob = { file: join(folder, 'desk.db'), members: MEMBERS, passes: PASSES }
  const { seconds } = await program.ask<RebuildResult>(job)
  await program.stop()
  note(`rebuilt in ${seconds.map((each) => each.toFixed(2)).join(', ')} s`)
  return { rank_rebuild: median(seconds) }
}

/** Told, not judged: how long the same takes in Redis. */
async function besideRedis(folder: string, note: Bench['note']): Promise<void> {
  const redis = await startRedis(folder, note)
  if (redis === null) return
  const chance = randomStream('rank')
  const someone = (): string => `trader-${Math.floor(chance.next() * MEMBERS)}`
  try {
    for (let from = 0; from < MEMBERS; from += FILLED_AT_ONCE) {
      const added = Array.from({ length: FILLED_AT_ONCE }, (_, at) => [
        'ZADD',
        BOARD,
        String(Math.floor(chance.next() * SCORE_MAX)),
        `trader-${from + at}`,
      ])
      await redis.ask(added)
    }
    for (const [name, command] of [
      ['ZREVRANK', () => ['ZREVRANK', BOARD, someone()]],
      ['ZINCRBY', () => ['ZINCRBY', BOARD, '1', someone()]],
    ] as const) {
      const lone = await timePer(redis, LONE_COMMANDS, () => [command()])
      const pipelined =
        (await timePer(redis, PIPELINES, () => Array.from({ length: PIPELINE }, command))) / PIPELINE
      note(`Redis over loopback: ${name} ${us(lone)} one at a time, ${us(pipelined)} a hundred at once`)
    }
  } finally {
    await redis.stop()
  }
}

async function timePer(
  redis: Redis,
  times: number,
  commands: () => readonly (readonly string[])[],
): Promise<number> {
  const began = performance.now()
  for (let time = 0; time < times; time++) await redis.ask(commands())
  return ((performance.now() - began) * US_PER_MS) / times
}

function us(value: number): string {
  return `${value.toFixed(2)} us`
}
