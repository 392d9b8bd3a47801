import { type FormEvent, type ReactNode, useState } from 'react'
import { LABEL_LENGTH_MAX } from '#contracts/shapes.ts'
import type { DeviceView } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import { RoleField } from './approve-form.tsx'
import { OverlayDialog } from './overlay.tsx'
import { OffNote } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useNetworkDeed } from './use-network.ts'

interface EditDeviceProps {
  readonly device: DeviceView
  readonly off: string | null
  readonly onClose: () => void
}

/** Gives a device another name or role. What was not changed is not sent. */
export function EditDevice({ device, off, onClose }: EditDeviceProps): ReactNode {
  const { api } = useDesk()
  const say = useWords('network')
  const [name, setName] = useState(device.name)
  const [role, setRole] = useState(device.role)
  const change = useNetworkDeed(() => {
    const body = {
      ...(name.trim() !== device.name && { name: name.trim() }),
      ...(role !== device.role && { role }),
    }
    return api.ask('changeDevice', { params: { id: device.id }, body })
  })
  const changed = name.trim() !== device.name || role !== device.role
  const ready = off === null && changed && name.trim() !== '' && !change.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) change.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <OverlayDialog title={say('edit_title')} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <label className="flex flex-col gap-1">
          <span className="label">{say('device_name')}</span>
          <input
            className="text-field max-mid:min-h-11"
            maxLength={LABEL_LENGTH_MAX}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <RoleField value={role} onChange={setRole} />
        <p className="text-cell text-fg2">{say('role_note')}</p>
        <OffNote off={off} error={change.error} />
        <div className="flex justify-end gap-2">
          <button type="button" className="plain-button min-h-9 max-mid:min-h-11" onClick={onClose}>
            {say('cancel')}
          </button>
          <button type="submit" className="plain-button min-h-9 max-mid:min-h-11" aria-disabled={!ready}>
            {say('save')}
          </button>
        </div>
      </form>
    </OverlayDialog>
  )
}
