import type { ReactNode } from 'react'
import { counted, utcTime } from '../state/format.ts'
import { Faces, Panel } from './panel.tsx'
import { useDesk, useStation } from './use-desk.ts'
import { useMarks } from './use-queries.ts'

/** Who else decided: live totals, and the names of those who fired last. Never how much they put at stake. */
export function CrowdPanel({ signalId }: { readonly signalId: string }): ReactNode {
  const { reader } = useDesk()
  const asking = useMarks(signalId)
  const fires = useStation((state) => state.signals[signalId]?.fires ?? 0)
  const passes = useStation((state) => state.signals[signalId]?.passes ?? 0)
  const executed = useStation((state) => state.missions[signalId]?.executed ?? 0)
  const marks = asking.data ?? []
  return (
    <Panel
      title={
        <>
          Everybody <span className="font-normal text-fg2">on this signal</span>
        </>
      }
      className="min-h-40 flex-1"
    >
      <p className="flex flex-wrap gap-x-4 border-b border-line px-3 py-2">
        <Total n={fires} word="fired" />
        <Total n={executed} word="executed" />
        <Total n={passes} word="passed" />
      </p>
      <Faces
        asking={asking}
        known={asking.data !== undefined}
        empty={marks.length === 0 ? 'Nobody has fired yet.' : null}
        rows={3}
      >
        <ul className="overflow-auto px-3 py-1">
          {marks.map((mark) => (
            <li key={mark.userId} className="flex h-6 items-center justify-between gap-3 text-cell">
              <span className="truncate text-fg0">{mark.userId === reader.userId ? 'you' : mark.name}</span>
              <span className="font-mono text-fg2">
                {utcTime(mark.firedAt)} {mark.executed ? 'executed' : 'fired'}
              </span>
            </li>
          ))}
        </ul>
        {fires > marks.length && (
          <p className="px-3 pb-2 text-label text-fg2">and {counted(fires - marks.length, 'more trader')}</p>
        )}
      </Faces>
    </Panel>
  )
}

function Total({ n, word }: { readonly n: number; readonly word: string }): ReactNode {
  return (
    <span>
      <strong className="text-kpi">{n}</strong> <span className="text-fg2">{word}</span>
    </span>
  )
}
