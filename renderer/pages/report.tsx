import { type ReactNode, useState } from 'react'
import { Curves } from '../parts/equity-panel.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { RecordsPanel } from '../parts/profile-panels.tsx'
import { ReportFigures } from '../parts/report-figures.tsx'
import { ReportHead } from '../parts/report-head.tsx'
import { ReportTrades } from '../parts/report-trades.tsx'
import { Results, SPLITS, type Split } from '../parts/results-panel.tsx'
import { useSettings } from '../parts/settings-store.ts'
import { StreaksPanel } from '../parts/streaks-panel.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useTimeStats } from '../parts/use-progress.ts'
import { useTitle } from '../parts/use-title.ts'
import type { CurveRange } from '../state/curve.ts'
import { useWords } from '../words/words.ts'

/** The reader's own record on paper. */
export function ReportPage(): ReactNode {
  const { reader } = useDesk()
  const say = useWords('report')
  const { game } = useSettings()
  const [range, setRange] = useState<CurveRange>('100')
  const played = reader.features.includes('progress') && game
  useTitle(`${say('title')}, ${reader.name}`)
  return (
    <main className="report flex flex-1 flex-col desk:min-h-0 desk:overflow-y-auto">
      <div className="mx-auto flex w-full max-w-240 flex-col gap-px bg-line">
        <ReportHead range={range} onRange={setRange} />
        <ReportFigures range={range} />
        <Curves range={range} />
        {SPLITS.map((split) => (
          <ResultsBy key={split} split={split} />
        ))}
        {played && <StreaksPanel />}
        {played && <RecordsPanel />}
        <ReportTrades range={range} />
      </div>
    </main>
  )
}

function ResultsBy({ split }: { readonly split: Split }): ReactNode {
  const say = useWords('report')
  const sayProfile = useWords('profile')
  const asking = useTimeStats()
  const stats = asking.data
  const title = say(`results_${split}`)
  return (
    <Panel title={title} aside={say('all_decisions')}>
      <Faces
        asking={asking}
        known={stats !== undefined}
        empty={stats?.all.decisions === 0 ? sayProfile('results_empty') : null}
        rows={4}
      >
        {stats !== undefined && <Results stats={stats} split={split} caption={title} />}
      </Faces>
    </Panel>
  )
}
