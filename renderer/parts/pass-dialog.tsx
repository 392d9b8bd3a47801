import { Dialog } from '@base-ui/react/dialog'
import { Field } from '@base-ui/react/field'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { FormEvent, ReactNode } from 'react'
import { NOTE_LENGTH_MAX } from '#contracts/shapes.ts'
import type { FireView } from '../state/fire.ts'
import type { Draft, PassReason } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { Problem } from './problem.tsx'
import { useDesk, useStation } from './use-desk.ts'

const say = sayIn('decide')

const REASONS: readonly PassReason[] = ['risk', 'news', 'spread', 'disagree', 'plan', 'other']
const EMPTY: Draft = { reason: null, note: '' }

interface PassDialogProps {
  readonly view: FireView
  /** Why it cannot be sent now; null when it can. */
  readonly off: string | null
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Asks for the reason of a pass. What was typed stays until it is sent, through outages and closing. */
export function PassDialog({ view, off, open, onOpenChange }: PassDialogProps): ReactNode {
  const { signal, decision } = view
  const sending = decision?.kind === 'sending' && decision.what === 'pass'
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop fixed inset-0 z-20" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-30 mx-auto max-h-dvh max-w-96 overflow-y-auto border border-line-strong bg-bg1 p-4 pb-[max(16px,env(safe-area-inset-bottom))] outline-none mid:top-1/4 mid:bottom-auto mid:max-h-[70dvh] mid:rounded-md">
          <Dialog.Title className="pb-3 text-read">
            {say('pass_on', { symbol: signal.symbol, side: signal.side })}
          </Dialog.Title>
          <PassForm view={view} off={off} sending={sending} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface PassFormProps {
  readonly view: FireView
  /** Why it cannot be sent now. */
  readonly off: string | null
  readonly sending: boolean
}

function PassForm({ view, off, sending }: PassFormProps): ReactNode {
  const { apply, decisions } = useDesk()
  const signalId = view.signal.id
  const draft = useStation((state) => state.drafts[signalId] ?? EMPTY)
  const { decision } = view
  const write = (next: Draft) => apply({ kind: 'draft', signalId, draft: next })
  const ready = off === null && draft.reason !== null && !sending

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && draft.reason !== null) void decisions.pass(signalId, { ...draft, reason: draft.reason })
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Reasons chosen={draft.reason} onChoose={(reason) => write({ ...draft, reason })} />
      <Field.Root className="flex flex-col gap-1">
        <Field.Label className="label">{say('note')}</Field.Label>
        <Field.Control
          render={<textarea rows={3} />}
          className="text-field resize-none"
          maxLength={NOTE_LENGTH_MAX}
          value={draft.note}
          onValueChange={(note) => write({ ...draft, note })}
        />
        <Field.Description className="label">
          {say('n_of', { n: draft.note.length, max: NOTE_LENGTH_MAX })}
        </Field.Description>
      </Field.Root>
      {off !== null && <p className="text-cell text-warn">{off}</p>}
      {decision?.kind === 'refused' && decision.what === 'pass' && <Problem problem={decision.problem} />}
      {decision?.kind === 'unanswered' && decision.what === 'pass' && (
        <p className="text-cell text-warn">{say('pass_no_answer')}</p>
      )}
      <div className="flex justify-end gap-2">
        <Dialog.Close className="plain-button min-h-9 max-mid:min-h-11">{say('cancel')}</Dialog.Close>
        <button type="submit" className="plain-button min-h-9 max-mid:min-h-11" aria-disabled={!ready}>
          {sending ? say('passing') : say('pass')}
        </button>
      </div>
    </form>
  )
}

interface ReasonsProps {
  readonly chosen: PassReason | null
  readonly onChoose: (reason: PassReason) => void
}

function Reasons({ chosen, onChoose }: ReasonsProps): ReactNode {
  return (
    <RadioGroup
      aria-label={say('reason')}
      value={chosen ?? ''}
      onValueChange={(value) => onChoose(value as PassReason)}
      className="grid grid-cols-2 gap-px bg-line"
    >
      {REASONS.map((reason) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
        <label
          key={reason}
          className="flex min-h-9 max-mid:min-h-11 cursor-pointer items-center gap-2 bg-bg1 px-2 hover:bg-bg2"
        >
          <Radio.Root
            value={reason}
            className="grid size-4 place-items-center rounded-full border border-line-strong bg-bg0"
          >
            <Radio.Indicator className="size-2 rounded-full bg-fg0" />
          </Radio.Root>
          {say(`${reason}_why`)}
        </label>
      ))}
    </RadioGroup>
  )
}
