import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Ended,
  runProgram,
  type StationProgram,
  startProgram,
  startStationProgram,
  temporaryFolder,
} from '#tests/support/program.ts'

/** A provider's recorded log is not part of the package; it lies beside it where it is developed. */
const RECORDED = resolve(import.meta.dirname, '../../../shared/data/market/hydrax_truth_log.csv')
const HEADER = 'time,signal_id,pair,pattern,session,direction,confidence,risk_reward,win'
const FIRST = Date.UTC(2025, 7, 21)

let folder = temporaryFolder()
let running: StationProgram | null = null
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await running?.stop('SIGKILL')
  running = null
  folder.remove()
})

const start = async () => {
  running = await startStationProgram(folder.path)
  return running
}
const words = (...line: string[]) => [...line, '--data', folder.path]
const station = (...line: string[]): Promise<Ended> => runProgram('electron/cli/cli.ts', words(...line))

/** Two of five won at 1.5 to 1. */
const lineOf = (index: number) =>
  `${FIRST + index * 1_000},L_${index},EURUSD,SWEEP,LONDON,BUY,${70 + (index % 20)},1.5,${index % 5 < 2 ? 1 : 0}`
const linesOf = (count: number) => Array.from({ length: count }, (_, index) => lineOf(index))

function fileOf(name: string, lines: readonly string[]): string {
  const path = join(folder.path, name)
  writeFileSync(path, lines.join('\r\n'))
  return path
}

/** The book of the provider, as the running station tells it. */
async function bookOf({ url }: StationProgram, book: string) {
  const { books } = await ask(url, '/api/books')
  return books.find((one: { book: string }) => one.book === book)
}

async function ask(url: string, path: string) {
  const token = readFileSync(join(folder.path, 'operator.token'), 'utf8')
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  return answer.json()
}

describe.each(['a running station', 'no running station'])('with %s', (kind) => {
  test('[IMPORT-14] a log is taken once, and what cannot be used is counted by reason and line', async () => {
    if (kind === 'a running station') await start()
    const path = fileOf('acme_truth_log.csv', [
      `\uFEFF${HEADER}`,
      ...linesOf(100),
      'not a line',
      lineOf(100).replace(',1.5,', ',,'),
      lineOf(101).replace('L_101', `L_101\u0000`),
      'x'.repeat(300_000),
      lineOf(102),
    ])
    const { code, stdout, stderr } = await station('import', path)
    expect({ code, stdout }).toEqual({ code: 0, stdout: '101\n' })
    expect(stderr).toContain('101 of 105 lines taken into the books of acme, 0 known already\n')
    expect(stderr).toContain('acme_truth_log.csv:103: no ratio of reward to risk from 0.01 to 1000\n')
    const again = await station('import', path, '--json')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.stdout)).toEqual({
      provider: 'acme',
      file: 'acme_truth_log.csv',
      lines: 105,
      recorded: 0,
      known: 101,
      unusable: { columns: 2, risk_reward: 1, signal_id: 1 },
      examples: [
        { line: 102, reason: 'columns' },
        { line: 103, reason: 'risk_reward' },
        { line: 104, reason: 'signal_id' },
        { line: 105, reason: 'columns' },
      ],
    })
    expect((await station('check')).stdout).toBe('ok\n')
  })
})

test('[IMPORT-15] a station killed in the middle goes on where it ended, and learns what one that never stopped learned', async () => {
  const path = fileOf('log.csv', [HEADER, ...linesOf(6_000)])
  const first = await start()
  const importing = startProgram('electron/cli/cli.ts', words('import', path, '--provider', 'acme'))
  await expect
    .poll(async () => (await bookOf(first, 'provider:acme:1.5'))?.outcomes ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(500)
  await first.stop('SIGKILL')
  const cut = await importing.ended
  expect(cut.code).toBe(1)
  expect(cut.stderr).toMatch(/^The station does not answer. \d+ of the first \d+ lines were taken and stay/)

  const second = await start()
  const kept = (await bookOf(second, 'provider:acme:1.5')).outcomes
  expect(kept).toBeGreaterThan(500)
  expect(kept).toBeLessThan(6_000)
  const again = await station('import', path, '--provider', 'acme')
  expect(again).toMatchObject({ code: 0, stdout: `${6_000 - kept}\n` })
  // Another provider's book hears the same without a break.
  expect((await station('import', path, '--provider', 'twin')).stdout).toBe('6000\n')
  const { book: one, ...broken } = await bookOf(second, 'provider:acme:1.5')
  const { book: other, ...whole } = await bookOf(second, 'provider:twin:1.5')
  expect([one, other]).toEqual(['provider:acme:1.5', 'provider:twin:1.5'])
  expect(broken).toEqual(whole)
  expect((await station('check')).stdout).toBe('ok\n')
}, 180_000)

describe('bad usage', () => {
  test.each([
    ['a file that is not there', () => join(folder.path, 'none.csv'), /none\.csv: cannot be read \(ENOENT\)/],
    ['a folder', () => folder.path, /cannot be read \(EISDIR\)/],
    ['an empty file', () => fileOf('empty.csv', []), /empty\.csv:1: the first line must be time,signal_id/],
    ['other columns', () => fileOf('bars.csv', ['time,open,high']), /bars\.csv:1: the first line must be/],
    ['a name that is no provider', () => fileOf('1.csv', [HEADER]), /1 is no name of a provider/],
  ])('[IMPORT-16] ends with 2 and one sentence: %s', async (_, path, sentence) => {
    const { code, stdout, stderr } = await station('import', path())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(sentence)
  })
})

describe.skipIf(!existsSync(RECORDED))('the recorded log', () => {
  test('[IMPORT-17] claimed 78 %, earned 39 %, and the book predicts what came', async () => {
    const { url } = await start()
    expect(await station('import', RECORDED)).toMatchObject({ code: 0, stdout: '2000\n' })
    const { books } = await ask(url, '/api/books')
    const outcomes = books.reduce((sum: number, { outcomes }: { outcomes: number }) => sum + outcomes, 0)
    const wins = books.reduce((sum: number, { wins }: { wins: number }) => sum + wins, 0)
    // Counted in the file: 2,000 lines, 779 of them won; confidence 78.04 on the mean.
    expect({ outcomes, wins }).toEqual({ outcomes: 2_000, wins: 779 })
    const [main] = books.filter(({ book }: { book: string }) => book === 'provider:hydrax:1.5')
    expect(main.claimed).toBeGreaterThan(0.775)
    expect(main.claimed).toBeLessThan(0.785)
    expect(Math.abs(main.win_rate - main.mean_predicted)).toBeLessThan(0.03)
  })
})
