import { Crosshair, Eye, EyeOff } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import { openClient } from '#contracts/client.ts'
import type { DeviceEnd } from '#contracts/live.ts'
import { pastedAccess } from '../link/access.ts'
import { openApi, readProblem } from '../link/api.ts'
import { type KeptToken, readTyped } from '../link/session.ts'
import { Problem } from '../parts/problem.tsx'
import { ReachBadge } from '../parts/reach-badge.tsx'
import { useReach } from '../parts/use-reach.ts'
import type { ProblemView } from '../state/model.ts'
import { sayIn, useWords } from '../words/words.ts'

/** What ended the stay of the reader. */
export interface Farewell {
  readonly problem: ProblemView
  /** He was signed in by a device that was paired. */
  readonly paired: boolean
  /** As the station said it. */
  readonly why: DeviceEnd | undefined
}

interface SignInProps {
  /** Why the reader is here again; null at the first visit and for those who signed out. */
  readonly farewell: Farewell | null
  readonly onSignIn: (token: KeptToken) => void
}

/** Signs in by token. The token is tried before it is kept. */
export function SignIn({ farewell, onSignIn }: SignInProps): ReactNode {
  const say = useWords('entry')
  const [typed, setTyped] = useState('')
  const [remembered, setRemembered] = useState(false)
  const { reach, retry, lost } = useReach(answers)
  const told = useMemo(() => farewell && farewellOf(farewell), [farewell])
  const { asking, problem, send } = useSending(told, onSignIn, lost)
  const token = readTyped(typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (token !== '') void send({ token, remembered })
  }
  return (
    <main className="grid min-h-full place-items-center p-4">
      <div className="flex w-full max-w-96 flex-col border border-line bg-bg1">
        <form onSubmit={submit} className="flex flex-col gap-4 p-6">
          <div className="flex items-center gap-2">
            <Crosshair size={18} aria-hidden className="text-fg0" />
            <h1 className="text-kpi">Fusion Desk</h1>
          </div>
          <ReachBadge reach={reach} onRetry={retry} />
          <p>{say('sign_in_with')}</p>
          <TokenField value={typed} onChange={setTyped} wrong={problem?.code === 'unauthenticated'} />
          <Keeping remembered={remembered} onChange={setRemembered} />
          {problem !== null && <Problem problem={problem} />}
          <button
            type="submit"
            className="plain-button min-h-9 max-mid:min-h-11"
            aria-disabled={token === '' || asking}
          >
            {say(asking ? 'signing_in' : 'sign_in')}
          </button>
        </form>
        <p className="border-t border-line px-6 py-3 text-cell">
          <a href="/pair" className="inline-flex items-center text-info underline max-mid:min-h-11">
            {say('pair_device')}
          </a>
        </p>
        <WhereFrom />
      </div>
    </main>
  )
}

/** A refusal that ends the stay of the reader, in words that say what ended. */
function farewellOf({ problem, paired, why }: Farewell): ProblemView {
  const say = sayIn('entry')
  if (why !== undefined) return { ...problem, message: say(`ended_${why}`) }
  if (problem.code !== 'unauthenticated') return problem
  return { ...problem, message: say(paired ? 'ended_session' : 'ended_token') }
}

/** True when the station says anything at all; nothing of what it says is shown to a stranger. */
async function answers(): Promise<boolean> {
  const answer = await openClient({ baseUrl: '', token: () => null, timeoutMs: 5_000 }).call('health', {})
  return answer.ok || answer.problem.status !== 0
}

/** Tries a token; a refusal is said in words, and a station that is away is looked for. */
function useSending(farewell: ProblemView | null, onSignIn: (token: KeptToken) => void, onAway: () => void) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState(farewell)
  // A reason that comes later, such as a token in the address that is none, is said too.
  useEffect(() => setProblem(farewell), [farewell])
  const send = async (kept: KeptToken) => {
    if (asking) return
    setAsking(true)
    setProblem(null)
    const answer = await openApi(pastedAccess(kept.token), () => undefined).call('session', {})
    setAsking(false)
    if (answer.ok) return onSignIn(kept)
    const refused = readProblem(answer.problem)
    if (refused.status === 0) onAway()
    setProblem(
      refused.code === 'unauthenticated' ? { ...refused, message: sayIn('entry')('token_wrong') } : refused,
    )
  }
  return { asking, problem, send }
}

interface TokenFieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  readonly wrong: boolean
}

/** Hidden like a password, but no browser offers to keep it or to fill in another one. */
function TokenField({ value, onChange, wrong }: TokenFieldProps): ReactNode {
  const [shown, setShown] = useState(false)
  const say = useWords('entry')
  const Icon = shown ? EyeOff : Eye
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor="token" className="label">
        {say('token')}
      </label>
      <div className="flex gap-1">
        <input
          id="token"
          className={`text-field min-h-9 min-w-0 flex-1 font-mono max-mid:min-h-11 ${shown ? '' : '[-webkit-text-security:disc]'}`}
          type="text"
          name="token"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={wrong}
        />
        <button
          type="button"
          className="plain-button min-h-9 max-mid:min-h-11 max-mid:min-w-11"
          aria-pressed={shown}
          aria-label={say('show_token')}
          onClick={() => setShown(!shown)}
        >
          <Icon size={14} aria-hidden />
        </button>
      </div>
    </div>
  )
}

interface KeepingProps {
  readonly remembered: boolean
  readonly onChange: (remembered: boolean) => void
}

function Keeping({ remembered, onChange }: KeepingProps): ReactNode {
  const say = useWords('entry')
  return (
    <div className="flex flex-col gap-1">
      <label className="flex items-center gap-2 max-mid:min-h-11">
        <input
          type="checkbox"
          checked={remembered}
          onChange={(event) => onChange(event.target.checked)}
          aria-describedby="keeping"
        />
        <span>{say('stay')}</span>
      </label>
      <p id="keeping" className="label">
        {say(remembered ? 'kept' : 'forgotten')}
      </p>
    </div>
  )
}

function WhereFrom(): ReactNode {
  const say = useWords('entry')
  return (
    <section aria-labelledby="where-from" className="flex flex-col gap-2 border-t border-line p-6 text-cell">
      <h2 id="where-from" className="text-base">
        {say('where_token')}
      </h2>
      <p>
        {say('token_of_operator')} <Code>operator.token</Code>
      </p>
      <p>
        {say('token_of_others')} <Code>npm run station -- token create --user NAME --role trader</Code>
      </p>
    </section>
  )
}

function Code({ children }: { readonly children: string }): ReactNode {
  return <code className="font-mono text-fg0 [overflow-wrap:anywhere]">{children}</code>
}
