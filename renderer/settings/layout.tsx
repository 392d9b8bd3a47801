import type { ReactNode } from 'react'
import { useSettings } from '../parts/settings-store.ts'
import { LAYOUT_DEFAULT, PRESETS } from '../state/layout.ts'
import { onOff, Row, Switch } from './rows.tsx'
import { useChange } from './use-change.ts'

/** How the dashboard is divided: one of four ways, locked or not. */
export function LayoutRow(): ReactNode {
  const { layout } = useSettings()
  const change = useChange()
  return (
    <Row
      title="Layout of the dashboard"
      about="Drag the edges of its panes, or move them by arrows. [ and ] fold, Alt 1 to 4 choose one of these."
      keys={['layout']}
      usual={PRESETS[0].name}
    >
      {PRESETS.map((preset, n) => (
        <button
          key={preset.name}
          type="button"
          className="plain-button max-mid:min-h-11"
          aria-disabled={layout.locked}
          onClick={() => {
            if (!layout.locked)
              change({ layout: { ...preset.layout, locked: false } }, `Layout: ${preset.name}`)
          }}
        >
          <kbd className="font-mono text-label text-fg2">{n + 1}</kbd>
          {preset.name}
        </button>
      ))}
      <span className="flex items-center gap-2 text-cell">
        <span aria-hidden>Locked</span>
        <Switch
          name="Lock the layout"
          on={layout.locked}
          onTurn={(locked) => change({ layout: { ...layout, locked } }, `Layout locked: ${onOff(locked)}`)}
        />
      </span>
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => change({ layout: LAYOUT_DEFAULT }, 'Layout as it came')}
      >
        Reset
      </button>
    </Row>
  )
}
