import { type ReactNode, useContext } from 'react'
import { isCharacterKey, keyFace, signOf } from '../state/key-words.ts'
import { KeysContext } from './keys.ts'
import { OverlayDialog } from './overlay.tsx'
import { choose, useSettings } from './settings-store.ts'

/** The keys that work on this page, no more and no less, and the switch for those that type a character. */
export function KeySheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const registry = useContext(KeysContext)
  const { singleKeys, keys: moved } = useSettings()
  const keys = registry.working().filter(([key]) => singleKeys || !isCharacterKey(key))
  return (
    <OverlayDialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="pb-3">
        {keys.map(([key, words]) => (
          <div
            key={key}
            className="flex min-h-(--row) items-center justify-between gap-4 border-b border-line"
          >
            <dt className="text-fg0">{words}</dt>
            <dd>
              <kbd className="font-mono text-cell whitespace-nowrap text-fg1">
                {keyFace(signOf(key, moved))}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex min-h-8 items-center gap-2 text-fg0">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={({ target }) => choose({ singleKeys: target.checked })}
        />
        Single-key shortcuts
      </label>
      <p className="label">
        Off, only keys with Ctrl, function keys and Esc do something. Kept on this device.
      </p>
    </OverlayDialog>
  )
}
