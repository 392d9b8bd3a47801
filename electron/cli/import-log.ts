import { basename } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import type { Answer, Refusal } from '#contracts/client.ts'
import { LOG_LINE_CHARACTERS_MAX, LOG_LINES_MAX, type LogReason, type ReplyOf } from '#contracts/http.ts'
import { ProviderName } from '#contracts/shapes.ts'
import { LOG_COLUMNS } from '#core/signals/provider-log.ts'
import { readTextLines } from '#station/text-lines.ts'
import type { Desk, Outcome } from './commands.ts'
import { BadUsage, type Words } from './words.ts'

/** Characters of one request; in JSON none of them takes more than two bytes. */
const CHARACTERS_PER_REQUEST = 24_000
/** Lines named one by one, of those that could not be used. */
const EXAMPLES_MAX = 20
/** A word to who waits, after so many lines. */
const PROGRESS_LINES = 50_000
const TRIES_MAX = 100
const WAIT_S_DEFAULT = 1
/** Refusals that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(['rate_limited', 'overloaded', 'not_ready'])

const HEADER = LOG_COLUMNS.join(',')
const FILE_NAME_LENGTH_MAX = 200

const SENTENCES: Readonly<Record<LogReason, string>> = {
  columns: 'not nine values between commas',
  time: 'no time in UTC milliseconds, or one that lies ahead',
  signal_id: 'no id: letters, digits and ._:- only, 1 to 64 of them',
  pair: 'no symbol: 3 to 12 capital letters and digits',
  text: 'pattern or session is not plain text of 40 characters at most',
  direction: 'direction is neither BUY nor SELL',
  confidence: 'no confidence from 0 to 100',
  risk_reward: 'no ratio of reward to risk from 0.01 to 1000',
  win: 'no outcome: win is neither 0 nor 1',
  changed: 'another line of this id counts already',
  behind: 'the book has learned from something later already',
}

/** What came of a file so far. */
interface Progress {
  lines: number
  recorded: number
  known: number
  readonly unusable: Partial<Record<LogReason, number>>
  readonly examples: { readonly line: number; readonly reason: LogReason }[]
}

/** Lines on their way to the station. */
interface Piece {
  readonly first: number
  readonly lines: readonly string[]
}

/**
 * Takes a provider's log into his books, piece by piece, each a command of its own.
 *
 * What is taken stays taken: after a failure the same command goes on where it ended, and a second time changes nothing.
 * Lines that cannot be used are counted by reason and stop nobody.
 *
 * @throws BadUsage  for a file that cannot be read or does not begin with the names of the columns
 */
export async function importLog(desk: Desk, words: Words): Promise<Outcome> {
  const path = words.need('file')
  const file = basename(path).slice(0, FILE_NAME_LENGTH_MAX)
  const provider = words.one('provider') ?? providerOf(file)
  if (!ProviderName.safeParse(provider).success)
    throw new BadUsage(`${provider} is no name of a provider: give one with --provider`)
  const progress: Progress = { lines: 0, recorded: 0, known: 0, unusable: {}, examples: [] }
  for await (const { first, lines } of piecesOf(path)) {
    const body = { file, first_line: first, lines: [...lines] }
    const answer = await patiently(() => desk.call('importLog', { params: { name: provider }, body }))
    if (!answer.ok) return { kind: 'refused', problem: interrupted(answer.problem, progress) }
    count(progress, lines.length, answer.value)
  }
  return done(progress, { provider, file })
}

/** `hydrax_truth_log.csv` is the log of `hydrax`. */
function providerOf(file: string): string {
  return file.replace(/\.[^.]*$/, '').replace(/_truth_log$/, '')
}

async function* piecesOf(path: string): AsyncGenerator<Piece> {
  let piece: { first: number; lines: string[]; characters: number } | null = null
  let headed = false
  for await (const { number, text } of readTextLines(path, cannotRead)) {
    if (number === 1) {
      // A file may begin with the mark that says how its text is written.
      headed = text?.replace(/^\uFEFF/, '') === HEADER
      if (headed) continue
      break
    }
    piece ??= { first: number, lines: [], characters: 0 }
    const line = sendable(text)
    piece.lines.push(line)
    piece.characters += line.length
    if (piece.lines.length < LOG_LINES_MAX && piece.characters < CHARACTERS_PER_REQUEST) continue
    yield piece
    piece = null
  }
  if (!headed) throw new BadUsage(`${path}:1: the first line must be ${HEADER}`)
  if (piece !== null) yield piece
}

/** No usable line is longer or holds other characters: what is cut or replaced here stays unusable. */
function sendable(text: string | null): string {
  return (text ?? '?').replace(/[^ -~]/g, '?').slice(0, LOG_LINE_CHARACTERS_MAX)
}

function cannotRead(path: string, failure: unknown): BadUsage {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
  return new BadUsage(`${path}: cannot be read (${code})`)
}

type Taken = ReplyOf<'importLog'>

/** Asks again where the station says when to. */
async function patiently(ask: () => Promise<Answer<Taken>>): Promise<Answer<Taken>> {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (answer.ok || tries >= TRIES_MAX || !PASSING.has(answer.problem.code)) return answer
    await rest(1_000 * (answer.problem.error?.retry_after ?? WAIT_S_DEFAULT))
  }
}

function count(progress: Progress, lines: number, { recorded, known, unusable }: Taken): void {
  const before = progress.lines
  progress.lines += lines
  progress.recorded += recorded
  progress.known += known
  for (const { line, reason } of unusable) {
    progress.unusable[reason] = (progress.unusable[reason] ?? 0) + 1
    if (progress.examples.length < EXAMPLES_MAX) progress.examples.push({ line, reason })
  }
  if (Math.floor(progress.lines / PROGRESS_LINES) > Math.floor(before / PROGRESS_LINES))
    process.stderr.write(`${progress.lines} lines so far\n`)
}

function interrupted(problem: Refusal, { lines, recorded }: Progress): Refusal {
  const taken = `${recorded} of the first ${lines} lines were taken and stay; the same command goes on from there.`
  return { ...problem, message: `${problem.message} ${taken}` }
}

function done(
  { lines, recorded, known, unusable, examples }: Progress,
  { provider, file }: { readonly provider: string; readonly file: string },
): Outcome {
  const reasons = Object.entries(unusable) as [LogReason, number][]
  return {
    kind: 'done',
    value: String(recorded),
    json: { provider, file, lines, recorded, known, unusable, examples },
    words: [
      `${recorded} of ${lines} lines taken into the books of ${provider}, ${known} known already`,
      ...reasons.map(([reason, number]) => `${number} not used: ${SENTENCES[reason]}`),
      ...examples.map(({ line, reason }) => `${file}:${line}: ${SENTENCES[reason]}`),
    ],
    fine: true,
  }
}
