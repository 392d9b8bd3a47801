import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { DatabaseFigures } from '#contracts/http/operations.ts'
import { problemOf } from '../link/api.ts'
import { amount, UNKNOWN } from '../state/format.ts'
import { bytesText, tookText } from '../state/ops.ts'
import { useWords } from '../words/words.ts'
import { Findings, OpsFigure, useWhyAway } from './ops-frame.tsx'
import { Faces, Panel } from './panel.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useDatabase, useLookAtDatabase } from './use-ops.ts'
import { useTimes } from './use-times.ts'

/** The database: how large, of what, how far it was looked at. */
export function OpsDatabase(): ReactNode {
  const asking = useDatabase()
  const say = useWords('ops')
  const figures = asking.data
  const faces = { asking, known: figures !== undefined, empty: null, rows: 7 }
  return (
    <div className="grid flex-1 grid-cols-1 content-start gap-px desk:min-h-0 desk:grid-cols-2 desk:content-stretch">
      <div className="flex min-h-0 min-w-0 flex-col gap-px *:last:flex-1 desk:overflow-y-auto">
        <Panel title={say('size')}>
          <Faces {...faces}>{figures !== undefined && <Size figures={figures} />}</Faces>
        </Panel>
        <Panel title={say('history')}>
          <Faces {...faces}>{figures !== undefined && <History figures={figures} />}</Faces>
        </Panel>
        <Panel title={say('integrity')}>
          <Faces {...faces}>{figures !== undefined && <Integrity figures={figures} />}</Faces>
        </Panel>
      </div>
      <Panel title={say('tables')}>
        <Faces {...faces} rows={14} empty={figures?.tables.length === 0 ? say('no_tables') : null}>
          {figures !== undefined && <Tables tables={figures.tables} />}
        </Faces>
      </Panel>
    </div>
  )
}

interface Shown {
  readonly figures: DatabaseFigures
}

function Size({ figures }: Shown): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const { folded } = figures
  const at = folded === null ? null : `${times.stamp(toMs(folded.at))} ${times.place}`
  return (
    <dl className="px-3 pb-2 text-cell">
      <OpsFigure name={say('file')}>{bytesText(figures.bytes)}</OpsFigure>
      <OpsFigure name={say('wal')} beside={say('wal_folds', { limit: bytesText(figures.wal_fold_bytes) })}>
        {bytesText(figures.wal_bytes)}
      </OpsFigure>
      <OpsFigure name={say('folded')}>
        {at === null ? say('not_yet') : folded?.whole === true ? at : say('folded_part', { at })}
      </OpsFigure>
      <OpsFigure name={say('pages')} beside={say('page_size', { bytes: amount(figures.page_bytes, 0) })}>
        {amount(figures.pages, 0)}
      </OpsFigure>
      <OpsFigure name={say('free_pages')}>{amount(figures.free_pages, 0)}</OpsFigure>
      <OpsFigure name={say('schema')}>{figures.schema_version}</OpsFigure>
    </dl>
  )
}

function History({ figures }: Shown): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const verify = useLookAtDatabase('verifyAudit')
  const away = useWhyAway()
  const { journal, audit } = figures
  const { verified } = audit
  const found =
    verified === null
      ? say('audit_not_yet')
      : say(verified.ok ? 'audit_good' : 'audit_bad', {
          to: amount(verified.to, 0),
          at: times.stamp(toMs(verified.at)),
        })
  return (
    <>
      <dl className="px-3 pb-2 text-cell">
        <OpsFigure name={say('journal_head')}>{amount(journal.head, 0)}</OpsFigure>
        <OpsFigure name={say('journal_at', { place: times.place })}>
          {journal.at === null ? UNKNOWN : times.stamp(toMs(journal.at))}
        </OpsFigure>
        <OpsFigure name={say('audit_entries')}>{amount(audit.entries, 0)}</OpsFigure>
        <OpsFigure name={say('audit_verified')}>
          <span className={verified?.ok === false ? 'text-bad' : ''}>{found}</span>
        </OpsFigure>
      </dl>
      <div className="flex flex-col gap-2 px-3 pb-3 text-cell">
        <div className="flex flex-wrap items-center gap-2">
          <Act off={verify.isPending ? say('looking') : away} onPress={() => verify.mutate()}>
            {verify.isPending ? say('looking') : say('verify_audit')}
          </Act>
          <Link to="/audit" className="inline-flex items-center text-info hover:underline max-mid:min-h-11">
            {say('open_audit')}
          </Link>
        </div>
        <Outcome look={verify} />
      </div>
    </>
  )
}

