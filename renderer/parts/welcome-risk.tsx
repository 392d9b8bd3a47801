import { type ReactNode, useId, useState } from 'react'
import { riskRange } from '../state/plan.ts'
import { SETTINGS_DEFAULT } from '../state/settings.ts'
import { type RiskTyped, readRiskFields } from '../state/welcome.ts'
import { useWords } from '../words/words.ts'
import { Faces } from './panel.tsx'
import { choose, useSettings } from './settings-store.ts'
import { useDesk } from './use-desk.ts'
import { useRoutingBoard } from './use-routing.ts'
import { Segments, StepPart, type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** What a decision puts at stake, how it is confirmed, and when the desk stops for its day. */
export function WelcomeRisk({ onGo }: StepProps): ReactNode {
  const { api, apply, queries } = useDesk()
  const say = useWords('welcome')
  const settings = useSettings()
  const board = useRoutingBoard()
  const vetoes = board.data?.policy.vetoes
  const [typed, setTyped] = useState<Partial<RiskTyped>>({})
  const fields: RiskTyped = {
    risk: typed.risk ?? settings.risk.toFixed(1),
    lostR: typed.lostR ?? String(vetoes?.stop_lost_r ?? ''),
    signals: typed.signals ?? String(vetoes?.stop_signals ?? ''),
  }
  const read = readRiskFields(fields)
  const setStops = async (lostR: number | null, signals: number | null) => {
    const now = board.data
    if (now === undefined) return
    const { stop_lost_r: lostBefore, stop_signals: signalsBefore } = now.policy.vetoes
    if (lostR === lostBefore && signals === signalsBefore) return
    const vetoes = { ...now.policy.vetoes, stop_lost_r: lostR, stop_signals: signals }
    try {
      await api.ask('changeRouting', { body: { version: now.version, policy: { ...now.policy, vetoes } } })
    } finally {
      // Also where somebody was quicker: the next try is made over what stands there now.
      await queries.invalidateQueries({ queryKey: ['fusion', 'routing'] })
    }
  }
  const setRisk = (risk: number) => {
    choose({ risk })
    apply({ kind: 'risk', typed: risk.toFixed(1) })
  }
  const done = async () => {
    await setStops(read.lostR, read.signals)
    if (read.risk !== null) setRisk(read.risk)
  }
  const toDefaults = async () => {
    // A desk begins without stops, and one that somebody set is no less safe.
    choose({ confirm: SETTINGS_DEFAULT.confirm })
    setRisk(SETTINGS_DEFAULT.risk)
  }
  const off = read.faults.length > 0 ? say('mend_fields') : null
  const field = (name: keyof RiskTyped) => ({
    value: fields[name],
    fault: read.faults.includes(name) ? say(`fault_${name}`, { range: riskRange() }) : null,
    onType: (text: string) => setTyped({ ...typed, [name]: text }),
  })
  return (
    <WelcomeStepFrame step="risk" onGo={onGo} off={off} onDone={done} onDefaults={toDefaults}>
      <StepPart title={say('yours')}>
        <NumberField
          {...field('risk')}
          name={say('risk_each')}
          about={say('risk_about', { range: riskRange() })}
        />
        <p className="text-cell text-fg2">{say('confirm')}</p>
        <Segments
          name="confirm"
          chosen={settings.confirm}
          onChoose={(confirm) => choose({ confirm })}
          choices={[
            ['either', say('confirm_either')],
            ['twice', say('confirm_twice')],
          ]}
        />
      </StepPart>
      <StepPart title={say('desk_stop')}>
        <Faces asking={board} known={vetoes !== undefined} empty={null} rows={2}>
          <NumberField {...field('lostR')} name={say('stop_lost')} about={say('stop_lost_about')} />
          <NumberField {...field('signals')} name={say('stop_signals')} about={say('stop_signals_about')} />
        </Faces>
      </StepPart>
    </WelcomeStepFrame>
  )
}

interface NumberProps {
  readonly name: string
  readonly about: string
  readonly value: string
  /** What is wrong with it, in words. */
  readonly fault: string | null
  readonly onType: (text: string) => void
}

function NumberField({ name, about, value, fault, onType }: NumberProps): ReactNode {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1 basis-60">
        <label htmlFor={id} className="text-fg0">
          {name}
        </label>
        <p id={`${id}-about`} className="text-cell text-fg2">
          {about}
        </p>
        {fault !== null && (
          <p role="alert" className="text-cell text-bad">
            {fault}
          </p>
        )}
      </div>
      <input
        id={id}
        className="text-field w-24 text-right max-mid:min-h-11"
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
        aria-describedby={`${id}-about`}
        aria-invalid={fault !== null}
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
    </div>
  )
}
