import { CircleX, Crosshair } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { openClient } from '#contracts/client.ts'
import type { SessionGrant } from '#contracts/http/sessions.ts'
import { type JoinRefusal, type PairingLink, takePairingFromAddress } from '../link/pairing.ts'
import { type Browser, dropToken, keepPaired } from '../link/session.ts'
import { JoinDone } from '../parts/join-done.tsx'
import { JoinForm } from '../parts/join-form.tsx'
import { JoinWaiting } from '../parts/join-waiting.tsx'
import { QuoteLine } from '../parts/quote-line.tsx'
import { useJoin } from '../parts/use-join.ts'
import { systemName } from '../state/browser-name.ts'
import { useWords } from '../words/words.ts'

interface PairPageProps {
  readonly browser: Browser
  /** Somebody is signed in with this browser already. */
  readonly known: boolean
  /** The desk goes on at this address. */
  readonly onGoOn: (place: string) => void
  readonly onLeave: () => void
}

/** How a device comes to the desk: code, name, digits to compare, role. A link brings the code along. */
export function PairPage(props: PairPageProps): ReactNode {
  const link = useLink(props.browser)
  // Another link is another beginning.
  return <Pairing key={link?.id ?? 'typed'} {...props} link={link} />
}

/** What the address says, taken out of it at once; a link that is followed on the open page counts as well. */
function useLink(browser: Browser): PairingLink | null {
  const [link, setLink] = useState<PairingLink | null>(null)
  useEffect(() => {
    const take = () => {
      const taken = takePairingFromAddress(browser)
      if (taken !== null) setLink(taken)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [browser])
  return link
}

function Pairing({
  browser,
  link,
  known,
  onGoOn,
  onLeave,
}: PairPageProps & { readonly link: PairingLink | null }) {
  const say = useWords('pair')
  const { step, come, again, retry } = useJoin(link, ({ device_id }) => {
    // Kept at once, whatever becomes of the page; what this browser was before makes room.
    dropToken(browser)
    keepPaired(browser, device_id)
  })
  // A code that was refused is not offered again.
  const [used, setUsed] = useState(false)
  const [name, setName] = useState(() => systemName(navigator.userAgent))
  const restart = () => {
    setUsed(true)
    again()
  }
  const away = step.kind === 'refused' && step.refusal.code === 'unreachable'
  const goOn = async (grant: SessionGrant) => onGoOn(await firstPlace(grant))
  return (
    <main className="grid min-h-full place-items-center p-4">
      <div className="flex w-full max-w-112 flex-col border border-line bg-bg1">
        <div className="flex flex-col gap-4 p-6 max-mid:p-4">
          <div className="flex items-center gap-2">
            <Crosshair size={18} aria-hidden className="shrink-0 text-fg0" />
            <h1 className="text-kpi">{say('title')}</h1>
          </div>
          {(step.kind === 'asks' || step.kind === 'comes') && (
            <JoinForm
              code={used ? null : (link?.code ?? null)}
              name={name}
              joining={step.kind === 'comes'}
              onJoin={(code, named) => {
                setName(named)
                void come(code, named)
              }}
            />
          )}
          {step.kind === 'waits' && <JoinWaiting {...step} onGiveUp={restart} />}
          {step.kind === 'in' && <JoinDone grant={step.grant} onGoOn={() => void goOn(step.grant)} />}
          {step.kind === 'refused' && <Refused refusal={step.refusal} onAgain={away ? retry : restart} />}
        </div>
        {step.kind !== 'in' && (
          <p className="flex flex-wrap items-center gap-x-3 border-t border-line px-6 py-3 text-cell max-mid:px-4">
            {known && <span>{say('already')}</span>}
            <button
              type="button"
              className="inline-flex items-center text-info underline max-mid:min-h-11"
              onClick={onLeave}
            >
              {say(known ? 'to_desk' : 'with_token')}
            </button>
          </p>
        )}
      </div>
    </main>
  )
}

const SENTENCES = [
  'pairing_not_found',
  'pairing_taken',
  'pairing_over',
  'pairing_refused',
  'rate_limited',
  'too_many_devices',
  'storage_full',
  'other_station',
  'unreachable',
] as const

/** Why this device did not come in, and the way on. */
function Refused({
  refusal,
  onAgain,
}: {
  readonly refusal: JoinRefusal
  readonly onAgain: () => void
}): ReactNode {
  const say = useWords('pair')
  const known = SENTENCES.find((code) => code === refusal.code)
  return (
    <div className="flex flex-col gap-4">
      <h2 className="flex items-center gap-2 text-read">
        <CircleX size={16} aria-hidden className="shrink-0 text-bad" />
        {say('no_title')}
      </h2>
      <p role="alert" className="text-fg0">
        {known === undefined ? say('no_else', { message: refusal.message }) : say(`no_${known}`)}
      </p>
      <button type="button" className="plain-button min-h-11" onClick={onAgain}>
        {say(known === 'unreachable' ? 'retry' : 'again')}
      </button>
      <div className="border-t border-line pt-3">
        <QuoteLine problem={{ code: refusal.code, correlationId: refusal.correlationId ?? null }} />
      </div>
    </div>
  )
}

/** The briefing of the best open signal; where none is open, the queue. */
async function firstPlace({ access_token }: SessionGrant): Promise<string> {
  const client = openClient({ baseUrl: '', token: () => access_token, timeoutMs: 5_000 })
  const answer = await client.call('activeSignals', { query: { limit: 200 } })
  if (!answer.ok) return '/'
  const best = answer.value.signals.toSorted((one, other) => other.rank - one.rank)[0]
  return best === undefined ? '/' : `/mission/${best.id}`
}
