import { Dialog } from '@base-ui/react/dialog'
import { Field } from '@base-ui/react/field'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { type FormEvent, type ReactNode, useState } from 'react'
import { NOTE_LENGTH_MAX } from '#contracts/shapes.ts'
import { type FireView, passOff } from '../state/fire.ts'
import type { Draft, PassReason } from '../state/model.ts'
import { useKeys } from './keys.ts'
import { Problem } from './problem.tsx'
import { useDesk, useStation } from './use-desk.ts'

const REASONS: readonly (readonly [PassReason, string])[] = [
  ['risk', 'Too much risk'],
  ['news', 'News is near'],
  ['spread', 'Spread too wide'],
  ['disagree', 'I disagree'],
  ['plan', 'Not in my plan'],
  ['other', 'Another reason'],
]
const EMPTY: Draft = { reason: null, note: '' }

/** Lets a signal go, with a reason. A pass is a decision worth as much as a fire. */
export function PassControl({ view }: { readonly view: FireView }): ReactNode {
  const { signal, decision } = view
  const [open, setOpen] = useState(false)
  const passed = useStation((state) => state.passed[signal.id] === true)
  const reason = passOff(view, passed)
  const sending = decision?.kind === 'sending' && decision.what === 'pass'
  useKeys({ p: () => reason === null && setOpen(true) })
  const shown = open && !passed && view.trade === null
  return (
    <div className="flex items-center gap-3">
      <button
        type="button"
        className="plain-button shrink-0"
        aria-disabled={reason !== null}
        aria-keyshortcuts="p"
        onClick={() => reason === null && setOpen(true)}
      >
        {passed ? 'Passed' : 'Pass'}
      </button>
      {passed && view.trade === null && <p className="text-cell text-fg2">{reason}</p>}
      <Dialog.Root open={shown} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Backdrop className="backdrop fixed inset-0 z-20" />
          <Dialog.Popup className="fixed inset-x-0 bottom-0 z-30 mx-auto max-w-96 border border-line-strong bg-bg1 p-4 outline-none mid:top-1/3 mid:bottom-auto">
            <Dialog.Title className="pb-3 text-read">
              Pass on {signal.symbol} {signal.side}
            </Dialog.Title>
            <PassForm view={view} off={reason} sending={sending} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </div>
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
        <Field.Label className="label">Note (optional)</Field.Label>
        <Field.Control
          render={<textarea rows={3} />}
          className="text-field resize-none"
          maxLength={NOTE_LENGTH_MAX}
          value={draft.note}
          onValueChange={(note) => write({ ...draft, note })}
        />
        <Field.Description className="label">
          {draft.note.length} of {NOTE_LENGTH_MAX}
        </Field.Description>
      </Field.Root>
      {off !== null && <p className="text-cell text-warn">{off}</p>}
      {decision?.kind === 'refused' && decision.what === 'pass' && <Problem problem={decision.problem} />}
      {decision?.kind === 'unanswered' && (
        <p className="text-cell text-warn">No answer: it may have counted. Passing again is safe.</p>
      )}
      <div className="flex justify-end gap-2">
        <Dialog.Close className="plain-button">Cancel</Dialog.Close>
        <button type="submit" className="plain-button" aria-disabled={!ready}>
          {sending ? 'Passing' : 'Pass'}
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
      aria-label="Reason"
      value={chosen ?? ''}
      onValueChange={(value) => onChoose(value as PassReason)}
      className="grid grid-cols-2 gap-px bg-line"
    >
      {REASONS.map(([reason, words]) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the radio inside is the control
        <label
          key={reason}
          className="flex min-h-9 cursor-pointer items-center gap-2 bg-bg1 px-2 hover:bg-bg2"
        >
          <Radio.Root
            value={reason}
            className="grid size-4 place-items-center rounded-full border border-line-strong bg-bg0"
          >
            <Radio.Indicator className="size-2 rounded-full bg-fg0" />
          </Radio.Root>
          {words}
        </label>
      ))}
    </RadioGroup>
  )
}
