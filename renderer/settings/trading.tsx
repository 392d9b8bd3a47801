import type { ReactNode } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import { fixed } from '../state/format.ts'
import { RISK_PCT_MAX, RISK_PCT_MIN, riskRange } from '../state/plan.ts'
import { sectionName } from '../state/setting-sections.ts'
import { SETTINGS_DEFAULT } from '../state/settings.ts'
import { sayIn } from '../words/words.ts'
import { ChoiceRow, Row } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

const CONFIRM = {
  get either() {
    return say('confirm_either')
  },
  get twice() {
    return say('confirm_twice')
  },
} as const

export const TRADING: SectionView = {
  id: 'trading',
  get title() {
    return sectionName('trading')
  },
  keys: ['confirm', 'risk'],
  settings: [
    {
      id: 'confirm',
      get find() {
        return say('find_confirm')
      },
      draw: () => (
        <ChoiceRow name="confirm" title={say('confirm')} about={say('confirm_about')} words={CONFIRM} />
      ),
    },
    {
      id: 'risk',
      get find() {
        return say('find_risk')
      },
      draw: () => <RiskRow />,
    },
  ],
}

const RISK_STEP = 0.1

/** What a new decision begins with; the station has the last word on every fire. */
function RiskRow(): ReactNode {
  const { risk } = useSettings()
  const change = useChange()
  return (
    <Row
      title={say('default_risk')}
      about={say('default_risk_about', { range: riskRange() })}
      keys={['risk']}
      usual={`${fixed(SETTINGS_DEFAULT.risk, 1)} %`}
      group={false}
    >
      <label className="flex items-center gap-2">
        <span className="sr-only">{say('default_risk_pct')}</span>
        <input
          type="number"
          className="text-field w-20 text-right max-mid:min-h-11"
          min={RISK_PCT_MIN}
          max={RISK_PCT_MAX}
          step={RISK_STEP}
          defaultValue={risk.toFixed(1)}
          key={risk}
          onBlur={({ target }) => {
            const typed = Math.round(target.valueAsNumber * 10) / 10
            if (typed >= RISK_PCT_MIN && typed <= RISK_PCT_MAX && typed !== risk)
              change({ risk: typed }, say('default_risk_is', { pct: fixed(typed, 1) }))
            else target.value = risk.toFixed(1)
          }}
        />
        <span aria-hidden>%</span>
      </label>
    </Row>
  )
}
