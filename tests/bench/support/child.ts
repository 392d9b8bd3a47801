import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

const PROGRAMS = join(import.meta.dirname, '..', 'programs')
const READY_MS_MAX = 30_000

/** A program of the bench in a process of its own, so that it shares no core time with what it measures. */
export interface Child {
  /** What the program said when it was ready. */
  readonly ready: unknown
  /** Gives it a job and waits for the answer; one at a time. Throws with the reason when the job failed. */
  ask<Answer>(job: unknown): Promise<Answer>
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `programs/NAME.ts` on this Node and waits until it is ready. */
export async function startChild(name: string, args: readonly string[] = []): Promise<Child> {
  const child = fork(join(PROGRAMS, `${name}.ts`), [...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  running.add(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  ended.then(() => running.delete(child))
  const next = (msMax?: number): Promise<unknown> => nextMessage(child, name, msMax)
  const ready = await next(READY_MS_MAX)
  return {
    ready,
    async ask<Answer>(job: unknown): Promise<Answer> {
      const answered = next()
      child.send(job as object)
      const answer = (await answered) as { readonly done: Answer } | { readonly failed: string }
      if ('failed' in answer) throw new Error(`${name}: ${answer.failed}`)
      return answer.done
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function nextMessage(child: ChildProcess, name: string, msMax?: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = msMax === undefined ? null : setTimeout(() => fail('was not ready in time'), msMax)
    const settle = (): void => {
      if (timer !== null) clearTimeout(timer)
      child.off('message', hear)
      child.off('exit', gone)
    }
    const fail = (why: string): void => {
      settle()
      reject(new Error(`the bench's ${name} ${why}`))
    }
    const hear = (message: unknown): void => {
      settle()
      resolve(message)
    }
    const gone = (code: number | null): void => fail(`ended with ${code}`)
    child.on('message', hear)
    child.on('exit', gone)
  })
}

/** The other side of `ask`, in the program: says it is ready, then does one job after another. */
export function serveJobs<Job>(ready: unknown, work: (job: Job) => Promise<unknown>): void {
  process.on('message', (job: Job) => {
    work(job).then(
      (done) => process.send?.({ done }),
      (error: unknown) => process.send?.({ failed: error instanceof Error ? error.stack : String(error) }),
    )
  })
  // Whoever asked is gone: nobody is left to work for.
  process.on('disconnect', () => process.exit())
  process.send?.(ready)
}
