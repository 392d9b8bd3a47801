import { useNavigate } from '@tanstack/react-router'
import { ArrowDownToLine, Download } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { LogLevel } from '#contracts/http/operations.ts'
import { problemOf } from '../link/api.ts'
import { lineText } from '../state/ops.ts'
import { LOG_LEVELS, type LogChoice, writeLogChoice } from '../state/ops-address.ts'
import { useWords } from '../words/words.ts'
import { useKeys } from './keys.ts'
import { OpsLogLines } from './ops-log-lines.tsx'
import { Faces, Panel } from './panel.tsx'
import { Problem } from './problem.tsx'
import { saveFile } from './save-file.ts'
import { useAllLines, useLog } from './use-ops.ts'

const FIELD = 'h-7 rounded-sm border border-line-strong bg-bg0 px-1 text-fg0 max-mid:min-h-11'
const NAMED = 'flex items-center gap-1 text-label text-fg2'

/** The tail of the station's log; what is looked for stands in the address. */
export function OpsLog({ choice }: { readonly choice: LogChoice }): ReactNode {
  const asking = useLog(choice)
  const say = useWords('ops')
  const go = useChoose()
  const [following, setFollowing] = useState(true)
  const log = asking.data
  const all = choice.level === null && choice.component === null && choice.correlationId === null
  useKeys({ f: () => setFollowing(!following) }, { f: say('follow') })
  return (
    <Panel
      className="desk:flex-1 max-desk:h-[80dvh]"
      title={say('log')}
      aside={<span className="max-mid:hidden">{say('lines_kept')}</span>}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
        <Filters key={JSON.stringify(choice)} choice={choice} components={log?.components ?? []} />
        <div className="flex flex-wrap items-center gap-2 mid:ml-auto">
          <button
            type="button"
            className={`plain-button max-mid:min-h-11 ${following ? 'bg-bg3' : ''}`}
            aria-pressed={following}
            aria-keyshortcuts="f"
            onClick={() => setFollowing(!following)}
          >
            <ArrowDownToLine size={14} aria-hidden />
            {say('follow')}
            <kbd aria-hidden className="font-mono text-label text-fg2 max-mid:hidden">
              F
            </kbd>
          </button>
          <DownloadButton choice={choice} />
        </div>
      </div>
      <Faces
        asking={asking}
        known={log !== undefined}
        empty={log?.lines.length === 0 ? say(all ? 'no_lines' : 'no_lines_like') : null}
        action={
          !all && (
            <button
              type="button"
              className="plain-button max-mid:min-h-11"
              onClick={() => go({ level: null, component: null, correlationId: null })}
            >
              {say('show_all')}
            </button>
          )
        }
        rows={12}
      >
        {log !== undefined && (
          <OpsLogLines
            key={JSON.stringify(choice)}
            log={log}
            following={following}
            onFollow={setFollowing}
            onCorrelation={(correlationId) => go({ level: null, component: null, correlationId })}
          />
        )}
      </Faces>
    </Panel>
  )
}

function useChoose(): (choice: LogChoice) => void {
  const navigate = useNavigate()
  return (choice) => void navigate({ to: '/ops', search: { tab: 'logs', ...writeLogChoice(choice) } })
}

interface FiltersProps {
  readonly choice: LogChoice
  readonly components: readonly string[]
}

/** Changes the address; the id when it is written out, the rest at once. */
function Filters({ choice, components }: FiltersProps): ReactNode {
  const say = useWords('ops')
  const choose = useChoose()
  const [id, setId] = useState(choice.correlationId ?? '')
  const go = (next: Partial<LogChoice>) => choose({ ...choice, correlationId: id.trim() || null, ...next })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go({})
  }
  const { component } = choice
  const offered =
    component !== null && !components.includes(component) ? [component, ...components] : components
  return (
    <form className="flex flex-wrap items-center gap-2" onSubmit={submit} aria-label={say('filter')}>
      <label className={NAMED}>
        {say('level')}
        <select
          className={FIELD}
          value={choice.level ?? ''}
          onChange={({ target }) => go({ level: target.value === '' ? null : (target.value as LogLevel) })}
        >
          <option value="">{say('any')}</option>
          {LOG_LEVELS.map((level) => (
            <option key={level} value={level}>
              {say('level_from', { level })}
            </option>
          ))}
        </select>
      </label>
      <label className={NAMED}>
        {say('component')}
        <select
          className={FIELD}
          value={component ?? ''}
          onChange={({ target }) => go({ component: target.value === '' ? null : target.value })}
        >
          <option value="">{say('any')}</option>
          {offered.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={NAMED}>
        {say('correlation')}
        <input
          className={`${FIELD} w-36 px-2 font-mono`}
          value={id}
          maxLength={64}
          onChange={({ target }) => setId(target.value)}
        />
      </label>
      <button type="submit" className="plain-button max-mid:min-h-11">
        {say('filter')}
      </button>
    </form>
  )
}

/** Saves every line that the station keeps and the choice fits, one JSON object a line. */
function DownloadButton({ choice }: { readonly choice: LogChoice }): ReactNode {
  const say = useWords('ops')
  const fetchAll = useAllLines()
  const [error, setError] = useState<unknown>(null)
  const save = async () => {
    setError(null)
    try {
      const lines = await fetchAll(choice)
      saveFile('station-log.jsonl', lines.map((line) => `${lineText(line)}\n`).join(''))
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <>
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => void save()}>
        <Download size={14} aria-hidden />
        {say('download')}
      </button>
      {error !== null && <Problem problem={problemOf(error)} />}
    </>
  )
}
