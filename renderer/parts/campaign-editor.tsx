import { Plus, X } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contracts/http.ts'
import {
  CAMPAIGN_MILESTONES_MAX,
  CAMPAIGN_NAME_LENGTH_MAX,
  CAMPAIGN_TEXT_LENGTH_MAX,
} from '#contracts/quest-shapes.ts'
import { problemOf } from '../link/api.ts'
import type { CampaignView } from '../link/wire-progress.ts'
import { type CampaignDraft, draftOf, EMPTY_CAMPAIGN, requestOf } from '../state/campaigns.ts'
import { amount } from '../state/format.ts'
import { rewardsText } from '../state/progress.ts'
import { figure } from '../state/saved-table.ts'
import { useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Panel } from './panel.tsx'
import { Act, useWhyOff } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useDeed } from './use-progress.ts'

interface EditorProps {
  /** The campaign to change; null to make one. */
  readonly edited: CampaignView | null
  readonly onDone: () => void
}

/**
 * Makes a campaign, or changes one that has not begun: what it would have paid is shown before it stands, and a clash of
 * dates is told beside them.
 */
export function CampaignEditor({ edited, onDone }: EditorProps): ReactNode {
  const say = useWords('campaigns')
  const { api } = useDesk()
  const off = useWhyOff()
  const [draft, setDraft] = useState(edited === null ? EMPTY_CAMPAIGN : draftOf(edited))
  const [preview, setPreview] = useState<ReplyOf<'previewCampaign'> | null>(null)
  const request = requestOf(draft)
  const look = useDeed(async () => {
    if (request === null) return
    const body = edited === null ? request : { ...request, campaign_id: edited.id }
    setPreview(await api.ask('previewCampaign', { body }))
  })
  const create = useDeed(async () => {
    if (request === null) return
    if (edited === null) await api.ask('createCampaign', { body: request })
    else await api.ask('editCampaign', { params: { id: edited.id }, body: request })
    setDraft(EMPTY_CAMPAIGN)
    setPreview(null)
    onDone()
  })
  const change = (part: Partial<CampaignDraft>) => {
    look.reset()
    create.reset()
    setDraft({ ...draft, ...part })
  }
  const waiting = off !== null || request === null || create.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!waiting) create.mutate(undefined)
  }
  const thrown = create.error ?? look.error
  return (
    <Panel title={edited === null ? say('editor') : say('edit_title', { name: edited.name })}>
      <form onSubmit={submit} className="flex flex-col gap-3 p-3">
        <Terms
          draft={draft}
          onChange={change}
          focus={edited !== null}
          refusal={thrown === null ? null : problemOf(thrown).message}
        />
        <Milestones draft={draft} onChange={change} />
        <div className="flex flex-wrap items-center gap-2">
          <Act off={request === null ? say('incomplete') : off} onPress={() => look.mutate(undefined)}>
            {say('preview')}
          </Act>
          <button type="submit" className="plain-button max-mid:min-h-11" aria-disabled={waiting}>
            {say(edited === null ? 'create' : 'save')}
          </button>
          {edited !== null && <Act onPress={onDone}>{say('leave_it')}</Act>}
          {off !== null && <span className="text-warn">{off}</span>}
          <span role="status">{create.isSuccess && say('created')}</span>
        </div>
      </form>
      {preview !== null && <Preview preview={preview} />}
    </Panel>
  )
}

interface PartProps {
  readonly draft: CampaignDraft
  readonly onChange: (part: Partial<CampaignDraft>) => void
}

/** `2026-11-20T18:00`: what is longer has seconds. */
const MINUTES_LENGTH = 16
const FIELD = 'text-field min-w-0 max-mid:min-h-11'
const REFUSAL = 'campaign-refusal'

interface TermsProps extends PartProps {
  /** Whether the form takes the focus, and the reader to it, when it comes. */
  readonly focus: boolean
  readonly refusal: string | null
}

