import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type NetworkView, unreachedMs } from '../state/network.ts'
import { untilText } from '../state/progress.ts'
import { useWords } from '../words/words.ts'
import { CopyButton } from './copy-button.tsx'
import { LanForm } from './lan-form.tsx'
import { type Asking, Faces, Panel } from './panel.tsx'
import { Act, OffNote } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed } from './use-network.ts'
import { useTimes } from './use-times.ts'

interface LanPanelProps {
  readonly asking: Asking & { readonly data: NetworkView | undefined }
  /** Why nothing can be changed now. */
  readonly off: string | null
}

/** Whether other machines reach the desk, how and until when, and the switch for it. */
export function LanPanel({ asking, off }: LanPanelProps): ReactNode {
  const say = useWords('network')
  const network = asking.data
  return (
    <Panel title={say('lan')} aside={network && <Face network={network} />}>
      <Faces asking={asking} known={network !== undefined} empty={null} rows={6}>
        {network !== undefined && <Switched network={network} off={off} />}
      </Faces>
    </Panel>
  )
}

/** The state in one word. */
function Face({ network: { on, plain } }: { readonly network: NetworkView }): ReactNode {
  const say = useWords('network')
  const colour = !on ? 'text-fg2' : plain ? 'text-warn' : 'text-info'
  const word = say(on ? (plain ? 'lan_plain' : 'lan_on') : 'lan_off')
  return (
    <span
      role="status"
      aria-label={word}
      className={`rounded-sm border border-current px-2 py-px text-label font-semibold tracking-wide ${colour}`}
    >
      {word}
    </span>
  )
}

function Switched({
  network,
  off,
}: {
  readonly network: NetworkView
  readonly off: string | null
}): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const [changing, setChanging] = useState(false)
  const close = useNetworkDeed(() => api.ask('setLan', { body: { on: false } }))
  if (!network.on)
    return (
      <>
        <p className="px-3 pt-3 text-fg2">{say('lan_off_note')}</p>
        <Troubles network={network} />
        <LanForm network={network} off={off} onDone={() => undefined} />
      </>
    )
  return (
    <>
      <Troubles network={network} />
      <Facts network={network} />
      <OffNote off={off} error={close.error} />
      {changing ? (
        <LanForm
          network={network}
          off={off}
          onDone={() => setChanging(false)}
          onCancel={() => setChanging(false)}
        />
      ) : (
        <div className="flex flex-wrap gap-2 p-3">
          <Act off={off} onPress={() => close.mutate()}>
            {say('switch_off')}
          </Act>
          <Act off={off} onPress={() => setChanging(true)}>
            {say('change')}
          </Act>
        </div>
      )}
    </>
  )
}

function Facts({ network }: { readonly network: NetworkView }): ReactNode {
  const say = useWords('network')
  const times = useTimes()
  const { urls, until, at, localName, announced } = network
  const left = until === null ? '' : untilText(until - at)
  return (
    <dl className="grid gap-x-4 gap-y-2 p-3 mid:grid-cols-[auto_minmax(0,1fr)]">
      <dt className="label">{say('links')}</dt>
      <dd>
        <ul className="flex flex-col gap-1">
          {urls.map((url) => (
            <li key={url} className="flex flex-wrap items-center gap-2">
              <code className="font-mono break-all text-fg0">{url}</code>
              <CopyButton text={url} what={url} />
            </li>
          ))}
        </ul>
      </dd>
      <dt className="label">{say('ends')}</dt>
      <dd className="text-fg0">
        {until === null
          ? say('ends_never')
          : say('ends_at', { time: `${times.minute(until)} ${times.place}`, left })}
      </dd>
      <dt className="label">{say('name')}</dt>
      <dd className="text-fg0">
        {announced ? <code className="font-mono">{localName}</code> : say('not_announced')}
      </dd>
    </dl>
  )
}

/** What is otherwise than it was asked for, and what may be in the way. */
function Troubles({ network }: { readonly network: NetworkView }): ReactNode {
  const say = useWords('network')
  const { fault, differences, lost, port } = network
  const away = unreachedMs(network)
  return (
    <>
      {fault !== null && <Trouble colour="text-bad">{fault}</Trouble>}
      {differences.length > 0 && (
        <Trouble colour="text-bad">{say('listening_wrong', { what: differences.join('; ') })}</Trouble>
      )}
      {lost.length > 0 && <Trouble colour="text-warn">{say('lost', { addresses: lost.join(', ') })}</Trouble>}
      {away !== null && port !== null && (
        <Trouble colour="text-warn">
          {say('unreached', { time: untilText(away), port })}
          <ul className="mt-1 flex flex-col gap-0.5 text-cell text-fg1">
            <li>{say('unreached_linux', { port })}</li>
            <li>{say('unreached_windows')}</li>
            <li>{say('unreached_mac')}</li>
          </ul>
        </Trouble>
      )}
    </>
  )
}

function Trouble({ colour, children }: { readonly colour: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex gap-2 border-b border-line bg-bg2 px-3 py-2 text-fg0">
      <TriangleAlert size={14} aria-hidden className={`mt-0.5 shrink-0 ${colour}`} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}
