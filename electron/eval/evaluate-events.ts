import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { readTextLines } from '#station/text-lines.ts'
import { cannotRead, cannotWrite } from './bad-input.ts'
import { type EventRunOptions, openEventRun } from './event-run.ts'

export interface EventsJob extends EventRunOptions {
  readonly events: string
  /** Where the answers go; null is standard output. */
  readonly out: string | null
  /** After this line all books are written down and opened again. */
  readonly snapshotAt: number | null
}

/** Characters gathered before they are written. */
const GATHERED = 65_536
const PROGRESS_LINES = 100_000

/**
 * Answers a file of events, streaming.
 *
 * The summary goes to standard output where the answers have a file of their own, else to standard error.
 *
 * @throws BadInput  when a file cannot be opened, or the answers cannot be written
 */
export async function evaluateEvents(job: EventsJob, note: (line: string) => void): Promise<void> {
  const run = openEventRun(job)
  const answers = openAnswers(job.out)
  const began = performance.now()
  let lines = 0
  for await (const { number, text } of readTextLines(job.events, cannotRead)) {
    const answer = run.take(text)
    if (answer !== null) await answers.write(answer)
    if (number === job.snapshotAt) run.reopen()
    lines = number
    if (number % PROGRESS_LINES === 0) note(`${number} lines`)
  }
  await answers.end()
  const summary = JSON.stringify(run.summary())
  if (job.out === null) note(summary)
  else process.stdout.write(`${summary}\n`)
  note(`${lines} lines in ${((performance.now() - began) / 1_000).toFixed(1)} s`)
}

interface Answers {
  readonly write: (line: string) => Promise<void>
  readonly end: () => Promise<void>
}

/** A place for lines that makes the reader wait while it is full. */
function openAnswers(path: string | null): Answers {
  const stream = path === null ? process.stdout : createWriteStream(path)
  let failure: Error | null = null
  stream.on('error', (error) => {
    failure = error
  })
  let gathered = ''
  const flush = async (): Promise<void> => {
    // What goes wrong meanwhile is kept by the listener above, and said below.
    if (failure === null && !stream.write(gathered)) await once(stream, 'drain').catch(() => undefined)
    gathered = ''
    if (failure !== null) throw cannotWrite(path ?? 'standard output', failure)
  }
  return {
    async write(line) {
      gathered += `${line}\n`
      if (gathered.length >= GATHERED) await flush()
    },
    async end() {
      await flush()
      if (path === null) return
      stream.end()
      await finished(stream).catch((error: unknown) => {
        throw cannotWrite(path, error)
      })
    },
  }
}
