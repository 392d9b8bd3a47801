import { type FormEvent, type ReactNode, useState } from 'react'
import { readTyped } from '../link/session.ts'
import { type OperationView, type ParameterView, prepare } from '../state/api-document.ts'
import { sayIn } from '../words/words.ts'
import { Code } from './code.tsx'
import { useDesk } from './use-desk.ts'

const say = sayIn('docs')
const sayFrame = sayIn('frame')

interface Answer {
  readonly status: string
  readonly text: string
}

/** Sends a request as it is filled in, with the reader's own token or another that he pastes. */
export function ApiTry({ operation }: { readonly operation: OperationView }): ReactNode {
  const { reader, token } = useDesk()
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    startOf(operation, reader.userId),
  )
  const [body, setBody] = useState(operation.body ?? '')
  const [pasted, setPasted] = useState('')
  const [answer, setAnswer] = useState<Answer | null>(null)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    const request = prepare(operation, { values, body })
    if (!request.ok) return setAnswer({ status: say('not_sent'), text: request.message })
    const used = pasted === '' ? token() : readTyped(pasted)
    setAnswer(await ask(operation.method, request, operation.needsToken ? used : null))
  }

  return (
    <form
      aria-label={say('try_it')}
      className="flex min-w-0 flex-col gap-2 border border-line p-3"
      onSubmit={send}
    >
      {operation.parameters.map((parameter) => (
        <Field
          key={parameter.name}
          parameter={parameter}
          value={values[parameter.name] ?? ''}
          onChange={(value) => setValues({ ...values, [parameter.name]: value })}
        />
      ))}
      {operation.body !== null && (
        <label className="flex flex-col gap-1 text-cell">
          {say('body')}
          <textarea
            className="text-field min-h-32 font-mono text-cell"
            spellCheck={false}
            value={body}
            onChange={({ target }) => setBody(target.value)}
          />
        </label>
      )}
      <div className="flex flex-wrap items-end gap-3">
        {operation.needsToken && (
          <label className="flex min-w-60 flex-1 flex-col gap-1 text-cell">
            {say('own_token')}
            <input
              type="password"
              autoComplete="off"
              className="text-field"
              value={pasted}
              onChange={({ target }) => setPasted(target.value)}
            />
          </label>
        )}
        <button type="submit" className="plain-button max-mid:min-h-11">
          {say('send', { method: operation.method })}
        </button>
      </div>
      <output aria-label={say('answer')} className="flex min-w-0 flex-col gap-1">
        {answer !== null && (
          <>
            <strong>{answer.status}</strong>
            <Code label={say('station_answer')} text={answer.text} />
          </>
        )}
      </output>
    </form>
  )
}

interface FieldProps {
  readonly parameter: ParameterView
  readonly value: string
  readonly onChange: (value: string) => void
}

function Field({ parameter, value, onChange }: FieldProps): ReactNode {
  const { name, place, required, kind } = parameter
  return (
    <label className="flex flex-wrap items-center gap-2 text-cell">
      <span className="w-40 font-mono">
        {name}
        {required && ' *'}
      </span>
      <input
        className="text-field min-w-40 flex-1 font-mono"
        value={value}
        required={required}
        onChange={({ target }) => onChange(target.value)}
      />
      <span className="text-fg2">
        {place}
        {kind !== '' && `, ${kind}`}
      </span>
    </label>
  )
}

/** The examples name variables; of those the page knows one: who reads. */
function startOf({ parameters }: OperationView, userId: string): Readonly<Record<string, string>> {
  const said = (example: string) => (example === '$USER' ? userId : example.startsWith('$') ? '' : example)
  return Object.fromEntries(
    parameters.filter(({ place }) => place === 'path').map(({ name, example }) => [name, said(example)]),
  )
}

async function ask(
  method: string,
  { path, body }: { readonly path: string; readonly body: string | null },
  token: string | null,
): Promise<Answer> {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== null && { 'content-type': 'application/json' }),
      },
      body,
    })
    const text = await answer.text()
    return { status: `${answer.status} ${answer.statusText}`, text: pretty(text) }
  } catch {
    return { status: say('no_answer'), text: sayFrame('no_answer') }
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
