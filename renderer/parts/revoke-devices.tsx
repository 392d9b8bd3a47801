import type { ReactNode } from 'react'
import type { DeviceView } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { OverlayDialog } from './overlay.tsx'
import { OffNote } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed } from './use-network.ts'

interface RevokeDevicesProps {
  readonly devices: readonly DeviceView[]
  readonly off: string | null
  readonly onClose: () => void
  readonly onRevoked: (count: number) => void
}

/** Asks before devices are ended for good. The one this page is on goes last: with it the page goes. */
export function RevokeDevices({ devices, off, onClose, onRevoked }: RevokeDevicesProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const revoke = useNetworkDeed(async () => {
    for (const { id } of devices.toSorted((one, other) => Number(one.own) - Number(other.own)))
      await api.ask('revokeDevice', { params: { id } })
  })
  const press = () => {
    if (off === null && !revoke.isPending)
      revoke.mutate(undefined, { onSuccess: () => onRevoked(devices.length) })
  }
  return (
    <OverlayDialog title={say('revoke_title')} onClose={onClose}>
      <div className="flex flex-col gap-3">
        <ul className="flex max-h-48 flex-col gap-1 overflow-y-auto">
          {devices.map(({ id, name, userId }) => (
            <li key={id} className="break-words">
              <strong>
                <bdi>{name}</bdi>
              </strong>{' '}
              <span className="text-fg2">{userId}</span>
            </li>
          ))}
        </ul>
        <p>{say('revoke_note')}</p>
        {devices.some(({ own }) => own) && <p className="text-warn">{say('revoke_own')}</p>}
        <OffNote off={off} error={revoke.error} />
        <div className="flex justify-end gap-2">
          <button type="button" className="plain-button min-h-9 max-mid:min-h-11" onClick={onClose}>
            {say('cancel')}
          </button>
          <button
            type="button"
            className="plain-button min-h-9 border-bad text-bad max-mid:min-h-11"
            aria-disabled={off !== null || revoke.isPending}
            onClick={press}
          >
            {say('revoke_selected', { count: devices.length })}
          </button>
        </div>
      </div>
    </OverlayDialog>
  )
}
