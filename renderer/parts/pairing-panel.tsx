import { type ReactNode, useEffect, useRef } from 'react'
import { type NetworkView, type PairingEndView, type PairingView, WINDOW_MS } from '../state/network.ts'
import { useWords, wordsOfCode } from '../words/words.ts'
import { ApproveForm } from './approve-form.tsx'
import { CopyButton } from './copy-button.tsx'
import { useKeys } from './keys.ts'
import { Faces, Panel } from './panel.tsx'
import { Act, OffNote, useStationNow } from './progress-frame.tsx'
import { QrCode } from './qr-code.tsx'
import { TimeRing } from './time-ring.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed, usePairing } from './use-network.ts'

type Window = NonNullable<PairingView['window']>

interface PairingPanelProps {
  readonly network: NetworkView | undefined
  readonly off: string | null
  /** Users that are known to this page, to be offered. */
  readonly users: readonly string[]
  /** The desk is open and nobody is in yet: the code is shown unasked. */
  readonly first: boolean
}

/** The window in which a device comes in: its code, how long it is good, who asks, and the answer. */
export function PairingPanel({ network, off, users, first }: PairingPanelProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const asking = usePairing()
  const open = useNetworkDeed(() => api.ask('openPairing', {}))
  const refuse = useNetworkDeed((id: string) => api.ask('refusePairing', { params: { id } }))
  const window = asking.data?.window ?? null
  const ended = asking.data?.ended
  const seen = useRef<string | undefined>(undefined)
  if (window !== null) seen.current = window.id
  const show = () => {
    if (off === null && !open.isPending) open.mutate()
  }
  useKeys({ q: show })
  const shown = useRef(false)
  const wanted = first && asking.data !== undefined
  useEffect(() => {
    if (!wanted || shown.current) return
    // Once: a code that ended is not followed by another that nobody asked for.
    shown.current = true
    if (window === null) show()
  })
  const another = (
    <Act off={off} onPress={show} keys="q">
      {say(window === null ? 'new_code' : 'another_code')}
    </Act>
  )
  return (
    <Panel title={say('pairing')} aside={window !== null && another}>
      <OffNote off={off} error={open.error ?? refuse.error} />
      <Faces asking={asking} known={asking.data !== undefined} empty={null} rows={8}>
        {window === null ? (
          <div className="flex flex-col items-start gap-3 p-3">
            <Ended end={ended != null && ended.id === seen.current ? ended : null} />
            <p className="text-fg2">{say('pairing_note')}</p>
            {another}
          </div>
        ) : (
          <div className="flex flex-col gap-3 p-3">
            <Head window={window} onClose={() => refuse.mutate(window.id)} off={off} />
            {window.claim === null ? (
              <Code window={window} home={network?.on === false} />
            ) : (
              <ApproveForm
                key={window.claim.sas}
                pairingId={window.id}
                claim={window.claim}
                users={users}
                off={off}
                onRefuse={() => refuse.mutate(window.id)}
              />
            )}
          </div>
        )}
      </Faces>
    </Panel>
  )
}

/** How the window ended that this page has seen open; what ended before is no news. */
function Ended({ end }: { readonly end: PairingEndView | null }): ReactNode {
  const say = useWords('network')
  if (end === null) return <p role="status" className="sr-only" />
  const { how, problem, wrongFrom } = end
  const why = problem === null ? '' : wordsOfCode(problem.code, problem.message)
  return (
    <p role="status" className={how === 'failed' ? 'text-warn' : 'text-fg0'}>
      {say(`ended_${how}`, { why })}
      <WrongFrom addresses={wrongFrom} />
    </p>
  )
}

/** Who guesses is no secret to the operator. */
function WrongFrom({ addresses }: { readonly addresses: readonly string[] }): ReactNode {
  const say = useWords('network')
  if (addresses.length === 0) return null
  return <span className="block text-warn">{say('wrong_from', { addresses: addresses.join(', ') })}</span>
}

interface HeadProps {
  readonly window: Window
  readonly off: string | null
  readonly onClose: () => void
}

function Head({ window, off, onClose }: HeadProps): ReactNode {
  const say = useWords('network')
  const now = useStationNow()
  const leftMs = now === null ? WINDOW_MS : Math.max(0, Math.min(WINDOW_MS, window.closesAt - now))
  const words = say('left', { seconds: Math.ceil(leftMs / 1_000) })
  return (
    <div className="flex items-center gap-3">
      <TimeRing leftMs={leftMs} wholeMs={WINDOW_MS} words={words} />
      <p className="min-w-0 flex-1 text-cell text-fg2">
        {words}
        {window.claim === null && <span className="block">{say('tries', { count: window.triesLeft })}</span>}
        <WrongFrom addresses={window.wrongFrom} />
      </p>
      {window.claim === null && (
        <Act off={off} onPress={onClose}>
          {say('close_code')}
        </Act>
      )}
    </div>
  )
}

/** What the device needs: the link as a picture and as text, and the letters for who types. */
function Code({ window, home }: { readonly window: Window; readonly home: boolean }): ReactNode {
  const say = useWords('network')
  const [link = ''] = window.links
  return (
    <>
      {home && <p className="text-warn">{say('pairing_home')}</p>}
      <QrCode text={link} name={say('qr')} />
      <p>{say('scan')}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
        <dt className="label">{say('code')}</dt>
        <dd className="font-mono text-page tracking-widest text-fg0">{window.code}</dd>
        <dt className="label">{say('link')}</dt>
        <dd className="flex min-w-0 items-center gap-2">
          <code className="min-w-0 truncate font-mono text-cell text-fg0">{link.split('#')[0]}</code>
          <CopyButton text={link} what={say('link')} />
        </dd>
      </dl>
    </>
  )
}
