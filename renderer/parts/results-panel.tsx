import { type ReactNode, useState } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import { amount, percent, signed } from '../state/format.ts'
import { figure } from '../state/saved-table.ts'
import { useWords } from '../words/words.ts'
import { type FigureRow, FigureTable } from './figure.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { useTimeStats } from './use-progress.ts'

type TimeStats = ReplyOf<'userTimes'>
type Slot = TimeStats['all']

/** By what results are told. */
export const SPLITS = ['symbol', 'tier', 'session', 'hour'] as const
export type Split = (typeof SPLITS)[number]

/** What the reader decided and how it came out, by pair, by signal tier, by trading session, or by the hour of his own day. */
export function ResultsPanel(): ReactNode {
  const say = useWords('profile')
  const [split, setSplit] = useState<Split>('symbol')
  const asking = useTimeStats()
  const stats = asking.data
  return (
    <Panel title={say('results')} className="min-w-0" aside={<Splits split={split} onSplit={setSplit} />}>
      <Faces
        asking={asking}
        known={stats !== undefined}
        empty={stats?.all.decisions === 0 ? say('results_empty') : null}
        rows={5}
      >
        {stats !== undefined && <Results stats={stats} split={split} caption={say('results')} />}
      </Faces>
    </Panel>
  )
}

interface SplitsProps {
  readonly split: Split
  readonly onSplit: (split: Split) => void
}

function Splits({ split, onSplit }: SplitsProps): ReactNode {
  const say = useWords('profile')
  return (
    <fieldset className="segments">
      <legend className="sr-only">{say('results_by')}</legend>
      {SPLITS.map((one) => (
        <label key={one} className="segment">
          <input
            type="radio"
            name="results-by"
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            checked={one === split}
            onChange={() => onSplit(one)}
          />
          <span>{say(`by_${one}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

interface ResultsProps {
  readonly stats: TimeStats
  readonly split: Split
  readonly caption: string
}

/** The results of one split, with what they do not count. */
export function Results({ stats, split, caption }: ResultsProps): ReactNode {
  const say = useWords('profile')
  const slots: readonly (readonly [string, Slot])[] = {
    symbol: () => stats.symbols.map((one) => [one.symbol, one] as const),
    tier: () => stats.tiers.map((one) => [one.tier, one] as const),
    session: () => stats.sessions.map((one) => [say(`session_${one.session}`), one] as const),
    hour: () => stats.hours.map((one) => [`${String(one.hour).padStart(2, '0')}:00`, one] as const),
  }[split]()
  return (
    <>
      <Across name={caption}>
        <FigureTable
          caption={caption}
          heads={[
            say(`by_${split}`),
            say('fires'),
            say('passes'),
            say('trades_won'),
            say('trades_lost'),
            say('trades_timeout'),
            say('win_rate'),
            say('slot_pnl'),
          ]}
          rows={slots.filter(([, { decisions }]) => decisions > 0).map(([name, slot]) => cellsOf(name, slot))}
        />
      </Across>
      <p className="px-3 pt-1 pb-2 text-cell text-fg2">
        {say(split === 'hour' ? 'results_hours' : 'results_note', {
          needed: amount(stats.rate_from, 0),
          zone: stats.timezone,
        })}{' '}
        {!stats.complete && say('results_newest')}
      </p>
    </>
  )
}

function cellsOf(name: string, slot: Slot): FigureRow {
  const counts = [slot.fires, slot.passes, slot.wins, slot.losses, slot.timeouts]
  return [
    name,
    ...counts.map((count) => figure(amount(count, 0), count)),
    figure(percent(slot.win_rate), slot.win_rate),
    figure(signed(slot.pnl), slot.pnl),
  ]
}
