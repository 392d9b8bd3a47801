import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { amount } from '../state/format.ts'
import { anyVeto, type RoutingBoard, vetoText } from '../state/routing-board.ts'
import { sayIn } from '../words/words.ts'
import { later } from './later.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { Head, QuotaTable, TierTable } from './routing-tables.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useRoutingBoard } from './use-routing.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('fusion')

const RoutingEditor = later(async () => (await import('./routing-editor.tsx')).RoutingEditor, {
  waiting: <div className="skeleton min-h-40" aria-busy="true" />,
  failed: { className: 'p-3' },
})

interface BoardProps {
  readonly asking: Asking
  readonly board: RoutingBoard | undefined
}

/** What became no signal, and who was brought those that did. */
export function RoutingPanels(): ReactNode {
  const asking = useRoutingBoard()
  const board = asking.data
  return (
    <div className="grid grid-cols-1 gap-px desk:grid-cols-[1fr_2fr]">
      <div ref={useInSight('vetoes')} tabIndex={-1} className="flex flex-col outline-none *:flex-1">
        <VetoPanel asking={asking} board={board} />
      </div>
      <RoutingPanel asking={asking} board={board} />
    </div>
  )
}

/** For a part that can be gone to by the end of the address: it is in sight and has the focus then. */
function useInSight(hash: string): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null)
  const asked = useLocation().hash === hash
  useEffect(() => {
    if (!asked) return
    part.current?.scrollIntoView({ block: 'nearest' })
    part.current?.focus({ preventScroll: true })
  }, [asked])
  return part
}

function VetoPanel({ asking, board }: BoardProps): ReactNode {
  // Told live; the answer stands in until then, and where the live connection is down.
  const told = useStation((state) => state.fusion?.vetoes)
  const vetoes = told ?? board?.vetoes
  const times = useTimes()
  return (
    <Panel title={say('vetoes')} aside={<span>{say('vetoes_about')}</span>}>
      <Faces
        asking={asking}
        known={vetoes !== undefined}
        empty={vetoes !== undefined && !anyVeto(vetoes) ? say('no_veto') : null}
        rows={4}
      >
        <Across name={say('vetoes_caption')}>
          <table className="w-full text-cell">
            <caption className="sr-only">{say('vetoes_caption')}</caption>
            <thead className="text-fg2">
              <tr className="h-7 border-b border-line">
                <Head>{say('reason')}</Head>
                <Head right>{say('today')}</Head>
                <Head right>{say('in_all')}</Head>
                <Head>{say('last_market', { place: times.place })}</Head>
              </tr>
            </thead>
            <tbody>
              {vetoes?.map((veto) => (
                <tr key={veto.reason} className="border-b border-line">
                  <th scope="row" className="px-3 py-1.5 text-left font-medium text-fg0">
                    {vetoText(veto)}
                  </th>
                  <td className="px-3 text-right">{amount(veto.today, 0)}</td>
                  <td className="px-3 text-right text-fg0">{amount(veto.count, 0)}</td>
                  <td className="px-3">
                    {veto.lastAt === null ? '—' : `${veto.symbol} ${times.minute(veto.lastAt)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Across>
        <SaveTable
          caption={say('vetoes_caption')}
          heads={[
            say('reason'),
            say('today'),
            say('in_all'),
            say('last_pair'),
            say('last_market', { place: times.place }),
          ]}
          rows={() =>
            (vetoes ?? []).map((veto) => [
              vetoText(veto),
              veto.today,
              veto.count,
              veto.symbol,
              veto.lastAt === null ? null : times.minute(veto.lastAt),
            ])
          }
        />
      </Faces>
      <p className="px-3 py-2 text-cell text-fg2">{say('veto_followed')}</p>
    </Panel>
  )
}

function RoutingPanel({ asking, board }: BoardProps): ReactNode {
  const { reader } = useDesk()
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const operator = reader.role === 'operator'
  const close = () => {
    setEditing(false)
    opener.current?.focus()
  }
  return (
    <Panel
      title={say('routing')}
      aside={
        operator && (
          <button
            ref={opener}
            type="button"
            className="plain-button min-h-6 px-2 text-label max-mid:min-h-11"
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            {say('edit_policy')}
          </button>
        )
      }
    >
      <Faces asking={asking} known={board !== undefined} empty={null} rows={6}>
        {board !== undefined && (
          <>
            {editing && <RoutingEditor board={board} onClose={close} />}
            <PolicyLine board={board} />
            {operator && <TierTable board={board} />}
            <QuotaTable board={board} operator={operator} />
            {!operator && <Withheld board={board} />}
          </>
        )}
      </Faces>
    </Panel>
  )
}

function PolicyLine({ board: { version, changed } }: { readonly board: RoutingBoard }): ReactNode {
  const times = useTimes()
  return (
    <p className="px-3 py-2 text-cell text-fg2">
      {say('routing_about')}{' '}
      {changed === null
        ? say('policy_new')
        : say('policy_of', { version, by: changed.by, time: times.minute(changed.at), place: times.place })}
    </p>
  )
}

function Withheld({ board: { withheld } }: { readonly board: RoutingBoard }): ReactNode {
  if (withheld.length === 0) return <p className="px-3 py-2 text-cell text-fg2">{say('none_withheld')}</p>
  return (
    <>
      <h3 className="px-3 pt-2 text-base">{say('not_brought')}</h3>
      <ul className="max-h-60 overflow-y-auto px-3 py-1 text-cell" aria-label={say('not_brought')}>
        {withheld.map(({ signalId, symbol, side, message }) => (
          <li key={signalId} className="flex flex-wrap items-center gap-x-2 py-0.5 max-mid:py-2">
            <Link
              to="/signals/$signalId"
              params={{ signalId }}
              className="min-h-6 content-center text-info hover:underline"
            >
              {symbol} {side}
            </Link>
            <span className="text-fg2">{message}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
