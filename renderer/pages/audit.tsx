import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { AuditTable } from '../parts/audit-table.tsx'
import { Faces, Panel } from '../parts/panel.tsx'
import { Problem } from '../parts/problem.tsx'
import { useAudit, useBackToNewest, useVerifyAudit } from '../parts/use-audit.ts'
import { useDesk } from '../parts/use-desk.ts'
import { useTimes } from '../parts/use-times.ts'
import { useTitle } from '../parts/use-title.ts'
import { type AuditChoice, actionWords, chainText, outcomeWords, writeAuditChoice } from '../state/audit.ts'
import { sayIn } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

const say = sayIn('audit')

/** Who decided what about access, money and configuration; what is looked for stands in the address. */
export function AuditPage({ choice }: { readonly choice: AuditChoice }): ReactNode {
  const { reader } = useDesk()
  useTitle(say('title'))
  if (reader.role !== 'operator') return <NotFound what={say('for_operators')} />
  return <Log choice={choice} />
}

function Log({ choice }: { readonly choice: AuditChoice }): ReactNode {
  const asking = useAudit(choice)
  const times = useTimes()
  const verify = useVerifyAudit()
  const log = asking.data
  const backToNewest = useBackToNewest(choice)
  const onNear = (end: 'oldest' | 'newest') => {
    if (end === 'newest') backToNewest()
    else if (asking.hasNextPage && !asking.isFetchingNextPage) void asking.fetchNextPage()
  }
  const filtered = choice.who !== null || choice.what !== null || choice.outcome !== null
  const empty = filtered ? say('none_like') : say('none_yet')
  const broken = log?.chain.verified?.ok === false
  return (
    <main className="flex w-full flex-1 flex-col gap-px bg-line desk:min-h-0">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 bg-bg1 px-3 py-2">
        <h1 className="text-kpi">{say('title')}</h1>
        <Filters key={JSON.stringify(choice)} choice={choice} actions={log?.actions ?? []} />
      </div>
      <Panel
        className="flex-1"
        title={say('entries')}
        aside={
          <>
            {log !== undefined && (
              <span role="status" className={broken ? 'text-loss' : ''}>
                {chainText(log.chain, (at) => `${times.stamp(at)} ${times.place}`)}
              </span>
            )}
            <button
              type="button"
              className="plain-button"
              disabled={verify.isPending}
              onClick={() => verify.mutate()}
            >
              {verify.isPending ? say('verifying') : say('verify')}
            </button>
          </>
        }
      >
        {verify.error !== null && (
          <div className="px-3">
            <Problem problem={problemOf(verify.error)} onRetry={() => verify.mutate()} />
          </div>
        )}
        <Faces
          asking={asking}
          known={log !== undefined}
          empty={log?.entries.length === 0 ? empty : null}
          rows={12}
        >
          {log !== undefined && (
            <AuditTable entries={log.entries} more={asking.hasNextPage} onNear={onNear} />
          )}
          {asking.isFetchNextPageError && (
            <button
              type="button"
              className="plain-button m-2 self-start"
              onClick={() => void asking.fetchNextPage()}
            >
              {say('older')}
            </button>
          )}
        </Faces>
      </Panel>
    </main>
  )
}

interface FiltersProps {
  readonly choice: AuditChoice
  readonly actions: readonly string[]
}

/** Changes the address; the person when he is written out, the rest at once. */
function Filters({ choice, actions }: FiltersProps): ReactNode {
  const navigate = useNavigate()
  const [who, setWho] = useState(choice.who ?? '')
  const go = (next: Partial<AuditChoice>) =>
    void navigate({ to: '/audit', search: writeAuditChoice({ ...choice, who: who.trim() || null, ...next }) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    go({})
  }
  const offered = choice.what !== null && !actions.includes(choice.what) ? [choice.what, ...actions] : actions
  return (
    <form className="flex flex-wrap items-center gap-2" onSubmit={submit} aria-label={say('filter')}>
      <label className="flex items-center gap-1 text-label text-fg2">
        {say('who')}
        <input
          className="h-7 w-32 rounded-sm border border-line-strong bg-bg0 px-2 text-fg0 max-mid:min-h-11"
          value={who}
          maxLength={64}
          onChange={({ target }) => setWho(target.value)}
        />
      </label>
      <Choice
        name={say('what')}
        value={choice.what}
        words={offered}
        say={actionWords}
        onChoose={(what) => go({ what })}
      />
      <Choice
        name={say('outcome')}
        value={choice.outcome}
        words={['done', 'refused']}
        say={(outcome) => outcomeWords(outcome, 1)}
        onChoose={(outcome) => go({ outcome: outcome as AuditChoice['outcome'] })}
      />
      <button type="submit" className="plain-button max-mid:min-h-11">
        {say('filter')}
      </button>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly value: string | null
  readonly words: readonly string[]
  readonly say: (word: string) => string
  readonly onChoose: (word: string | null) => void
}

function Choice({ name, value, words, say: sayWord, onChoose }: ChoiceProps): ReactNode {
  return (
    <label className="flex items-center gap-1 text-label text-fg2">
      {name}
      <select
        className="h-7 rounded-sm border border-line-strong bg-bg0 px-1 text-fg0 max-mid:min-h-11"
        value={value ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        <option value="">{say('any')}</option>
        {words.map((word) => (
          <option key={word} value={word}>
            {sayWord(word)}
          </option>
        ))}
      </select>
    </label>
  )
}
