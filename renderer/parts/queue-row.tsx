import { ArrowLeft, Check } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { percent } from '../state/format.ts'
import type { SignalView } from '../state/model.ts'
import { trustWords } from '../state/plan.ts'
import type { SortKey } from '../state/queue.ts'
import type { OptionalColumn, QueueSetting } from '../state/queue-setting.ts'
import { withheldText } from '../state/routing.ts'
import { sayIn } from '../words/words.ts'
import { DirectionMark } from './direction.tsx'
import { ExpiryCell } from './expiry.tsx'
import { useDesk, useStation } from './use-desk.ts'

const say = sayIn('dashboard')

interface QueueRowProps {
  readonly id: string
  readonly index: number
  /** The selected row. */
  readonly current: boolean
  /** The one row that Tab stops at. */
  readonly tabStop: boolean
  /** It has just come in. */
  readonly fresh: boolean
  /** Columns the reader leaves out. */
  readonly hidden: QueueSetting['hidden']
}

/** Whether a column is left out: the pair never is. */
export function isLeftOut(hidden: QueueSetting['hidden'], column: SortKey): boolean {
  return (hidden as readonly string[]).includes(column)
}

/** One signal. Drawn anew only when that signal changes. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps): ReactNode {
  const { id, index, current, tabStop, fresh, hidden } = props
  const { apply } = useDesk()
  const signal = useStation((state) => state.signals[id])
  const brought = useStation(({ routing }) => routing.signals[id]?.state === 'delivered')
  const why = useStation(({ routing }) => withheldText(routing, id))
  if (signal === undefined) return null
  const select = () => apply({ kind: 'select', signalId: id })
  return (
    <tr
      data-signal={id}
      aria-rowindex={index + 2}
      aria-current={current ? 'true' : undefined}
      onClick={(event) => {
        select()
        // The arrows go on from the row that was clicked.
        event.currentTarget.querySelector('button')?.focus()
      }}
      className={`h-(--row-pressed) cursor-default border-b border-line ${current ? 'bg-bg3' : 'hover:bg-bg2'} ${fresh ? 'row-fresh' : ''}`}
    >
      <th
        scope="row"
        className={`relative px-2 pl-2.5 text-left ${current ? 'border-l-2 border-fg0' : 'border-l-2 border-transparent'}`}
      >
        {brought && (
          <span
            role="img"
            aria-label={say('brought_to_you_small')}
            title={say('brought_to_you')}
            className="absolute top-1/2 left-0.5 size-1.5 -translate-y-1/2 rounded-full bg-info"
          />
        )}
        <button
          type="button"
          tabIndex={tabStop ? 0 : -1}
          onClick={select}
          className={`cursor-default font-semibold ${why === null ? 'text-fg0' : 'text-fg2'}`}
          aria-label={`${signal.symbol} ${signal.side}`}
          title={why ?? undefined}
        >
          {signal.symbol}
        </button>
        {fresh && <ArrowLeft size={12} aria-hidden className="ml-1 hidden text-info motion-reduce:inline" />}
      </th>
      <Cells signal={signal} hidden={hidden} />
    </tr>
  )
})

interface CellsProps {
  readonly signal: SignalView
  readonly hidden: QueueSetting['hidden']
}

/** What a row says beside its pair, without the columns the reader leaves out. */
function Cells({ signal, hidden }: CellsProps): ReactNode {
  const mine = useStation((state) => state.trades[signal.id] !== undefined)
  const shows = (column: OptionalColumn) => !isLeftOut(hidden, column)
  return (
    <>
      {shows('dir') && (
        <td className="px-1 sm:px-2">
          <DirectionMark side={signal.side} />
        </td>
      )}
      {shows('prob') && (
        <td className="px-1 sm:px-2 text-right whitespace-nowrap text-fg0">{percent(signal.probability)}</td>
      )}
      {shows('tier') && <TierCell signal={signal} />}
      {shows('expires') && (
        <td className="px-1 sm:px-2 text-right">
          <ExpiryCell signal={signal} />
        </td>
      )}
      {shows('fires') && (
        <td className="px-1 pr-3 text-right whitespace-nowrap text-fg0">
          {mine && <Check size={12} aria-label={say('with_yours')} className="mr-1 inline text-info" />}
          {signal.fires}
        </td>
      )}
    </>
  )
}

/** The tier where there is one; else the state of the probability in words. */
function TierCell({ signal }: { readonly signal: SignalView }): ReactNode {
  const { word } = trustWords(signal)
  return (
    <td className="truncate px-1 sm:px-2 text-cell text-fg1" title={`${signal.tier}, ${word}`}>
      {signal.tier === 'UNRANKED' ? word : `${signal.tier} ${signal.trust === 'EDGE' ? '' : word}`}
    </td>
  )
}
