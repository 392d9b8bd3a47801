import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { problemOf } from '../link/api.ts'
import type { RoutingBoard } from '../state/routing-board.ts'
import {
  allFields,
  type Change,
  changesOf,
  type Draft,
  draftOf,
  fieldOf,
  floorSymbols,
  MEMBERS,
  memberFields,
  readDraft,
  refusedWords,
  vetoFields,
} from '../state/routing-form.ts'
import { sayIn } from '../words/words.ts'
import { Problem } from './problem.tsx'
import { useDesk, useStale } from './use-desk.ts'
import { useChangeRouting } from './use-routing.ts'

const say = sayIn('fusion')

interface EditorProps {
  readonly board: RoutingBoard
  readonly onClose: () => void
}

/** The whole policy in fields, with what would change before it is saved. */
export function RoutingEditor({ board, onClose }: EditorProps): ReactNode {
  const { reader } = useDesk()
  const stale = useStale()
  // What the fields began as: an answer in between must neither move what is typed nor hide another's change.
  const [opened] = useState(board)
  const symbols = floorSymbols(opened.policy, reader.symbols)
  const before = draftOf(opened.policy, symbols)
  const [draft, setDraft] = useState<Draft>(before)
  const { mutate, isPending, error } = useChangeRouting(opened.version)
  const { policy, faults } = readDraft(draft, opened.policy, symbols)
  const changes = changesOf(before, draft, symbols)
  const problem = error === null || isPending ? null : problemOf(error)
  const refused = Object.fromEntries(
    (problem?.fields ?? []).map((one) => {
      const path = fieldOf(one.path)
      return [path, refusedWords(path, one.message)]
    }),
  )
  const wrong = { ...refused, ...faults }
  const ready = policy !== null && changes.length > 0 && !stale && !isPending

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) mutate(policy, { onSuccess: onClose })
  }
  const fields = {
    draft,
    wrong,
    onWrite: (path: string, text: string) => setDraft({ ...draft, [path]: text }),
  }
  return (
    <form
      aria-label={say('routing_policy')}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
      className="flex flex-col gap-3 border-b border-line-strong bg-bg2 p-3"
      noValidate
    >
      <MemberTable {...fields} />
      <VetoFields {...fields} symbols={symbols} />
      <Faults wrong={wrong} symbols={symbols} />
      <Preview changes={changes} />
      {problem !== null && <Problem problem={problem} />}
      <p className="text-cell text-fg2">{say('editor_about', { waits: stale ? say('saving_waits') : '' })}</p>
      <div className="flex justify-end gap-2">
        <button type="button" className="plain-button min-h-9 max-mid:min-h-11" onClick={onClose}>
          {say('cancel')}
        </button>
        <button type="submit" className="plain-button min-h-9 max-mid:min-h-11" aria-disabled={!ready}>
          {isPending ? say('saving') : say('save_policy')}
        </button>
      </div>
    </form>
  )
}

interface FieldsProps {
  readonly draft: Draft
  readonly wrong: Readonly<Record<string, string>>
  readonly onWrite: (path: string, text: string) => void
}

function MemberTable(fields: FieldsProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="overflow-x-auto" aria-label={say('members_scroll')} tabIndex={0}>
      <table className="text-cell">
        <caption className="sr-only">{say('members_caption')}</caption>
        <thead className="text-fg2">
          <tr className="h-(--row)">
            <th scope="col" className="sticky left-0 bg-bg2 pr-3 text-left font-medium">
              {say('setting')}
            </th>
            {MEMBERS.map((member) => (
              <th key={member} scope="col" className="px-1 text-left font-medium">
                {member}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {memberFields().map(({ path, name }) => (
            <tr key={path}>
              <th scope="row" className="sticky left-0 bg-bg2 pr-3 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              {MEMBERS.map((member) => (
                <td key={member} className="p-0.5">
                  <Field {...fields} path={`members.${member}.${path}`} name={`${member}: ${name}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function VetoFields({
  symbols,
  ...fields
}: FieldsProps & { readonly symbols: readonly string[] }): ReactNode {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-base font-semibold">{say('vetoes')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {vetoFields(symbols).map(({ path, name }) => (
          <div key={path} className="flex items-center gap-2 text-cell">
            <span aria-hidden>{name}</span>
            <Field {...fields} path={path} name={name} />
          </div>
        ))}
      </div>
    </fieldset>
  )
}

function Field({
  draft,
  wrong,
  onWrite,
  path,
  name,
}: FieldsProps & { readonly path: string; readonly name: string }): ReactNode {
  const fault = wrong[path]
  const id = useId()
  return (
    <>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className={`text-field min-h-7 w-20 py-0 text-cell max-mid:min-h-11 ${fault === undefined ? '' : 'border-bad'}`}
        aria-label={name}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : id}
        maxLength={8}
        value={draft[path] ?? ''}
        onChange={(event) => onWrite(path, event.target.value)}
      />
      {fault !== undefined && (
        <span id={id} className="sr-only">
          {fault}
        </span>
      )}
    </>
  )
}

/** Everything that is wrong, by the name of its field. */
function Faults({
  wrong,
  symbols,
}: Pick<FieldsProps, 'wrong'> & { readonly symbols: readonly string[] }): ReactNode {
  const names = new Map(allFields(symbols).map(({ path, name }) => [path, name]))
  const lines = Object.entries(wrong)
  return (
    <div role="status" className="text-cell text-bad empty:hidden">
      {lines.length > 0 && (
        <ul aria-label={say('what_is_wrong')}>
          {lines.map(([path, message]) => (
            <li key={path}>
              {names.get(path) ?? path.replace('members.', '')}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Preview({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  return (
    <section aria-label={say('would_change')} className="text-cell">
      <h3 className="text-base">{say('would_change')}</h3>
      {changes.length === 0 ? (
        <p className="text-fg2">{say('nothing_yet')}</p>
      ) : (
        <ul>
          {changes.map(({ path, name, from, to }) => (
            <li key={path}>
              {name}: <span className="text-fg2">{from}</span> → <span className="text-fg0">{to}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
