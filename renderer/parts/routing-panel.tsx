import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { amount } from '../state/format.ts'
import { anyVeto, type QuotaLine, type RoutingBoard, vetoText } from '../state/routing-board.ts'
import { later } from './later.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { USERS_SHOWN_MAX, useRoutingBoard } from './use-routing.ts'
import { useTimes } from './use-times.ts'

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
      <VetoPanel asking={asking} board={board} />
      <RoutingPanel asking={asking} board={board} />
    </div>
  )
}

function VetoPanel({ asking, board }: BoardProps): ReactNode {
  // Told live; the answer stands in until then, and where the live connection is down.
  const told = useStation((state) => state.fusion?.vetoes)
  const vetoes = told ?? board?.vetoes
  const times = useTimes()
  return (
    <Panel title="Vetoes" aside={<span>candidates that became no signal</span>}>
      <Faces
        asking={asking}
        known={vetoes !== undefined}
        empty={vetoes !== undefined && !anyVeto(vetoes) ? 'Nothing was vetoed yet.' : null}
        rows={4}
      >
        <table className="w-full text-cell">
          <caption className="sr-only">Vetoes by reason</caption>
          <thead className="text-fg2">
            <tr className="h-7 border-b border-line">
              <Head>Reason</Head>
              <Head right>Today</Head>
              <Head right>In all</Head>
              <Head>Last, market time, {times.place}</Head>
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
      </Faces>
      <p className="px-3 py-2 text-cell text-fg2">
        A vetoed candidate is followed to its end all the same: the books learn from it.
      </p>
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
      title="Routing"
      aside={
        operator && (
          <button
            ref={opener}
            type="button"
            className="plain-button min-h-6 px-2 text-label max-mid:min-h-11"
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            Edit the policy
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
      Who is brought which signal; every signal can be opened and fired by everybody.{' '}
      {changed === null
        ? 'The policy is that of a new desk.'
        : `Policy ${version}, by ${changed.by}, ${times.minute(changed.at)} ${times.place}.`}
    </p>
  )
}

function TierTable({ board }: { readonly board: RoutingBoard }): ReactNode {
  return (
    <Scrolling name="Member tiers">
      <thead className="text-fg2">
        <tr className="h-7 border-b border-line">
          <Head>Member tier</Head>
          <Head right>Limit a day</Head>
          <Head right>Users</Head>
          <Head right>Brought today</Head>
          <Head right>Left</Head>
          <Head right>At their limit</Head>
        </tr>
      </thead>
      <tbody>
        {board.tiers.map((line) => (
          <tr key={line.tier} className="border-b border-line">
            <th scope="row" className="px-3 py-1.5 text-left font-medium text-fg0">
              {line.tier}
            </th>
            {[line.limit, line.users, line.delivered, line.remaining, line.full].map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
              <td key={index} className="px-3 text-right">
                {amount(value, 0)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Scrolling>
  )
}

function QuotaTable({
  board,
  operator,
}: {
  readonly board: RoutingBoard
  readonly operator: boolean
}): ReactNode {
  const { place } = useTimes()
  return (
    <>
      <Scrolling name={operator ? 'Quotas of all users' : 'Your quota'}>
        <thead className="text-fg2">
          <tr className="h-7 border-b border-line">
            <Head>User</Head>
            <Head>Tier</Head>
            <Head right>Brought today</Head>
            <Head>Last, {place}</Head>
            <Head>Next, {place}</Head>
          </tr>
        </thead>
        <tbody>
          {board.users.map((user) => (
            <QuotaRow key={user.userId} user={user} />
          ))}
        </tbody>
      </Scrolling>
      {board.more && (
        <p className="px-3 py-2 text-cell text-fg2">The newest {USERS_SHOWN_MAX} users are listed.</p>
      )}
    </>
  )
}

function QuotaRow({ user }: { readonly user: QuotaLine }): ReactNode {
  const { name, tier, delivered, limit, lastAt, nextAt } = user
  const times = useTimes()
  return (
    <tr className="border-b border-line">
      <th scope="row" className="px-3 py-1.5 text-left font-medium text-fg0">
        {name}
      </th>
      <td className="px-3">{tier}</td>
      <td className="px-3 text-right whitespace-nowrap text-fg0">
        {delivered} of {limit}
      </td>
      <td className="px-3 whitespace-nowrap">{lastAt === null ? 'none yet' : times.minute(lastAt)}</td>
      <td className="px-3 whitespace-nowrap">
        {nextAt === null ? 'any time' : `not before ${times.minute(nextAt)}`}
      </td>
    </tr>
  )
}

function Withheld({ board: { withheld } }: { readonly board: RoutingBoard }): ReactNode {
  if (withheld.length === 0)
    return <p className="px-3 py-2 text-cell text-fg2">None of the last signals was kept from you.</p>
  return (
    <>
      <h3 className="px-3 pt-2 text-base">Not brought to you</h3>
      <ul className="max-h-60 overflow-y-auto px-3 py-1 text-cell" aria-label="Not brought to you">
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

function Scrolling({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="max-h-80 overflow-auto" aria-label={`${name}, scrollable`} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{name}</caption>
        {children}
      </table>
    </section>
  )
}

function Head({ right, children }: { readonly right?: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <th scope="col" className={`px-3 font-medium whitespace-nowrap ${right ? 'text-right' : 'text-left'}`}>
      {children}
    </th>
  )
}
