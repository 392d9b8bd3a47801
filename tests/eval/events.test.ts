import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { startProgram } from '../support/program.ts'
import { candidate, evalFusion, linesOf, openFolder, outcome, stream, textOf } from './support.ts'

// A busy machine needs longer than the runner's patience.
vi.setConfig({ testTimeout: 120_000 })

const folder = openFolder()
afterAll(() => folder.remove())

/** Runs a file of events and answers with its lines of output and its summary. */
async function judged(name: string, text: string, ...words: readonly string[]) {
  const events = folder.file(`${name}.jsonl`, text)
  const out = join(folder.path, `${name}.out`)
  const { code, stdout, stderr } = await evalFusion('--events', events, '--out', out, ...words)
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
  return { lines: folder.lines(`${name}.out`), summary: JSON.parse(stdout), bytes: readFileSync(out, 'utf8') }
}

describe('a file of events', () => {
  const text = textOf(stream('events', 2_000))

  test('[EVAL-8] every candidate has one line, whose base and parts are its probability', async () => {
    const { lines, summary } = await judged('plain', text, '--breakeven', '0.4')
    expect(lines.map(({ id }) => id)).toEqual(Array.from({ length: 2_000 }, (_, id) => id))
    for (const line of lines) {
      const { p, lo, hi, base, parts, rank } = line
      expect(Object.keys(line)).toEqual(['id', 'p', 'lo', 'hi', 'base', 'tier', 'state', 'rank', 'parts'])
      expect(Math.abs(base + Object.values(parts).reduce((sum, part) => sum + part, 0) - p)).toBeLessThan(
        1e-9,
      )
      expect(lo <= p && p <= hi && rank >= 0 && rank <= 1).toBe(true)
    }
    expect(summary).toMatchObject({
      answered: 2_000,
      rejected: {},
      ignored: { unmatchedOutcomes: 0, badOutcomes: 0, unreadableLines: 0 },
      books: [{ book: '1.5:1', candidates: 2_000, outcomes: 2_000 }],
    })
  })

  test('[EVAL-9] the same lines give the same bytes, also when all was written down and opened in between', async () => {
    const unbroken = await judged('one', text, '--breakeven', '0.4')
    for (const line of ['1', '1977', '4000', '99999']) {
      const { bytes } = await judged(`at-${line}`, text, '--breakeven', '0.4', '--snapshot-at', line)
      expect(bytes === unbroken.bytes).toBe(true)
    }
  })

  test('[EVAL-10] an answer uses the lines above it only', async () => {
    const whole = await judged('whole', text)
    const lines = text.split('\n')
    const cut = await judged('cut', lines.slice(0, 2_000).join('\n'))
    expect(cut.lines.length).toBeGreaterThan(900)
    expect(whole.lines.slice(0, cut.lines.length)).toEqual(cut.lines)
    const turned = lines.map((line, index) => (index < 2_000 ? line : line.replace('"y":1', '"y":0')))
    const altered = await judged('altered', turned.join('\n'))
    expect(altered.lines.slice(0, cut.lines.length)).toEqual(cut.lines)
  })

  test('[EVAL-8] without --out answers go to standard output and the summary to standard error', async () => {
    const events = folder.file('few.jsonl', textOf([candidate(7)]))
    const { code, stdout, stderr } = await evalFusion('--events', events)
    expect(code).toBe(0)
    expect(linesOf(stdout)).toMatchObject([
      { id: 7, base: 0.4, tier: 'UNRANKED', state: 'WARMING', rank: 0.5 },
    ])
    expect(stderr).toContain('"answered":1')
  })
})

describe('books', () => {
  const mixed = textOf([
    ...Array.from({ length: 300 }, (_, id) => [
      candidate(`a${id}`, { dir: id % 2 === 0 ? 1 : -1 }),
      outcome(`a${id}`, 0),
      candidate(`b${id}`, { tp: 0.5, sl: 1.5, dir: id % 2 === 0 ? 1 : -1 }),
      outcome(`b${id}`, 1),
    ]).flat(),
    candidate('last a'),
    candidate('last b', { tp: 0.5, sl: 1.5 }),
  ])

  test('[EVAL-11] every exit geometry has a book of its own', async () => {
    const { lines } = await judged('mixed', mixed)
    expect(lines[0]?.base).toBeCloseTo(0.4, 12)
    expect(lines[1]?.base).toBeCloseTo(0.75, 12)
    const [a, b] = lines.slice(-2)
    // 300 lost against a hundred at .4, 300 won against a hundred at .75.
    expect(a?.p).toBeLessThan(0.15)
    expect(b?.p).toBeGreaterThan(0.9)
  })

  test('[EVAL-11] --book answers one geometry and refuses the others', async () => {
    const whole = await judged('mixed-whole', mixed)
    const { lines, summary } = await judged('mixed-one', mixed, '--book', '0.5:1.5')
    const asked = (id: unknown) => String(id).includes('b')
    expect(lines.filter(({ id }) => asked(id))).toEqual(whole.lines.filter(({ id }) => asked(id)))
    expect(lines.filter(({ id }) => !asked(id)).every(({ rejected }) => rejected === 'other_book')).toBe(true)
    expect(summary.rejected).toEqual({ other_book: 301 })
  })
})

