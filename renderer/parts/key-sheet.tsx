import { type ComponentType, type ReactNode, useContext } from 'react'
import { isCharacterKey, keyFace, signOf } from '../state/key-words.ts'
import { fetchWords, sayIn } from '../words/words.ts'
import { KeysContext } from './keys.ts'
import { OverlayDialog } from './overlay.tsx'
import { choose, useSettings } from './settings-store.ts'

const say = sayIn('keys')

/** The sheet of keys with its words: it is there also when the station is not. */
export async function fetchKeySheet(): Promise<ComponentType<{ readonly onClose: () => void }>> {
  await fetchWords('keys')
  return KeySheet
}

/** The keys that work on this page, no more and no less, and the switch for those that type a character. */
function KeySheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const registry = useContext(KeysContext)
  const { singleKeys, keys: moved } = useSettings()
  const keys = registry.working().filter(([key]) => singleKeys || !isCharacterKey(key))
  return (
    <OverlayDialog title={say('sheet')} onClose={onClose}>
      <dl className="pb-3">
        {keys.map(([key, words]) => (
          <Line key={key} face={keyFace(signOf(key, moved))} words={words} />
        ))}
      </dl>
      {registry.focused().map((part) => (
        <section key={part.title} aria-label={part.title}>
          <h3 className="label">{part.title}</h3>
          <dl className="pb-3">
            {part.keys.map(([face, words]) => (
              <Line key={face} face={face} words={words} />
            ))}
          </dl>
        </section>
      ))}
      <label className="flex min-h-8 items-center gap-2 text-fg0">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={({ target }) => choose({ singleKeys: target.checked })}
        />
        {say('single_key')}
      </label>
      <p className="label">{say('single_key_about')}</p>
    </OverlayDialog>
  )
}

function Line({ face, words }: { readonly face: string; readonly words: string }): ReactNode {
  return (
    <div className="flex min-h-(--row) items-center justify-between gap-4 border-b border-line">
      <dt className="text-fg0">{words}</dt>
      <dd>
        <kbd className="font-mono text-cell whitespace-nowrap text-fg1">{face}</kbd>
      </dd>
    </div>
  )
}