function Terms({ draft, onChange, focus, refusal }: TermsProps): ReactNode {
  const say = useWords('campaigns')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focus) first.current?.focus()
  }, [focus])
  return (
    <div className="grid grid-cols-1 gap-3 mid:grid-cols-4">
      <label className="flex flex-col gap-1">
        <span className="label">{say('name')}</span>
        <input
          ref={first}
          className={FIELD}
          required
          maxLength={CAMPAIGN_NAME_LENGTH_MAX}
          value={draft.name}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </label>
      {(['starts', 'ends'] as const).map((end) => (
        <label key={end} className="flex flex-col gap-1">
          <span className="label">
            {say(end)} {end === 'starts' && <span>({say('at_once')})</span>}
          </span>
          <input
            className={FIELD}
            type="datetime-local"
            required={end === 'ends'}
            step={draft[end].length > MINUTES_LENGTH ? 1 : undefined}
            value={draft[end]}
            aria-invalid={refusal !== null}
            aria-describedby={refusal === null ? undefined : REFUSAL}
            onChange={({ target }) => onChange({ [end]: target.value })}
          />
        </label>
      ))}
      <label className="flex flex-col gap-1">
        <span className="label">{say('description')}</span>
        <input
          className={FIELD}
          maxLength={CAMPAIGN_TEXT_LENGTH_MAX}
          value={draft.description}
          onChange={({ target }) => onChange({ description: target.value })}
        />
      </label>
      {refusal !== null && (
        <p id={REFUSAL} role="alert" className="text-bad mid:col-span-4">
          {refusal}
        </p>
      )}
    </div>
  )
}

function Milestones({ draft, onChange }: PartProps): ReactNode {
  const say = useWords('campaigns')
  const sayReward = useWords('progress')
  const { milestones } = draft
  const write = (key: number, part: { readonly xp?: string; readonly points?: string }) =>
    onChange({ milestones: milestones.map((one) => (one.key === key ? { ...one, ...part } : one)) })
  const add = () => {
    const last = milestones.at(-1)
    const key = (last?.key ?? 0) + 1
    onChange({
      milestones: [
        ...milestones,
        { key, xp: String(Number(last?.xp ?? 0) + 500), points: last?.points || '200', more: [] },
      ],
    })
  }
  return (
    <div className="flex flex-col gap-2">
      {milestones.map(({ key, xp, points, more }, index) => (
        <fieldset key={key} className="flex flex-wrap items-end gap-3">
          <legend className="label">{say('milestone', { n: index + 1 })}</legend>
          {(['xp', 'points'] as const).map((what) => (
            <label key={what} className="flex flex-col gap-1">
              <span className="label">{say(what === 'xp' ? 'asks_xp' : 'pays_points')}</span>
              <input
                className={`${FIELD} w-28 text-right`}
                inputMode="numeric"
                pattern="[1-9][0-9]*"
                required={what === 'xp' || more.length === 0}
                value={what === 'xp' ? xp : points}
                onChange={({ target }) => write(key, { [what]: target.value })}
              />
            </label>
          ))}
          {more.length > 0 && (
            <span className="self-end pb-1.5 text-cell text-fg1">
              {say('and_pays', { rewards: rewardsText(more, sayReward) })}
            </span>
          )}
          {milestones.length > 1 && (
            <Act
              label={say('remove', { n: index + 1 })}
              onPress={() => onChange({ milestones: milestones.filter((one) => one.key !== key) })}
            >
              <X size={12} aria-hidden />
            </Act>
          )}
        </fieldset>
      ))}
      {milestones.length < CAMPAIGN_MILESTONES_MAX && (
        <div>
          <Act onPress={add}>
            <Plus size={12} aria-hidden />
            {say('add')}
          </Act>
        </div>
      )}
    </div>
  )
}

function Preview({ preview }: { readonly preview: ReplyOf<'previewCampaign'> }): ReactNode {
  const say = useWords('campaigns')
  return (
    <section aria-label={say('preview_title')} className="border-t border-line">
      <p className="px-3 py-2 text-fg2">
        {say('preview_title')}.{' '}
        {say('preview_note', { count: preview.traders, days: amount(preview.days, 0) })}
      </p>
      <FigureTable
        caption={say('preview_title')}
        heads={[say('who'), 'XP', say('milestones'), say('points')]}
        rows={preview.ranks.map(({ rank, xp, milestones, points }) => [
          say(`rank_${rank}`),
          figure(amount(xp, 0), xp),
          figure(amount(milestones, 0), milestones),
          figure(amount(points, 0), points),
        ])}
      />
    </section>
  )
}
