import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { BreakdownPanel } from '../parts/breakdown.tsx'
import { DirectionMark } from '../parts/direction.tsx'
import { ExpiryText } from '../parts/expiry.tsx'
import { engineWords } from '../parts/footer.tsx'
import { useKeys } from '../parts/keys.ts'
import { Panel, Skeleton } from '../parts/panel.tsx'
import { Picture, useFirstQuoted } from '../parts/picture.tsx'
import { LastPrice } from '../parts/price.tsx'
import { PriceAge } from '../parts/price-age.tsx'
import { DeskStrip } from '../parts/stats-strip.tsx'
import { useDesk, useStation } from '../parts/use-desk.ts'
import { useHealth } from '../parts/use-health.ts'
import { useOpenSignals } from '../parts/use-queries.ts'
import { useTitle } from '../parts/use-title.ts'
import { useWakeLock } from '../parts/use-wake-lock.ts'
import { amount, fixed, percent, UNKNOWN } from '../state/format.ts'
import { trustWords } from '../state/plan.ts'
import { ordered } from '../state/queue.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('wall')

/** Rows that can be read across a room. */
const SIGNALS_SHOWN = 8

/** The desk for a screen on a wall: what everybody may see, in large, with nothing to press and nobody's own figures. */
export function Wall(): ReactNode {
  useTitle(say('wall'))
  useOpenSignals()
  const navigate = useNavigate()
  useKeys({ Escape: () => void navigate({ to: '/' }) }, { Escape: say('leave') })
  const ids = useStation((state) => state.open)
  const signals = useStation((state) => state.signals)
  const first = ordered(ids ?? [], signals)[0] ?? null
  const quoted = useFirstQuoted()
  const symbol = (first === null ? undefined : signals[first]?.symbol) ?? quoted
  return (
    <main className="flex min-h-0 flex-1 flex-col gap-px overflow-y-auto bg-line">
      <h1 className="sr-only">{say('wall')}</h1>
      <DeskStrip />
      <div className="flex min-h-0 flex-1 flex-wrap gap-px *:min-h-72 *:min-w-[min(100%,26rem)] *:flex-1">
        <Signals ids={ids} />
        <div className="@container flex min-h-0 flex-col">
          <Picture symbol={symbol} signalId={first} />
        </div>
        <BreakdownPanel signalId={first} />
        <Prices />
        <Station />
      </div>
    </main>
  )
}

function Signals({ ids }: { readonly ids: readonly string[] | null }): ReactNode {
  const signals = useStation((state) => state.signals)
  const total = useStation((state) => state.openTotal)
  const shown = ordered(ids ?? [], signals)
    .slice(0, SIGNALS_SHOWN)
    .flatMap((id) => signals[id] ?? [])
  return (
    <Panel title={say('open_signals')} aside={ids === null ? '' : say('n_open', { n: amount(total, 0) })}>
      {ids === null && <Skeleton rows={8} />}
      {ids !== null && shown.length === 0 && <p className="p-3 text-read text-fg2">{say('none_open')}</p>}
      {shown.length > 0 && (
        <table className="w-full text-kpi max-mid:text-read">
          <caption className="sr-only">{say('caption')}</caption>
          <tbody>
            {shown.map((signal) => (
              <tr key={signal.id} className="h-11 border-b border-line">
                <th scope="row" className="pl-3 text-left font-semibold text-fg0">
                  {signal.symbol}
                </th>
                <td className="pl-3 max-mid:pl-2">
                  <DirectionMark side={signal.side} />
                </td>
                <td className="pl-3 text-right whitespace-nowrap text-fg0 max-mid:pl-2">
                  {percent(signal.probability)}
                </td>
                <td className="px-3 text-read text-fg1 max-mid:px-2 max-mid:text-label">
                  {signal.tier === 'UNRANKED' ? trustWords(signal).word : signal.tier}
                </td>
                <td className="pr-3 text-right whitespace-nowrap max-mid:pr-2">
                  <ExpiryText signal={signal} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function Prices(): ReactNode {
  const { reader } = useDesk()
  return (
    <Panel title={say('prices')} aside={say('age_head')}>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] overflow-hidden">
        {reader.symbols.map((symbol) => (
          <li
            key={symbol}
            className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-3 text-read"
          >
            <span className="font-semibold text-fg0">{symbol}</span>
            <span className="flex items-baseline gap-1">
              <LastPrice symbol={symbol} />
              <PriceAge symbol={symbol} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Station(): ReactNode {
  const health = useHealth()
  const engine = useStation(engineWords)
  const latency = useStation((state) => state.latencyMs)
  const awake = useWakeLock()
  const facts = [
    [say('engine'), engine ?? UNKNOWN],
    [say('disk'), health === null ? UNKNOWN : health.writable ? say('disk_writes') : say('disk_read_only')],
    [say('latency'), latency === null ? UNKNOWN : `${fixed(latency, 0)} ms`],
    [say('screen'), awake ? say('stays_on') : say('may_turn_off')],
  ] as const
  return (
    <Panel title={say('station')}>
      <dl className="text-read">
        {facts.map(([name, value]) => (
          <div
            key={name}
            className="flex min-h-11 items-center justify-between gap-4 border-b border-line px-3"
          >
            <dt className="text-fg2">{name}</dt>
            <dd className="text-right text-fg0">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
