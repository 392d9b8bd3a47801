import { Dialog } from '@base-ui/react/dialog'
import { type ComponentType, type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import {
  findCommands,
  type PaletteCommand,
  type PaletteDeed,
  recentFirst,
  stepMarked,
} from '../state/command-list.ts'
import { fetchWords, sayIn } from '../words/words.ts'
import { OffNote } from './progress-frame.tsx'
import { noteRecent, readRecent } from './recent-commands.ts'
import { usePaletteCommands } from './use-palette-commands.ts'
import { useDeed } from './use-progress.ts'

const say = sayIn('keys')

interface PaletteProps {
  readonly onClose: () => void
  readonly onSignOut: () => void
  /** Takes the letters that were typed before the field could. */
  readonly typed: () => string
}

/** The palette with the words of everything it names: it is there also when the station is not. */
export async function fetchPalette(): Promise<ComponentType<PaletteProps>> {
  await fetchWords('keys', 'news', 'missions', 'rewards', 'progress', 'profile')
  return Palette
}

/** Goes anywhere and does anything by typing a few letters. */
function Palette({ onClose, onSignOut, typed }: PaletteProps): ReactNode {
  const commands = usePaletteCommands(onSignOut)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-20" />
        <Dialog.Popup className="fixed inset-x-2 top-2 z-30 mx-auto flex max-h-[min(28rem,80dvh)] max-w-140 flex-col overflow-hidden rounded-md border border-line-strong bg-bg1 outline-none mid:top-24">
          <Dialog.Title className="sr-only">{say('palette')}</Dialog.Title>
          <Finder commands={commands} onClose={onClose} typed={typed} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface FinderProps extends Pick<PaletteProps, 'onClose' | 'typed'> {
  readonly commands: readonly PaletteCommand[]
}

function Finder({ commands, onClose, typed }: FinderProps): ReactNode {
  const id = useId()
  const [question, setQuestion] = useState('')
  const [marked, setMarked] = useState(0)
  const [recent] = useState(readRecent)
  const found = findCommands(question.trim() === '' ? recentFirst(commands, recent) : commands, question)
  const { run, told, error, forget } = useRun(onClose, () => setMarked(0))
  const mark = (next: number) => {
    setMarked(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const act = {
      ArrowDown: () => mark(stepMarked(marked, 1, found.length)),
      ArrowUp: () => mark(stepMarked(marked, -1, found.length)),
      Enter: () => run(found[marked]),
    }[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  return (
    <>
      <input
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[marked] === undefined ? undefined : `${id}-${marked}`}
        aria-label={say('palette')}
        placeholder={say('palette_hint')}
        className="min-h-11 shrink-0 border-b border-line bg-bg1 px-4 text-read text-fg0 outline-none placeholder:text-fg2"
        autoComplete="off"
        spellCheck={false}
        value={question}
        onKeyDown={onKeyDown}
        onFocus={() => {
          const letters = typed()
          if (letters !== '') setQuestion((now) => now + letters)
        }}
        onChange={({ target }) => {
          setQuestion(target.value)
          setMarked(0)
          forget()
        }}
      />
      <OffNote off={null} error={error} />
      <p role="status" className={told === null ? 'sr-only' : 'px-4 py-3 text-fg0'}>
        {told}
      </p>
      {found.length === 0 && told === null && <p className="px-4 py-3 text-fg2">{say('nothing_called')}</p>}
      <div id={id} role="listbox" aria-label={say('found')} className="min-h-0 overflow-y-auto">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field above points at the marked option
          <div
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === marked}
            className={`flex min-h-9 cursor-default items-center justify-between gap-4 px-4 text-fg0 max-mid:min-h-11 ${index === marked ? 'bg-bg3' : ''}`}
            onPointerMove={() => setMarked(index)}
            onClick={() => run(command)}
          >
            <span className="truncate">{command.name}</span>
            <span className="label">{say(`kind_${command.kind}`)}</span>
          </div>
        ))}
      </div>
    </>
  )
}

/** Does commands, one at a time; says what one was refused for, and what came of one that no page shows. */
function useRun(onClose: () => void, onTold: () => void) {
  const [told, setTold] = useState<string | null>(null)
  const deed = useDeed((command: PaletteDeed) => command.deed())
  const forget = () => {
    setTold(null)
    if (!deed.isPending) deed.reset()
  }
  const onSuccess = (words: unknown) => {
    if (typeof words !== 'string') return onClose()
    setTold(words)
    onTold()
  }
  const run = (command: PaletteCommand | undefined) => {
    if (command === undefined || ('deed' in command && deed.isPending)) return
    noteRecent(command.id)
    forget()
    if ('deed' in command) return deed.mutate(command, { onSuccess })
    onClose()
    command.run()
  }
  return { run, told, error: deed.error, forget }
}
