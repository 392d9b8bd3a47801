import type { ReactNode } from 'react'
import { evidenceRows, providerWord } from '../state/evidence.ts'
import type { BriefView, SignalView } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { Faces, Panel } from './panel.tsx'
import { SaveTable } from './save-table.tsx'
import { useDesk, useNow } from './use-desk.ts'
import { useMission } from './use-queries.ts'
import { useTimes } from './use-times.ts'

const say = sayIn('signal')

const HEADS = ['source', 'says', 'claimed', 'has_said_for'] as const

/** What each source said when the signal opened, and how old its word was. */
export function EvidencePanel({ signal }: { readonly signal: SignalView }): ReactNode {
  const mission = useMission(signal.id)
  const evidence = mission.data?.evidence
  return (
    <Panel title={say('evidence')} aside={say('when_opened')} className="grow">
      <Faces
        asking={mission}
        known={evidence !== undefined}
        empty={evidence?.votes.length === 0 ? say('no_source') : null}
        rows={4}
      >
        {evidence === null ? <Posted signal={signal} /> : <Votes evidence={evidence} />}
      </Faces>
    </Panel>
  )
}

/** A provider's signal has no votes; his word ages with the market. */
function Posted({ signal }: { readonly signal: SignalView }): ReactNode {
  const { state } = useDesk()
  useNow(10_000)
  const times = useTimes()
  return <p className="p-3">{providerWord(signal, state().clock?.marketAt ?? null, times)}</p>
}

function Votes({ evidence }: { readonly evidence: BriefView['evidence'] | undefined }): ReactNode {
  const times = useTimes()
  const rows = evidenceRows(evidence ?? null, times)
  const heads = [...HEADS.map((head) => say(head)), say('since_market', { place: times.place })]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="overflow-x-auto" aria-label={say('evidence_scroll')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('evidence_caption')}</caption>
        <thead className="text-fg2">
          <tr className="h-7 border-b border-line">
            {heads.map((name) => (
              <th key={name} scope="col" className="px-3 text-left font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ source, says, claimed, held, since }) => (
            <tr key={source} className="h-7 border-b border-line">
              <th scope="row" className="px-3 text-left font-normal whitespace-nowrap text-fg0">
                {source}
              </th>
              <td className="px-3">{say(`says_${says}`)}</td>
              <td className="px-3 text-fg2">{claimed}</td>
              <td className="px-3 whitespace-nowrap">{held}</td>
              <td className="px-3 whitespace-nowrap">{since}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={say('evidence_caption')}
        heads={heads}
        rows={() => rows.map((row) => [row.source, say(`says_${row.says}`), row.claim, row.held, row.since])}
      />
    </section>
  )
}
