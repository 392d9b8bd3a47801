import { type FormEvent, type ReactNode, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { LASTS_S, type NetworkView, readPort } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { type LanSetting, useNetworkDeed } from './use-network.ts'
import { useTimes } from './use-times.ts'

interface LanFormProps {
  readonly network: NetworkView
  readonly off: string | null
  readonly onDone: () => void
  readonly onCancel?: () => void
}

/** Seconds, null for as long as nobody switches it off, or the end that an open desk has. */
type Lasts = number | null | 'kept'

interface Draft {
  readonly addresses: readonly string[]
  readonly port: string
  readonly lasts: Lasts
  readonly announce: boolean
  readonly plain: boolean
  readonly newCa: boolean
}

/** What is open now; where nothing is, what is usual. The one address that there is needs no choosing. */
function draftOf({ on, addresses, choices, port, announced, plain }: NetworkView): Draft {
  const only = choices.length === 1 ? choices.map(({ address }) => address) : []
  return {
    addresses: on ? addresses : only,
    port: String(port ?? (window.location.port || '443')),
    lasts: on ? 'kept' : (LASTS_S[0] ?? null),
    announce: on ? announced : true,
    plain,
    newCa: false,
  }
}

/** Opens the desk to chosen networks. A port that is taken is answered with the next free one, to be taken in a press. */
export function LanForm({ network, off, onDone, onCancel }: LanFormProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const [draft, setDraft] = useState(() => draftOf(network))
  const [tried, setTried] = useState(false)
  const open = useNetworkDeed((body: LanSetting) => api.ask('setLan', { body }))
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const send = (now: Draft) => {
    setTried(true)
    const port = readPort(now.port)
    if (off !== null || port === null || now.addresses.length === 0 || open.isPending) return
    const { addresses, lasts, announce, plain, newCa } = now
    const body: LanSetting = {
      on: true,
      addresses: [...addresses],
      port,
      ...(lasts !== 'kept' && { ends_in: lasts }),
      announce,
      plain,
      new_ca: newCa,
    }
    open.mutate(body, { onSuccess: onDone })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(draft)
  }
  const problem = open.error === null ? null : problemOf(open.error)
  const free = problem?.freePort
  return (
    <form onSubmit={submit} aria-label={say('lan')} className="flex flex-col gap-3 p-3" noValidate>
      <Addresses network={network} draft={draft} tried={tried} onChange={change} />
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <PortField value={draft.port} onChange={(port) => change({ port })} />
        <LastsField network={network} value={draft.lasts} onChange={(lasts) => change({ lasts })} />
      </div>
      <Check on={draft.announce} onTurn={(announce) => change({ announce })}>
        {say('announce', { name: network.localName })}
      </Check>
      <Check on={draft.plain} onTurn={(plain) => change({ plain })}>
        {say('plain')}
      </Check>
      {draft.plain && <p className="border border-warn px-2 py-1 text-cell text-warn">{say('plain_note')}</p>}
      {problem?.code === 'certificate_unusable' && (
        <Check on={draft.newCa} onTurn={(newCa) => change({ newCa })}>
          {say('new_ca')}
        </Check>
      )}
      {problem !== null && <Problem problem={problem} />}
      {free !== undefined && (
        <Act
          off={off}
          onPress={() => {
            const next = { ...draft, port: String(free) }
            setDraft(next)
            send(next)
          }}
        >
          {say('use_port', { port: free })}
        </Act>
      )}
      {off !== null && <p className="text-cell text-warn">{off}</p>}
      <div className="flex flex-wrap gap-2">
        <button
          type="submit"
          className="plain-button border-fg0 max-mid:min-h-11"
          aria-disabled={off !== null || open.isPending}
        >
          {say(network.on ? 'apply' : 'switch_on')}
        </button>
        {onCancel !== undefined && (
          <button type="button" className="plain-button max-mid:min-h-11" onClick={onCancel}>
            {say('cancel')}
          </button>
        )}
      </div>
    </form>
  )
}

interface AddressesProps {
  readonly network: NetworkView
  readonly draft: Draft
  readonly tried: boolean
  readonly onChange: (part: Partial<Draft>) => void
}

function Addresses({ network, draft, tried, onChange }: AddressesProps): ReactNode {
  const say = useWords('network')
  const { addresses } = draft
  if (network.choices.length === 0) return <p className="text-warn">{say('no_addresses')}</p>
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="label pb-1">{say('addresses')}</legend>
      <div className="flex flex-wrap gap-x-6">
        {network.choices.map(({ address, card }) => (
          <Check
            key={address}
            on={addresses.includes(address)}
            onTurn={(on) =>
              onChange({
                addresses: on ? [...addresses, address] : addresses.filter((other) => other !== address),
              })
            }
          >
            <code className="font-mono text-fg0">{address}</code> <span className="text-fg2">{card}</span>
          </Check>
        ))}
      </div>
      {tried && addresses.length === 0 && (
        <p role="alert" className="text-cell text-warn">
          {say('address_needed')}
        </p>
      )}
    </fieldset>
  )
}

interface CheckProps {
  readonly on: boolean
  readonly onTurn: (on: boolean) => void
  readonly children: ReactNode
}

function Check({ on, onTurn, children }: CheckProps): ReactNode {
  return (
    <label className="flex min-h-7 items-center gap-2 max-mid:min-h-11">
      <input
        type="checkbox"
        className="size-4 shrink-0 max-mid:size-6"
        checked={on}
        onChange={({ target }) => onTurn(target.checked)}
      />
      <span>{children}</span>
    </label>
  )
}

interface PortProps {
  readonly value: string
  readonly onChange: (port: string) => void
}

function PortField({ value, onChange }: PortProps): ReactNode {
  const say = useWords('network')
  const wrong = readPort(value) === null
  return (
    <label className="flex flex-col gap-1">
      <span className="label">{say('port')}</span>
      <input
        className="text-field w-24 max-mid:min-h-11"
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        value={value}
        aria-invalid={wrong}
        onChange={({ target }) => onChange(target.value)}
      />
      {wrong && <span className="text-cell text-warn">{say('port_wrong')}</span>}
    </label>
  )
}

interface LastsProps {
  readonly network: NetworkView
  readonly value: Lasts
  readonly onChange: (lasts: Lasts) => void
}

/** How long the desk stays open. Of an open one the end that it has comes first: it is changed by a choice alone. */
function LastsField({ network: { on, until }, value, onChange }: LastsProps): ReactNode {
  const say = useWords('network')
  const times = useTimes()
  const end =
    until === null ? say('lasts_ever') : say('lasts_until', { time: `${times.minute(until)} ${times.place}` })
  const choices: readonly Lasts[] = on ? ['kept', ...LASTS_S] : LASTS_S
  return (
    <label className="flex flex-col gap-1">
      <span className="label">{say('lasts')}</span>
      <select
        className="text-field max-mid:min-h-11"
        value={String(value)}
        onChange={({ target }) => onChange(choices.find((lasts) => String(lasts) === target.value) ?? null)}
      >
        {choices.map((lasts) => (
          <option key={String(lasts)} value={String(lasts)}>
            {lasts === 'kept' ? say('lasts_kept', { end }) : say(lastsWord(lasts))}
          </option>
        ))}
      </select>
    </label>
  )
}

function lastsWord(lasts: number | null) {
  switch (lasts) {
    case 3_600:
      return 'lasts_3600'
    case 86_400:
      return 'lasts_86400'
    case 604_800:
      return 'lasts_604800'
    case null:
      return 'lasts_ever'
    default:
      return 'lasts_28800'
  }
}