describe('bad input', () => {
  test('[EVAL-12] a candidate that cannot be judged has a line with its id and the reason', async () => {
    const votes = (...more: readonly unknown[]) => ({ votes: more })
    const seventeen = Array.from({ length: 17 }, (_, number) => [`s${number}`, 1, 0.7])
    const events = [
      '{"k":"c","id":1,"t":1,"sym":"EURUSD","dir":1,"tp":1.5,"sl":1,"votes":[["a",1,NaN]],"reg":{"trend":1,"vol":0}}',
      '{"k":"c","id":2,"t":1,"sym":"EURUSD","dir":1,"tp":Infinity,"sl":1,"votes":[],"reg":{"trend":1,"vol":0}}',
      '{"k":"c","id":3,"t":1,"sym":"EURUSD"',
      candidate(4, votes(['a', 1, 1.2])),
      candidate(5, votes(['a', 1, -0.1])),
      candidate(6, votes(['a', 0, 0.7])),
      candidate(7, votes(['a', 1, 0.7], ['a', -1, 0.7])),
      candidate(8, votes(...seventeen)),
      candidate(9, { votes: 'none' }),
      candidate(10, { tp: -1 }),
      candidate(11, { reg: { trend: 5, vol: 0 } }),
      candidate(12, { sym: 7 }),
      candidate(13, { dir: 0 }),
      candidate(14, { t: null }),
      { ...candidate(15), id: { no: 'id' } },
      candidate(16, votes('nonsense')),
      candidate(17),
      candidate(17),
    ]
    const { lines, summary } = await judged('bad', textOf(events))
    expect(lines.map(({ id, rejected }) => [id, rejected ?? 'answered'])).toEqual([
      [1, 'bad_claim'],
      [2, 'bad_geometry'],
      [3, 'bad_json'],
      [4, 'bad_claim'],
      [5, 'bad_claim'],
      [6, 'bad_vote'],
      [7, 'duplicate_vote'],
      [8, 'too_many_sources'],
      [9, 'bad_vote'],
      [10, 'bad_geometry'],
      [11, 'bad_regime'],
      [12, 'bad_symbol'],
      [13, 'bad_direction'],
      [14, 'bad_time'],
      [null, 'bad_id'],
      [16, 'bad_source'],
      [17, 'answered'],
      [17, 'duplicate_id'],
    ])
    expect(summary.rejected).toMatchObject({ bad_claim: 3, bad_geometry: 2, too_many_sources: 1 })
  })

  test('[EVAL-13] outcomes and lines that cannot be used are counted and change no answer', async () => {
    const good = stream('good', 400)
    const clean = await judged('clean', textOf(good))
    const noise = [
      outcome('nobody', 1),
      outcome(0, 1),
      outcome(350, 2),
      'nonsense',
      '',
      '{"k":"x"}',
      `{"k":"o","id":1,"t":1,"y":${'1'.repeat(300_000)}}`,
      '[1,2,3]',
    ]
    const { lines, summary } = await judged(
      'noisy',
      textOf([...good.slice(0, 700), ...noise, ...good.slice(700)]),
    )
    expect(lines).toEqual(clean.lines)
    // Nobody's, and number 0's told again; number 350's is neither won nor lost and still open for its true one.
    expect(summary.ignored).toEqual({ unmatchedOutcomes: 2, badOutcomes: 1, unreadableLines: 4 })
  })

  test('[EVAL-13] a file without a last line end, with Windows line ends or without lines is a file', async () => {
    const text = textOf(stream('ends', 50))
    const plain = await judged('ends', text)
    expect((await judged('no-end', text.trimEnd())).bytes).toBe(plain.bytes)
    expect((await judged('windows', text.replaceAll('\n', '\r\n'))).bytes).toBe(plain.bytes)
    expect((await judged('empty', '')).lines).toEqual([])
  })

  test.each([
    [['--events', '/nowhere/events.jsonl'], '/nowhere/events.jsonl: cannot be opened (ENOENT)'],
    [['--events', 'package.json', '--out', '/nowhere/out'], '/nowhere/out: cannot be opened (ENOENT)'],
    [['--events', 'x', '--breakeven', '1.4'], '--breakeven must be between 0 and 1'],
    [['--events', 'x', '--snapshot-at', 'soon'], '--snapshot-at must be a number of lines from 1'],
    [['--events', 'x', '--book', '1.5'], '--book must be target:stop in ATR, such as 1.5:1'],
    [['--events', 'x', '--planted', '1'], '--events and --planted do not go together'],
    [['--events', 'x', '--cool', '3'], '--cool is no flag of --events'],
    [['--bars', '/nowhere'], '/nowhere: cannot be opened (ENOENT)'],
    [['--bars', 'docs'], 'docs: holds no file named SYMBOL_h1.csv or SYMBOL_h4.csv'],
    [['--bars', 'docs', '--tp', '1'], '--tp and --sl go together'],
    [['--bars', 'docs', '--format', 'xml'], '--format must be md or json'],
    [['--loud'], "Unknown option '--loud'"],
  ] as const)('[EVAL-14] %s ends with code 2 and one sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await evalFusion(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(sentence)
  })

  test('[EVAL-14] a reader of the answers who goes away ends it with code 2 and one sentence', async () => {
    const events = folder.file('long.jsonl', textOf(stream('long', 3_000)))
    const program = startProgram('electron/eval/main.ts', ['--events', events])
    program.child.stdout?.destroy()
    const { code, stderr } = await program.ended
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'standard output: cannot be written (EPIPE)\n' })
  })
})
