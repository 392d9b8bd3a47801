import { Copy, KeyRound } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { useWords } from '../words/words.ts'
import { copyText } from './copy-text.ts'
import { useWhyAway } from './ops-frame.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useMakeRecoveryCode, useWelcome } from './use-welcome.ts'
import { StepPart, type StepProps, WelcomeStepFrame } from './welcome-step.tsx'

/** Who the operator is, and how he comes back in when his token is lost. */
export function WelcomeOperator({ onGo }: StepProps): ReactNode {
  const say = useWords('welcome')
  const { reader } = useDesk()
  const welcome = useWelcome().data
  const make = useMakeRecoveryCode()
  const [kept, setKept] = useState(false)
  const code = make.data
  const waits = code !== undefined && !kept ? say('keep_first') : null
  return (
    <WelcomeStepFrame step="operator" onGo={onGo} off={waits}>
      <StepPart title={say('account')}>
        <p>{say('you_are', { name: reader.name, id: reader.userId })}</p>
        <p className="text-cell text-fg2">{say('token_where')}</p>
      </StepPart>
      <StepPart title={say('recovery')}>
        {code === undefined ? (
          <>
            <p>{say(welcome?.recovery_set === false ? 'code_none' : 'code_printed')}</p>
            <Making make={make} />
          </>
        ) : (
          <ShownCode code={code} kept={kept} onKept={setKept} />
        )}
      </StepPart>
    </WelcomeStepFrame>
  )
}

/** Two presses: the one before opens nothing any more. */
function Making({ make }: { readonly make: ReturnType<typeof useMakeRecoveryCode> }): ReactNode {
  const say = useWords('welcome')
  const away = useWhyAway()
  const [asked, setAsked] = useState(false)
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
  readonly kept: boolean
  readonly onKept: (kept: boolean) => void
}

/** The code, this once. */
function ShownCode({ code, kept, onKept }: ShownProps): ReactNode {
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
      <label className="flex min-h-7 items-center gap-2 text-fg0 max-mid:min-h-11">
        <input
          type="checkbox"
          className="size-4 max-mid:size-6"
          checked={kept}
          onChange={({ target }) => onKept(target.checked)}
        />
        {say('i_kept_it')}
      </label>
    </div>
  )
}
