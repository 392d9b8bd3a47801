import type { ReactNode } from 'react'
import type { Job } from '#contracts/http/operations.ts'
import { problemOf } from '../link/api.ts'
import { amount, UNKNOWN } from '../state/format.ts'
import { everyText, factsLine, tookText } from '../state/ops.ts'
import { useWords } from '../words/words.ts'
import { useWhyAway, VerdictWord } from './ops-frame.tsx'
import { Faces, Panel } from './panel.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useJobs, useRunJob } from './use-ops.ts'
import { useTimes } from './use-times.ts'

/** What the station does by itself at its times, and how it went. */
export function OpsJobs(): ReactNode {
  const asking = useJobs()
  const say = useWords('ops')
  const away = useWhyAway()
  const run = useRunJob()
  const jobs = asking.data?.jobs
  return (
    <Panel className="flex-1" title={say('jobs')}>
      <p className="px-3 py-2 text-fg2">{say('jobs_about')}</p>
      {away !== null && <p className="px-3 pb-2 text-cell text-warn">{away}</p>}
      {run.error !== null && (
        <div className="px-3">
          <Problem problem={problemOf(run.error)} />
        </div>
      )}
      <Faces
        asking={asking}
        known={jobs !== undefined}
        empty={jobs?.length === 0 ? say('no_jobs') : null}
        rows={8}
      >
        {jobs !== undefined && (
          <ul className="min-h-0 overflow-y-auto" aria-label={say('jobs')}>
            {jobs.map((job) => (
              <JobRow
                key={job.job}
                job={job}
                off={away}
                busy={run.isPending && run.variables === job.job}
                onRun={() => run.mutate(job.job)}
              />
            ))}
          </ul>
        )}
        {jobs !== undefined && <SaveJobs jobs={jobs} />}
      </Faces>
    </Panel>
  )
}

function SaveJobs({ jobs }: { readonly jobs: readonly Job[] }): ReactNode {
  const say = useWords('ops')
  const { stamp, place } = useTimes()
  const at = (seconds: number | null) => (seconds === null ? null : stamp(Math.round(seconds * 1_000)))
  const heads = [
    say('job'),
    say('every'),
    say('next', { place }),
    say('last', { place }),
    say('state'),
    say('facts'),
    say('runs'),
  ]
  const cells = ({ job, every, next, last, runs }: Job) => [
    say(`job_${job}`),
    everyText(every),
    at(next),
    at(last?.at ?? null),
    last === null ? null : say(last.ok ? 'job_ok' : 'job_failed'),
    last === null ? null : [tookText(last.took_ms), factsLine(last.facts, say)].filter(Boolean).join(', '),
    runs,
  ]
  return <SaveTable caption={say('jobs')} heads={heads} rows={() => jobs.map(cells)} />
}

interface JobRowProps {
  readonly job: Job
  /** Why nothing can be asked for; null where it can. */
  readonly off: string | null
  readonly busy: boolean
  readonly onRun: () => void
}

function JobRow({ job, off, busy, onRun }: JobRowProps): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const name = say(`job_${job.job}`)
  const { next } = job
  const running = busy || job.running
  return (
    <li className="grid grid-cols-2 items-center gap-x-6 gap-y-1 border-t max-mid:*:first:col-span-2 border-line px-3 py-2 text-cell mid:grid-cols-[minmax(14rem,5fr)_minmax(7rem,2fr)_minmax(9rem,3fr)_minmax(12rem,4fr)_8rem]">
      <div>
        <h3 className="text-base text-fg0">{name}</h3>
        <p className="text-fg2">{say(`about_${job.job}`)}</p>
      </div>
      <Cell name={say('every')}>{everyText(job.every)}</Cell>
      <Cell name={say('next', { place: times.place })}>
        {next === null ? UNKNOWN : times.stamp(Math.round(next * 1_000))}
      </Cell>
      <Cell name={say('last', { place: times.place })}>
        <LastRun job={job} />
      </Cell>
      <div className="mid:text-right">
        {job.on_demand ? (
          <Act label={say('run_job', { job: name })} off={running ? say('running') : off} onPress={onRun}>
            {running ? say('running') : say('run_now')}
          </Act>
        ) : (
          <span className="text-fg2">{running ? say('running') : say('own_time')}</span>
        )}
      </div>
    </li>
  )
}

/** When it ran last in this start of the station, and what came of it. */
function LastRun({ job: { last, runs } }: { readonly job: Job }): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  if (last === null) return <span className="text-fg2">{say('not_yet')}</span>
  const told = [tookText(last.took_ms), factsLine(last.facts, say), `${say('runs')} ${amount(runs, 0)}`]
  return (
    <>
      <span className="whitespace-nowrap">{times.stamp(Math.round(last.at * 1_000))}</span>{' '}
      <VerdictWord verdict={last.ok ? 'ok' : 'failed'}>{say(last.ok ? 'job_ok' : 'job_failed')}</VerdictWord>
      <span className="block text-label text-fg2">{told.filter(Boolean).join(' \u00b7 ')}</span>
    </>
  )
}

interface CellProps {
  readonly name: string
  readonly children: ReactNode
}

/** A value under its name: rows of a list that become columns where there is room. */
function Cell({ name, children }: CellProps): ReactNode {
  return (
    <dl>
      <dt className="text-label text-fg2">{name}</dt>
      <dd className="text-fg0">{children}</dd>
    </dl>
  )
}
