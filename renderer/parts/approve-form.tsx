import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { problemOf } from '../link/api.ts'
import { browserName } from '../state/browser-name.ts'
import { type ClaimView, DEVICE_ROLES, type DeviceRole } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { Digits } from './digits.tsx'
import { Problem } from './problem.tsx'
import { Act } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed } from './use-network.ts'

const USER_ID_LENGTH_MAX = 64

interface ApproveProps {
  readonly pairingId: string
  readonly claim: ClaimView
  readonly users: readonly string[]
  readonly off: string | null
  readonly onRefuse: () => void
}

/** Who asks to come in, the digits to compare, and the answer. Nothing lets a device in but the press of a person. */
export function ApproveForm({ pairingId, claim, users, off, onRefuse }: ApproveProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const [user, setUser] = useState('')
  const [role, setRole] = useState<DeviceRole>('trader')
  const [tried, setTried] = useState(false)
  const approve = useNetworkDeed(({ add }: { readonly add: boolean }) => {
    // Whose device it is lives where the device is, and not where the operator sits.
    const timezone = claim.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
    const body = { user_id: user.trim(), role, sas: claim.sas, ...(add && { new_user: { timezone } }) }
    return api.ask('approvePairing', { params: { id: pairingId }, body })
  })
  const send = (add: boolean) => {
    setTried(true)
    if (off === null && user.trim() !== '' && !approve.isPending) approve.mutate({ add })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(false)
  }
  const problem = approve.error === null ? null : problemOf(approve.error)
  const unknown = problem?.code === 'user_not_found'
  if (claim.approved) return <p role="status">{say('approved')}</p>
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <Introduced claim={claim} />
      <UserField users={users} value={user} missing={tried && user.trim() === ''} onChange={setUser} />
      <RoleField value={role} onChange={setRole} />
      {unknown && (
        <div role="alert" className="flex flex-col items-start gap-2">
          <p className="text-warn">{say('user_unknown', { user: user.trim() })}</p>
          <Act off={off} onPress={() => send(true)}>
            {say('add_user', { user: user.trim() })}
          </Act>
        </div>
      )}
      {problem !== null && !unknown && <Problem problem={problem} />}
      <div className="flex flex-wrap gap-2">
        <button
          type="submit"
          className="plain-button min-h-9 border-fg0 bg-bg3 max-mid:min-h-11"
          aria-disabled={off !== null || approve.isPending}
        >
          {say('approve')}
        </button>
        <button
          type="button"
          className="plain-button min-h-9 max-mid:min-h-11"
          aria-disabled={off !== null}
          onClick={() => off === null && onRefuse()}
        >
          {say('refuse')}
        </button>
      </div>
    </form>
  )
}

function Introduced({ claim }: { readonly claim: ClaimView }): ReactNode {
  const say = useWords('network')
  const { name, agent, address, sas } = claim
  const head = useRef<HTMLHeadingElement>(null)
  // Whoever waits for a device looks here and nowhere else; the QR code that had the focus is gone.
  useEffect(() => head.current?.focus(), [])
  return (
    <>
      <h3 ref={head} tabIndex={-1} className="text-read break-words outline-none">
        <bdi>{say('asks', { name })}</bdi>
      </h3>
      <p className="text-cell text-fg2">{say('from', { browser: browserName(agent), address })}</p>
      <div className="flex flex-col gap-2 border border-line-strong bg-bg0 p-4">
        <p>{say('compare')}</p>
        <Digits sas={sas} />
        <p className="text-cell text-fg2">{say('compare_not')}</p>
      </div>
    </>
  )
}

interface UserProps {
  readonly users: readonly string[]
  readonly value: string
  readonly missing: boolean
  readonly onChange: (user: string) => void
}

function UserField({ users, value, missing, onChange }: UserProps): ReactNode {
  const say = useWords('network')
  const list = useId()
  return (
    <label className="flex flex-col gap-1">
      <span className="label">{say('user')}</span>
      <input
        className="text-field max-mid:min-h-11"
        list={list}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={USER_ID_LENGTH_MAX}
        value={value}
        aria-invalid={missing}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={list}>
        {users.map((user) => (
          <option key={user} value={user} />
        ))}
      </datalist>
      {missing && <span className="text-cell text-warn">{say('user_needed')}</span>}
    </label>
  )
}

interface RoleProps {
  readonly value: DeviceRole
  readonly onChange: (role: DeviceRole) => void
}

/** What somebody at the device may do. */
export function RoleField({ value, onChange }: RoleProps): ReactNode {
  const say = useWords('network')
  const sayRole = useWords('frame')
  const name = useId()
  return (
    <fieldset>
      <legend className="label pb-1">{say('role')}</legend>
      <div className="segments">
        {DEVICE_ROLES.map((role) => (
          <label key={role} className="segment">
            <input
              type="radio"
              name={name}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
              checked={value === role}
              onChange={() => onChange(role)}
            />
            {sayRole(`role_${role}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
