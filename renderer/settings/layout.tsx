import type { ReactNode } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import { LAYOUT_DEFAULT, PRESETS } from '../state/layout.ts'
import { sayIn } from '../words/words.ts'
import { onOff, Row, Switch } from './rows.tsx'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

/** How the dashboard is divided: one of four ways, locked or not. */
export function LayoutRow(): ReactNode {
  const { layout } = useSettings()
  const change = useChange()
  return (
    <Row title={say('layout')} about={say('layout_about')} keys={['layout']} usual={PRESETS[0].name}>
      {PRESETS.map((preset, n) => (
        <button
          key={preset.name}
          type="button"
          className="plain-button max-mid:min-h-11"
          aria-disabled={layout.locked}
          onClick={() => {
            if (!layout.locked)
              change({ layout: { ...preset.layout, locked: false } }, say('layout_is', { name: preset.name }))
          }}
        >
          <kbd className="font-mono text-label text-fg2">{n + 1}</kbd>
          {preset.name}
        </button>
      ))}
      <span className="flex items-center gap-2 text-cell">
        <span aria-hidden>{say('locked')}</span>
        <Switch
          name={say('lock_layout')}
          on={layout.locked}
          onTurn={(locked) =>
            change({ layout: { ...layout, locked } }, say('locked_is', { state: onOff(locked) }))
          }
        />
      </span>
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => change({ layout: LAYOUT_DEFAULT }, say('layout_as_it_came'))}
      >
        {say('reset')}
      </button>
    </Row>
  )
}
