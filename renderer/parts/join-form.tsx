import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { LABEL_LENGTH_MAX } from '#contracts/shapes.ts'
import { readCode } from '../state/pair-code.ts'
import { useWords } from '../words/words.ts'

interface JoinFormProps {
  /** The code that came with a link; null where it has to be typed. */
  readonly code: string | null
  readonly name: string
  readonly joining: boolean
  readonly onJoin: (code: string, name: string) => void
}

/** Asks for the code where none came with a link, and for a name. What was typed stays through every refusal. */
export function JoinForm({ code, name: first, joining, onJoin }: JoinFormProps): ReactNode {
  const say = useWords('pair')
  const [typed, setTyped] = useState('')
  const [name, setName] = useState(first)
  const [tried, setTried] = useState(false)
  const hint = useId()
  const given = code ?? readCode(typed)
  const nameless = name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (given !== null && !nameless && !joining) onJoin(given, name.trim())
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <p>{say(code === null ? 'intro' : 'from_link')}</p>
      {code === null && (
        <label className="flex flex-col gap-1">
          <span className="label">{say('code')}</span>
          <input
            className="text-field min-h-11 font-mono text-kpi tracking-widest uppercase"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={16}
            value={typed}
            aria-invalid={tried && given === null}
            aria-describedby={hint}
            onChange={({ target }) => setTyped(target.value)}
          />
          <span id={hint} className={tried && given === null ? 'text-cell text-warn' : 'label'}>
            {say(tried && given === null ? 'code_short' : 'code_hint')}
          </span>
        </label>
      )}
      <label className="flex flex-col gap-1">
        <span className="label">{say('name')}</span>
        <input
          className="text-field min-h-11"
          autoComplete="off"
          maxLength={LABEL_LENGTH_MAX}
          value={name}
          aria-invalid={tried && nameless}
          onChange={({ target }) => setName(target.value)}
        />
        {tried && nameless && <span className="text-cell text-warn">{say('name_needed')}</span>}
      </label>
      <button
        type="submit"
        className="plain-button min-h-11 border-fg0 bg-bg3 font-semibold"
        aria-disabled={joining}
      >
        {say(joining ? 'joining' : 'join')}
      </button>
    </form>
  )
}
