import type { ReactNode } from 'react'
import type { SignalView } from '../state/model.ts'
import { trustWords } from '../state/plan.ts'
import type { SortKey } from '../state/queue.ts'
import type { Cell } from '../state/saved-table.ts'
import { sayIn } from '../words/words.ts'
import { isLeftOut } from './queue-row.tsx'
import { COLUMNS } from './queue-table.tsx'
import { SaveTable } from './save-table.tsx'
import { useSettings } from './settings-store.ts'
import { useStation } from './use-desk.ts'
import { useTimes } from './use-times.ts'

const sayFrame = sayIn('frame')

/** Saves the signals of the queue: in its order, with its filter and its columns, also those that are not in sight. */
export function SaveQueue({ rows }: { readonly rows: readonly string[] }): ReactNode {
  const signals = useStation((state) => state.signals)
  const cut = useStation((state) => (state.open?.length ?? 0) < state.openTotal)
  const { hidden } = useSettings().queue
  const { place, stamp } = useTimes()
  const columns = COLUMNS.filter(({ key }) => !isLeftOut(hidden, key))
  const cells: Readonly<Record<Exclude<SortKey, 'rank'>, (signal: SignalView) => Cell>> = {
    pair: ({ symbol }) => symbol,
    dir: ({ side }) => side,
    prob: ({ probability }) => probability,
    tier: tierText,
    expires: ({ expiresAt }) => stamp(expiresAt),
    fires: ({ fires }) => fires,
  }
  const shown = rows.flatMap((id) => signals[id] ?? [])
  return (
    <SaveTable
      caption={sayFrame('panel_queue')}
      heads={columns.map(({ key, name }) => (key === 'expires' ? `${name}, ${place}` : name))}
      rows={() =>
        shown.map((signal) => columns.map(({ key }) => (key === 'rank' ? null : cells[key](signal))))
      }
      loaded={cut ? shown.length : undefined}
    />
  )
}

function tierText(signal: SignalView): string {
  const { word } = trustWords(signal)
  if (signal.tier === 'UNRANKED') return word
  return signal.trust === 'EDGE' ? signal.tier : `${signal.tier} ${word}`
}
