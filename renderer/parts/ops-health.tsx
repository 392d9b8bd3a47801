import type { ReactNode } from 'react'
import type { HealthCheck, HealthWatch } from '#contracts/http/operations.ts'
import { age, amount, UNKNOWN } from '../state/format.ts'
import { bytesText, gravest, measureText } from '../state/ops.ts'
import { useWords } from '../words/words.ts'
import { OpsFigure, VerdictWord } from './ops-frame.tsx'
import { Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import { useWatch } from './use-ops.ts'
import { useTimes } from './use-times.ts'

/** What the station looks at over and over, and what it counted since its start. */
export function OpsHealth(): ReactNode {
  const asking = useWatch()
  const say = useWords('ops')
  const watch = asking.data
  const known = watch !== undefined
  return (
    <div className="grid flex-1 grid-cols-1 content-start gap-px desk:min-h-0 desk:grid-cols-[5fr_2fr] desk:content-stretch">
      <Panel title={say('checks')} aside={known && <Summary checks={watch.checks} />}>
        <Faces
          asking={asking}
          known={known}
          empty={watch?.checks.length === 0 ? say('no_checks') : null}
          rows={12}
        >
          {known && <Checks checks={watch.checks} />}
        </Faces>
      </Panel>
      <Panel title={say('figures')}>
        <Faces asking={asking} known={known} empty={null} rows={10}>
          {known && <Figures watch={watch} />}
        </Faces>
      </Panel>
    </div>
  )
}

function Summary({ checks }: { readonly checks: readonly HealthCheck[] }): ReactNode {
  const say = useWords('ops')
  const failing = checks.filter(({ state }) => state === 'warn' || state === 'failed')
  const holding = checks.filter(({ state }) => state === 'ok')
  const unknown = checks.length - failing.length - holding.length
  const verdict = failing.some(({ state }) => state === 'failed') ? 'failed' : 'warn'
  return (
    <span role="status">
      {failing.length === 0 ? (
        <VerdictWord verdict="ok">
          {unknown === 0
            ? say('all_hold', { count: holding.length })
            : say('some_unknown', { n: amount(holding.length, 0), all: amount(checks.length, 0) })}
        </VerdictWord>
      ) : (
        <VerdictWord verdict={verdict}>
          {say('some_fail', { count: failing.length, all: amount(checks.length, 0) })}
        </VerdictWord>
      )}
    </span>
  )
}

function Checks({ checks }: { readonly checks: readonly HealthCheck[] }): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 overflow-auto" aria-label={say('checks')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('checks')}</caption>
        <thead className="sticky top-0 bg-bg1 text-left text-label text-fg2">
          <tr className="h-(--row) border-b border-line">
            <th scope="col" className="px-3 font-normal">
              {say('check')}
            </th>
            <th scope="col" className="px-3 font-normal">
              {say('state')}
            </th>
            <th scope="col" className="px-3 text-right font-normal">
              {say('measured')}
            </th>
            <th scope="col" className="px-3 text-right font-normal max-mid:hidden">
              {say('limit')}
            </th>
            <th scope="col" className="px-3 text-right font-normal max-mid:hidden">
              {say('since', { place: times.place })}
            </th>
          </tr>
        </thead>
        <tbody>
          {gravest(checks).map((check) => (
            <CheckRow key={check.check} check={check} />
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={say('checks')}
        heads={[
          say('check'),
          say('state'),
          say('measured'),
          say('limit'),
          say('unit'),
          say('since', { place: times.place }),
        ]}
        rows={() =>
          gravest(checks).map(({ check, state, value, threshold, unit, since }) => [
            say(`check_${check}`),
            say(state),
            value,
            threshold,
            unit,
            times.stamp(Math.round(since * 1_000)),
          ])
        }
      />
    </section>
  )
}

function CheckRow({ check }: { readonly check: HealthCheck }): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const { state, value, threshold, unit } = check
  const limit = threshold === null ? null : measureText(threshold, unit)
  const since = times.stamp(Math.round(check.since * 1_000))
  return (
    <tr className={`h-(--row) border-b border-line ${state === 'ok' || state === 'unknown' ? '' : 'bg-bg2'}`}>
      <th scope="row" className="px-3 py-1 text-left font-normal text-fg0">
        {say(`check_${check.check}`)}
        {limit !== null && (
          <span className="block text-label text-fg2 mid:hidden">{say('limit_is', { limit })}</span>
        )}
        <span className="block text-label whitespace-nowrap text-fg2 mid:hidden">
          {say('since_is', { at: since })}
        </span>
      </th>
      <td className="px-3">
        <VerdictWord verdict={state}>{say(state)}</VerdictWord>
      </td>
      <td className="px-3 text-right whitespace-nowrap text-fg0">
        {threshold === null && value === null ? '' : measureText(value, unit)}
      </td>
      <td className="px-3 text-right whitespace-nowrap max-mid:hidden">{limit}</td>
      <td className="px-3 text-right whitespace-nowrap max-mid:hidden">{since}</td>
    </tr>
  )
}

function Figures({ watch }: { readonly watch: HealthWatch }): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const { figures, started_at: started, timestamp, version } = watch
  const whole = (count: number) => amount(count, 0)
  const lastBar = figures.last_bar
  const barAge = figures.last_bar_age
  return (
    <dl className="px-3 pb-2 text-cell">
      <OpsFigure name={say('version')}>{version}</OpsFigure>
      <OpsFigure name={say('started')}>{times.stamp(Math.round(started * 1_000))}</OpsFigure>
      <OpsFigure name={say('running_for')}>{age((timestamp - started) * 1_000)}</OpsFigure>
      <OpsFigure name={say('requests')}>{whole(figures.requests)}</OpsFigure>
      <OpsFigure name={say('refusals')}>{whole(figures.refusals)}</OpsFigure>
      <OpsFigure name={say('commits')}>{whole(figures.commits)}</OpsFigure>
      <OpsFigure name={say('events')}>{whole(figures.journal_rows)}</OpsFigure>
      <OpsFigure name={say('memory')}>{bytesText(figures.memory_bytes)}</OpsFigure>
      <OpsFigure name={say('source')}>{figures.source}</OpsFigure>
      <OpsFigure name={say('bars')}>{whole(figures.bars)}</OpsFigure>
      <OpsFigure name={say('last_bar')}>
        {lastBar === null ? UNKNOWN : times.minute(Math.round(lastBar * 1_000))}
      </OpsFigure>
      <OpsFigure name={say('last_bar_age')}>{barAge === null ? UNKNOWN : age(barAge * 1_000)}</OpsFigure>
    </dl>
  )
}
