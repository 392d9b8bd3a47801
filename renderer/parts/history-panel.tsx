import type { ReactNode } from 'react'
import { historyText } from '../state/history.ts'
import { inLines } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import { useHistory } from './use-progress.ts'
import { useTimes } from './use-times.ts'

/** What happened in the reader's progress, newest first. */
export function HistoryPanel(): ReactNode {
  const say = useWords('missions')
  const sayWhat = useWords('history')
  const times = useTimes()
  const asking = useHistory()
  const events =
    asking.data &&
    inLines(
      asking.data.events.map(({ said, sentence, ...one }) => ({
        ...one,
        sentence: historyText(said, sentence, sayWhat),
      })),
    )
  return (
    <Panel title={say('history')} aside={say('history_note')} className="min-w-0">
      <Faces
        asking={asking}
        known={events !== undefined}
        empty={events?.length === 0 ? say('no_history') : null}
        rows={8}
      >
        <table className="w-full text-cell">
          <caption className="sr-only">{say('history')}</caption>
          <thead className="text-fg2">
            <tr className="h-7 border-b border-line text-left">
              <th scope="col" className="px-3 font-medium whitespace-nowrap">
                {say('time', { place: times.place })}
              </th>
              <th scope="col" className="pr-3 font-medium">
                {say('event')}
              </th>
            </tr>
          </thead>
          <tbody>
            {events?.map(({ id, at, sentence, beside }) => (
              <tr key={id} className="border-b border-line align-baseline">
                <td className="px-3 py-1.5 font-mono text-label whitespace-nowrap text-fg2">
                  {times.day(at)} {times.hour(at)}
                </td>
                <td className="py-1.5 pr-3 wrap-anywhere text-fg0">
                  {sentence} {beside !== '' && <span className="text-fg2">{beside}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <SaveTable
          caption={say('history')}
          heads={[say('time', { place: times.place }), say('event')]}
          rows={() =>
            (events ?? []).map(({ at, sentence, beside }) => [
              times.minute(at),
              `${sentence} ${beside}`.trim(),
            ])
          }
          loaded={asking.data?.more === true ? events?.length : undefined}
        />
      </Faces>
    </Panel>
  )
}
