import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UpdateReport } from '#contracts/bridge.ts'
import { Act } from '../parts/progress-frame.tsx'
import { useTimes } from '../parts/use-times.ts'
import { useUpdates } from '../parts/use-updates.ts'
import { sectionName } from '../state/setting-sections.ts'
import { type Say, sayIn, useWords } from '../words/words.ts'
import { Row } from './rows.tsx'
import type { SectionView } from './sections.ts'

const say = sayIn('settings')
const sayNews = sayIn('news')

export const UPDATES: SectionView = {
  id: 'updates',
  get title() {
    return sectionName('updates')
  },
  keys: [],
  window: true,
  settings: [
    {
      id: 'updates',
      get find() {
        return say('find_updates')
      },
      draw: () => <Updates />,
    },
  ],
}

/** The version of the desktop program, whether there is a newer one, and when it was looked for. */
function Updates(): ReactNode {
  const say = useWords('settings')
  const times = useTimes()
  const { report, look } = useUpdates()
  const words = stateWords(report, say)
  const off = offReason(report, words)
  const lookedAt = report?.lookedAt ?? null
  const looked =
    lookedAt === null ? say('updates_never_looked') : say('updates_looked', { time: times.stamp(lookedAt) })
  return (
    <>
      <Row
        title={say('updates_version')}
        about={report === null ? undefined : say('updates_runs', { version: report.version })}
        keys={[]}
        group={false}
      >
        <Act off={off} onPress={look}>
          <RefreshCw size={14} aria-hidden />
          {say('look_now')}
        </Act>
      </Row>
      <Row title={say('updates_state')} about={<span role="status">{words}</span>} keys={[]} group={false}>
        {report?.state.kind !== 'off' && <span className="text-cell text-fg2">{looked}</span>}
      </Row>
    </>
  )
}

function stateWords(report: UpdateReport | null, say: Say<'settings'>): string {
  if (report === null) return say('updates_unasked')
  const { state } = report
  switch (state.kind) {
    case 'off':
      return say(`updates_off_${state.why}`)
    case 'failed':
      return say(`updates_failed_${state.why}`)
    case 'loading':
      return say('updates_loading', { version: state.version, percent: state.percent })
    case 'ready':
      return sayNews('ready', { version: state.version })
    case 'none':
    case 'looking':
      return say(`updates_${state.kind}`)
  }
}

/** Why there is nothing to look for; null where there may be. */
function offReason(report: UpdateReport | null, words: string): string | null {
  const kind = report?.state.kind
  return kind === 'none' || kind === 'failed' ? null : words
}
