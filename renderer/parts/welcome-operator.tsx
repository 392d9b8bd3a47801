import { Copy, KeyRound, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { useWords } from '../words/words.ts'
import { copyText } from './copy-text.ts'
import { useWhyAway, VerdictWord } from './ops-frame.tsx'
import { Faces } from './panel.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useMakeRecoveryCode, useSetWelcome, useWelcome } from './use-welcome.ts'
import { StepPart, type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** Who the operator is, and how he comes back in when his token is lost. */
export function WelcomeOperator({ onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const { reader } = useDesk()
  const asking = useWelcome()
  const set = asking.data?.recovery_set
  const make = useMakeRecoveryCode()
  const [typed, setTyped] = useState('')
  const code = make.data
  return (
    <WelcomeStepFrame step="operator" onGo={onGo} off={useWhyHeld(code, set, typed)}>
      <StepPart title={say('account')}>
        <p>{say('you_are', { name: reader.name, id: reader.userId })}</p>
        <p className="text-cell text-fg2">{say('token_where')}</p>
      </StepPart>
      <StepPart title={say('recovery')}>
        {code === undefined ? (
          <Faces asking={asking} known={set !== undefined} empty={null} rows={2}>
            <Known set={set === true} file={asking.data?.recovery_file ?? null} />
            <Making make={make} first={set === false} />
          </Faces>
        ) : (
          <ShownCode code={code} typed={typed} onType={setTyped} />
        )}
      </StepPart>
    </WelcomeStepFrame>
  )
}

/** Why the step cannot be left as done: nobody is to be without a code, or to have one that he did not keep. */
function useWhyHeld(code: string | undefined, set: boolean | undefined, typed: string): string | null {
  const say = useWords('welcome')
  if (code !== undefined) return isKept(code, typed) ? null : say('keep_first')
  if (set === undefined) return say('code_unasked')
  return set ? null : say('code_first')
}

/** What there is of a code; where it waits in a file, the way to have it deleted. */
function Known({ set, file }: { readonly set: boolean; readonly file: string | null }): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  const put = useSetWelcome()
  if (!set || file === null) return <p>{say(set ? 'code_printed' : 'code_none')}</p>
  return (
    <div className="flex flex-col items-start gap-2">
      <p>{say('code_in_file', { file })}</p>
      <Act off={put.isPending ? say('saving') : away} onPress={() => put.mutate({ recovery_kept: true })}>
        <Trash2 size={14} aria-hidden />
        {say('code_kept', { file })}
      </Act>
      {put.error !== null && <Problem problem={problemOf(put.error)} />}
    </div>
  )
}

interface MakingProps {
  readonly make: ReturnType<typeof useMakeRecoveryCode>
  /** There is none before it. */
  readonly first: boolean
}

/** Two presses where there is one already, for that opens nothing any more. */
function Making({ make, first }: MakingProps): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  const [asked, setAsked] = useState(false)
  if (first)
    return (
      <div className="flex flex-col items-start gap-2">
        <Act off={make.isPending ? say('saving') : away} onPress={() => make.mutate()}>
          <KeyRound size={14} aria-hidden />
          {say('make_code')}
        </Act>
        {make.error !== null && <Problem problem={problemOf(make.error)} />}
      </div>
    )
  if (!asked)
    return (
      <div className="self-start">
        <Act off={away} onPress={() => setAsked(true)}>
          <KeyRound size={14} aria-hidden />
          {say('another_code')}
        </Act>
      </div>
    )
  return (
    <div className="flex flex-col items-start gap-2 border-l-2 border-warn pl-3">
      <p>{say('another_warning')}</p>
      <div className="flex flex-wrap gap-2">
        <Act off={make.isPending ? say('saving') : away} onPress={() => make.mutate()}>
          {say('make_code')}
        </Act>
        <Act onPress={() => setAsked(false)}>{say('cancel')}</Act>
      </div>
      {make.error !== null && <Problem problem={problemOf(make.error)} />}
    </div>
  )
}

interface ShownProps {
  readonly code: string
  readonly typed: string
  readonly onType: (typed: string) => void
}

/** The code, this once. */
function ShownCode({ code, typed, onType }: ShownProps): ReactNode {
  const say = useWords('welcome')
  const [copied, setCopied] = useState(false)
  return (
    <div className="flex flex-col items-start gap-3 border border-line-strong bg-bg0 p-3">
      <p role="status" className="font-mono text-kpi break-all text-fg0 select-all">
        {code}
      </p>
      <p className="text-cell text-fg2">{say('shown_once')}</p>
      <Act onPress={() => void copyText(code).then(setCopied)}>
        <Copy size={14} aria-hidden />
        {say(copied ? 'copied' : 'copy')}
      </Act>
      <label className="flex flex-col gap-1 text-fg0">
        {say('type_group', { n: GROUP_TYPED })}
        <input
          className="text-field w-28 font-mono uppercase max-mid:min-h-11"
          value={typed}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={8}
          onChange={({ target }) => onType(target.value)}
        />
      </label>
      {isKept(code, typed) && (
        <p role="status">
          <VerdictWord verdict="ok">{say('group_right')}</VerdictWord>
        </p>
      )}
    </div>
  )
}

/** Which group of the code is typed again. */
const GROUP_TYPED = 3

function isKept(code: string, typed: string): boolean {
  return code.split('-')[GROUP_TYPED - 1] === typed.trim().toUpperCase()
}
