import { type ReactNode, useState } from 'react'
import { amount } from '../state/format.ts'
import { NOTE_LENGTH_MAX, noteOn, notesFrom, withNote } from '../state/notes.ts'
import { sayIn } from '../words/words.ts'
import { Panel } from './panel.tsx'
import { useDesk } from './use-desk.ts'

const say = sayIn('signal')

const KEY = 'fusion-desk.notes'

/** What the reader notes on a signal, kept as it is typed. On this device and for him alone: the station has none of it. */
export function NotesPanel({ signalId }: { readonly signalId: string }): ReactNode {
  const { reader } = useDesk()
  const key = `${KEY}.${reader.userId}`
  const [text, setText] = useState(() => noteOn(notesFrom(localStorage.getItem(key)), signalId))
  const write = (next: string) => {
    setText(next)
    // Another window may have noted something on another signal meanwhile.
    localStorage.setItem(key, JSON.stringify(withNote(notesFrom(localStorage.getItem(key)), signalId, next)))
  }
  return (
    <Panel title={say('notes')} aside={say('notes_kept')}>
      <div className="flex flex-col gap-1 p-3">
        <textarea
          className="text-field min-h-20 resize-y"
          aria-label={say('notes')}
          placeholder={say('notes_hint')}
          maxLength={NOTE_LENGTH_MAX}
          value={text}
          onChange={({ target }) => write(target.value)}
        />
        <p className="text-right text-label text-fg2">
          {say('notes_of', { n: amount(text.length, 0), max: amount(NOTE_LENGTH_MAX, 0) })}
        </p>
      </div>
    </Panel>
  )
}
