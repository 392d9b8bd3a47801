// `npm run eval:fusion`: what the fusion engine is worth, on events, on bars and on streams whose truth is known.
import { BadInput } from './bad-input.ts'
import { evaluateBars } from './evaluate-bars.ts'
import { evaluateEvents } from './evaluate-events.ts'
import { evaluatePlanted } from './evaluate-planted.ts'
import { jobOf } from './words.ts'

const EXIT = { done: 0, badInput: 2 } as const

const note = (line: string): void => void process.stderr.write(`${line}\n`)

async function main(line: readonly string[]): Promise<number> {
  try {
    await run(line)
    return EXIT.done
  } catch (failure) {
    if (!(failure instanceof BadInput)) throw failure
    note(failure.message)
    return EXIT.badInput
  }
}

async function run(line: readonly string[]): Promise<void> {
  const job = jobOf(line)
  switch (job.mode) {
    case 'events':
      return evaluateEvents(job, note)
    case 'bars':
      return void process.stdout.write(await evaluateBars(job, note))
    case 'planted':
      return void process.stdout.write(evaluatePlanted(job, note))
  }
}

process.exitCode = await main(process.argv.slice(2))
