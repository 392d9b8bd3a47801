import type { TimestampMs } from '#core/kernel/time.ts'
import type { Log } from './log.ts'

/** What the station does by itself at its times. */
export const JOB_NAMES = [
  'details',
  'maintenance',
  'audit_seal',
  'board_periods',
  'board_moves',
  'challenges',
  'lan',
  'refusals',
] as const
export type JobName = (typeof JOB_NAMES)[number]

/** What came of a run: figures and words of closed lists. */
export type JobFacts = Readonly<Record<string, string | number>>

/** One run of a job. */
export interface JobRun {
  readonly at: TimestampMs
  readonly tookMs: number
  /** False where it broke, or could not do now what it had to. */
  readonly ok: boolean
  readonly facts: JobFacts
}

/** How a job stands. */
export interface JobFace {
  readonly name: JobName
  /** How often it is looked whether there is something to do. */
  readonly everyMs: number
  /** When it is due next; null where that is not known. */
  readonly next: TimestampMs | null
  readonly running: boolean
  /** The newest run of this start of the station; null before it. */
  readonly last: JobRun | null
  /** Runs since the start of the station. */
  readonly runs: number
  /** It does no harm at any other time: an operator may ask for it now. */
  readonly onDemand: boolean
}

/** Where one job puts down what it does. */
export interface JobTrack {
  /** Does the work and puts down how it went: null is work that could not be done now. What it throws is thrown on. */
  run(work: () => Promise<JobFacts | null>): Promise<void>
  /** Puts down when the job is due next. */
  due(at: TimestampMs | null): void
}

/** For who does the work of a job without a station around him. */
export const UNTRACKED: JobTrack = {
  run: async (work) => void (await work()),
  due: () => undefined,
}

/** The jobs of a station, for who wants to know. */
export interface Jobs {
  list(): readonly JobFace[]
  /** Has a job done now and says how it went, also where it broke; null where it cannot be asked for. */
  runNow(name: JobName): Promise<JobRun | null>
  /** Takes up a job that somebody else keeps the time of. `ask` has it done now, where that does no harm. */
  take(name: JobName, everyMs: number, ask?: () => Promise<unknown>): JobTrack
  /** Takes up a job and does it again and again, the first time after `everyMs`. */
  every(plan: JobPlan): { stop(): void }
}

/** A job that is done again and again. */
export interface JobPlan {
  readonly name: JobName
  readonly everyMs: number
  readonly work: () => Promise<JobFacts | null>
  readonly onDemand: boolean
}

interface Kept {
  readonly everyMs: number
  readonly ask: (() => Promise<unknown>) | null
  next: TimestampMs | null
  running: number
  last: JobRun | null
  runs: number
}

/** Opens an empty register. */
export function openJobs(now: () => TimestampMs, log: Log): Jobs {
  const kept = new Map<JobName, Kept>()

  function take(name: JobName, everyMs: number, ask?: () => Promise<unknown>): JobTrack {
    const job: Kept = { everyMs, ask: ask ?? null, next: null, running: 0, last: null, runs: 0 }
    kept.set(name, job)
    return {
      due: (at) => {
        job.next = at
      },
      async run(work) {
        const at = now()
        const began = performance.now()
        const end = (facts: JobFacts | null) => {
          const tookMs = Math.round(1_000 * (performance.now() - began)) / 1_000
          job.last = { at, tookMs, ok: facts !== null, facts: facts ?? {} }
          job.runs += 1
        }
        job.running += 1
        try {
          end(await work())
        } catch (failure) {
          end(null)
          throw failure
        } finally {
          job.running -= 1
        }
      },
    }
  }

  function every({ name, everyMs, work, onDemand }: JobPlan) {
    const doNow = () =>
      // What breaks here is tried again at its next time, and stands in the list until then.
      track.run(work).catch((failure) => log.warn({ job: name, err: failure }, 'job_failed'))
    const track = take(name, everyMs, onDemand ? doNow : undefined)
    const tick = () => {
      track.due(now() + everyMs)
      void doNow()
    }
    track.due(now() + everyMs)
    const timer = setInterval(tick, everyMs).unref()
    return { stop: () => clearInterval(timer) }
  }

  return {
    take,
    every,
    list: () =>
      [...kept].map(([name, { everyMs, ask, next, running, last, runs }]) => ({
        name,
        everyMs,
        next,
        running: running > 0,
        last,
        runs,
        onDemand: ask !== null,
      })),
    async runNow(name) {
      const job = kept.get(name)
      if (job === undefined || job.ask === null) return null
      const before = job.runs
      // What broke stands in the list as a run that failed.
      await job.ask().catch((failure) => log.warn({ job: name, err: failure }, 'job_failed'))
      return job.runs === before ? null : job.last
    },
  }
}
