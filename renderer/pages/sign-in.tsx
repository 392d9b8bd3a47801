import { Crosshair } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { openApi, readProblem } from '../link/api.ts'
import type { KeptToken } from '../link/session.ts'
import { Problem } from '../parts/problem.tsx'
import type { ProblemView } from '../state/model.ts'

interface SignInProps {
  /** Why the reader is here again; null at the first visit. */
  readonly farewell: ProblemView | null
  readonly onSignIn: (token: KeptToken) => void
}

/** Signs in by token. The token is tried before it is kept. */
export function SignIn({ farewell, onSignIn }: SignInProps): ReactNode {
  const [token, setToken] = useState('')
  const [remembered, setRemembered] = useState(false)
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState(farewell)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const typed = token.trim()
    if (typed === '' || asking) return
    setAsking(true)
    setProblem(null)
    const answer = await openApi(typed, () => undefined).call('session', {})
    setAsking(false)
    if (answer.ok) return onSignIn({ token: typed, remembered })
    const refused = readProblem(answer.problem)
    setProblem(refused.code === 'unauthenticated' ? { ...refused, message: WRONG } : refused)
  }

  return (
    <main className="grid min-h-full place-items-center p-4">
      <form onSubmit={submit} className="flex w-full max-w-96 flex-col gap-4 border border-line bg-bg1 p-6">
        <div className="flex items-center gap-2">
          <Crosshair size={18} aria-hidden className="text-fg0" />
          <h1 className="text-kpi">Fusion Desk</h1>
        </div>
        <p>Sign in with the access token of this station. An operator can make one for you.</p>
        <label className="flex flex-col gap-1">
          <span className="label">Access token</span>
          <input
            className="text-field min-h-9 font-mono [-webkit-text-security:disc]"
            type="text"
            name="token"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={token}
            onChange={(event) => setToken(event.target.value)}
            aria-invalid={problem !== null}
          />
        </label>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={remembered}
            onChange={(event) => setRemembered(event.target.checked)}
          />
          <span>Stay signed in on this device</span>
        </label>
        <p className="label">
          {remembered ? 'Kept in this browser until you sign out.' : 'Forgotten when this tab is closed.'}
        </p>
        {problem !== null && <Problem problem={problem} />}
        <button type="submit" className="plain-button min-h-9" aria-disabled={token.trim() === '' || asking}>
          {asking ? 'Signing in' : 'Sign in'}
        </button>
      </form>
    </main>
  )
}

const WRONG = 'The station does not know this token, or it was revoked or has run out.'
