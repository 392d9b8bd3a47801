import { type ReactNode, useState } from 'react'
import type { DeviceView } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { DevicesTable } from './devices-table.tsx'
import { EditDevice } from './edit-device.tsx'
import { useKeys } from './keys.ts'
import { type Asking, Faces, Panel } from './panel.tsx'
import { Act, OffNote } from './progress-frame.tsx'
import { RevokeDevices } from './revoke-devices.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed } from './use-network.ts'

interface DevicesPanelProps {
  readonly asking: Asking & { readonly data: readonly DeviceView[] | undefined }
  readonly off: string | null
}

/** Paired devices as they are connected at this moment, and what can be done with them. */
export function DevicesPanel({ asking, off }: DevicesPanelProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const devices = asking.data ?? []
  const rows = useRows(devices)
  const [editing, setEditing] = useState<DeviceView | null>(null)
  const [revoking, setRevoking] = useState<readonly DeviceView[]>([])
  const [said, setSaid] = useState('')
  const disconnect = useNetworkDeed(async ({ id, name }: DeviceView) => {
    await api.ask('disconnectDevice', { params: { id } })
    setSaid(say('disconnected', { name }))
  })
  const revoke = (chosen: readonly DeviceView[]) => {
    if (off === null && chosen.length > 0) setRevoking(chosen)
  }
  useKeys({
    j: () => rows.move(1),
    k: () => rows.move(-1),
    x: () => rows.current !== null && rows.toggle(rows.current),
    Delete: () => revoke(rows.selected),
  })
  const online = devices.filter(({ state }) => state === 'online').length
  return (
    <Panel
      title={say('devices')}
      aside={
        <>
          {asking.data !== undefined && <span>{say('devices_count', { count: online })}</span>}
          {rows.selected.length > 0 && (
            <Act off={off} keys="Del" onPress={() => revoke(rows.selected)}>
              {say('revoke_selected', { count: rows.selected.length })}
            </Act>
          )}
        </>
      }
    >
      <OffNote off={off} error={disconnect.error} />
      <p role="status" className={said === '' ? 'sr-only' : 'px-3 py-1 text-cell text-fg2'}>
        {said}
      </p>
      <Faces
        asking={asking}
        known={asking.data !== undefined}
        empty={asking.data?.length === 0 ? say('no_devices') : null}
        rows={4}
      >
        <DevicesTable
          devices={devices}
          rows={rows}
          off={off}
          onEdit={setEditing}
          onDisconnect={(device) => off === null && disconnect.mutate(device)}
          onRevoke={(device) => revoke([device])}
          onRevokeSelected={() => revoke(rows.selected)}
        />
      </Faces>
      {editing !== null && <EditDevice device={editing} off={off} onClose={() => setEditing(null)} />}
      {revoking.length > 0 && (
        <RevokeDevices
          devices={revoking}
          off={off}
          onClose={() => setRevoking([])}
          onRevoked={(count) => {
            setSaid(say('revoked_said', { count }))
            rows.clear()
            setRevoking([])
          }}
        />
      )}
    </Panel>
  )
}

/** Which row the keys are at, and which rows are selected. Devices that are gone are neither. */
export interface Rows {
  readonly current: string | null
  readonly selected: readonly DeviceView[]
  isSelected(id: string): boolean
  toggle(id: string): void
  move(by: 1 | -1): void
  clear(): void
}

function useRows(devices: readonly DeviceView[]): Rows {
  const [at, setAt] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const index = devices.findIndex(({ id }) => id === at)
  return {
    current: index === -1 ? null : at,
    selected: devices.filter(({ id }) => chosen.has(id)),
    isSelected: (id) => chosen.has(id),
    toggle(id) {
      setAt(id)
      const next = new Set(chosen)
      if (!next.delete(id)) next.add(id)
      setChosen(next)
    },
    move(by) {
      const next = devices[Math.max(0, Math.min(devices.length - 1, index + by))]
      setAt(next?.id ?? null)
    },
    clear: () => setChosen(new Set()),
  }
}