function Integrity({ figures }: Shown): ReactNode {
  const say = useWords('ops')
  const times = useTimes()
  const quick = useLookAtDatabase('quickCheck')
  const full = useLookAtDatabase('check')
  const away = useWhyAway()
  const seen = figures.quick_check
  return (
    <div className="flex flex-col gap-3 px-3 py-2 text-cell">
      {away !== null && <p className="text-warn">{away}</p>}
      <div className="flex flex-col items-start gap-1.5">
        <p className="text-fg2">{say('quick_about')}</p>
        <Act off={quick.isPending ? say('looking') : away} onPress={() => quick.mutate()}>
          {quick.isPending ? say('looking') : say('quick')}
        </Act>
        <p>
          {seen === null
            ? say('quick_never')
            : say('quick_last', {
                at: `${times.stamp(toMs(seen.at))} ${times.place}`,
                tables: amount(seen.looked, 0),
                took: tookText(seen.took_ms),
              })}
        </p>
        {quick.error === null && seen !== null && <Findings report={seen} />}
        <Refusal error={quick.error} />
      </div>
      <div className="flex flex-col items-start gap-1.5">
        <p className="text-fg2">{say('full_about')}</p>
        <Act off={full.isPending ? say('looking') : away} onPress={() => full.mutate()}>
          {full.isPending ? say('looking') : say('full')}
        </Act>
        <Outcome look={full} />
      </div>
    </div>
  )
}

/** What a look found, or why there was none. */
function Outcome({ look }: { readonly look: ReturnType<typeof useLookAtDatabase> }): ReactNode {
  return (
    <>
      {look.data !== undefined && <Findings report={look.data} />}
      <Refusal error={look.error} />
    </>
  )
}

function Refusal({ error }: { readonly error: unknown }): ReactNode {
  return error === null ? null : <Problem problem={problemOf(error)} />
}

function Tables({ tables }: { readonly tables: DatabaseFigures['tables'] }): ReactNode {
  const say = useWords('ops')
  const rowsOf = ({ rows, more }: DatabaseFigures['tables'][number]) => {
    if (rows === null) return <span className="text-bad">{say('unreadable')}</span>
    return more ? say('more_than', { rows: amount(rows, 0) }) : amount(rows, 0)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 overflow-auto" aria-label={say('tables')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('tables')}</caption>
        <thead className="sticky top-0 bg-bg1 text-label text-fg2">
          <tr className="h-(--row) border-b border-line">
            <th scope="col" className="px-3 text-left font-normal">
              {say('table')}
            </th>
            <th scope="col" className="px-3 text-right font-normal">
              {say('rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map((row) => (
            <tr key={row.table} className="h-6 border-b border-line">
              <th scope="row" className="px-3 text-left font-mono font-normal">
                {row.table}
              </th>
              <td className={`px-3 text-right ${row.rows === 0 ? 'text-fg2' : 'text-fg0'}`}>{rowsOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={say('tables')}
        heads={[say('table'), say('rows')]}
        rows={() =>
          tables.map(({ table, rows, more }) => [
            table,
            more ? say('more_than', { rows: amount(rows ?? 0, 0) }) : rows,
          ])
        }
      />
    </section>
  )
}

const toMs = (seconds: number): number => Math.round(seconds * 1_000)
