import { Trash2 } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { QueueChoice } from '../state/queue.ts'
import {
  OPTIONAL_COLUMNS,
  type QueueNamed,
  type QueueSetting,
  VIEW_NAME_LENGTH_MAX,
} from '../state/queue-setting.ts'
import { choiceOf, withColumn, withoutView, withView } from '../state/queue-views.ts'
import { useWords } from '../words/words.ts'
import { OverlayDialog } from './overlay.tsx'
import { SaveQueue } from './save-queue.tsx'
import { choose, useSettings } from './settings-store.ts'

interface QueueViewProps {
  /** The signals in the order they are shown. */
  readonly rows: readonly string[]
  readonly choice: QueueChoice
  readonly onChoose: (choice: QueueChoice) => void
  readonly onClose: () => void
}

/** The columns of the queue, and what was kept under a name: order, filter, scope and columns together. */
export function QueueView({ rows, choice, onChoose, onClose }: QueueViewProps): ReactNode {
  const say = useWords('views')
  const { queue } = useSettings()
  const change = (next: QueueSetting) => choose({ queue: next })
  const take = (view: QueueNamed) => {
    change({ ...queue, hidden: view.hidden })
    onChoose(choiceOf(view))
    onClose()
  }
  return (
    <OverlayDialog title={say('title')} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <Columns queue={queue} onChange={change} />
        <section aria-label={say('views')} className="flex flex-col gap-2">
          <h3 className="text-base">{say('views')}</h3>
          {queue.views.length === 0 && <p className="text-cell text-fg2">{say('no_views')}</p>}
          <ul>
            {queue.views.map((view) => (
              <li key={view.name} className="flex min-h-9 items-center gap-2 border-b border-line">
                <button
                  type="button"
                  className="min-w-0 flex-1 truncate text-left text-info hover:underline max-mid:min-h-11"
                  aria-label={say('take', { name: view.name })}
                  onClick={() => take(view)}
                >
                  <bdi>{view.name}</bdi>
                </button>
                <button
                  type="button"
                  className="plain-button min-h-6 px-1.5 max-mid:min-h-11 max-mid:min-w-11"
                  aria-label={say('drop', { name: view.name })}
                  onClick={() => change(withoutView(queue, view.name))}
                >
                  <Trash2 size={12} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          <Keep onKeep={(name) => change(withView(queue, name, choice))} />
        </section>
        <section aria-label={say('save')} className="flex flex-col gap-2">
          <h3 className="text-base">{say('save')}</h3>
          <p className="text-cell text-fg2">{rows.length === 0 ? say('save_nothing') : say('save_about')}</p>
          {rows.length > 0 && <SaveQueue rows={rows} />}
        </section>
      </div>
    </OverlayDialog>
  )
}

interface ColumnsProps {
  readonly queue: QueueSetting
  readonly onChange: (queue: QueueSetting) => void
}

function Columns({ queue, onChange }: ColumnsProps): ReactNode {
  const say = useWords('views')
  const sayColumn = useWords('dashboard')
  const names = {
    dir: sayColumn('dir'),
    prob: sayColumn('prob'),
    tier: sayColumn('tier_state'),
    expires: sayColumn('expires'),
    fires: sayColumn('fires'),
  }
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-semibold text-fg0">{say('columns')}</legend>
      {OPTIONAL_COLUMNS.map((column) => (
        <label key={column} className="flex min-h-7 items-center gap-2 text-fg0 max-mid:min-h-11">
          <input
            type="checkbox"
            checked={!queue.hidden.includes(column)}
            onChange={({ target }) => onChange(withColumn(queue, column, target.checked))}
          />
          {names[column]}
        </label>
      ))}
    </fieldset>
  )
}

/** Keeps what is seen now under a name. */
function Keep({ onKeep }: { readonly onKeep: (name: string) => void }): ReactNode {
  const say = useWords('views')
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    onKeep(name)
    setName('')
  }
  return (
    <form className="flex flex-wrap items-end gap-2" onSubmit={submit}>
      <label className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="label">{say('name')}</span>
        <input
          className="text-field max-mid:min-h-11"
          maxLength={VIEW_NAME_LENGTH_MAX}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <button type="submit" className="plain-button max-mid:min-h-11" aria-disabled={name.trim() === ''}>
        {say('keep')}
      </button>
    </form>
  )
}
