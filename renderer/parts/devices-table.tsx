import { type ReactNode, useEffect, useRef } from 'react'
import { browserName } from '../state/browser-name.ts'
import { amount } from '../state/format.ts'
import type { DeviceView } from '../state/network.ts'
import { useWords } from '../words/words.ts'
import type { Rows } from './devices-panel.tsx'
import { Across, Act } from './progress-frame.tsx'
import { SaveTable } from './save-table.tsx'
import { useTimes } from './use-times.ts'

interface DevicesTableProps {
  readonly devices: readonly DeviceView[]
  readonly rows: Rows
  readonly off: string | null
  readonly onEdit: (device: DeviceView) => void
  readonly onDisconnect: (device: DeviceView) => void
  readonly onRevoke: (device: DeviceView) => void
  readonly onRevokeSelected: () => void
}

/** Devices in rows, who was paired last first. */
export function DevicesTable(props: DevicesTableProps): ReactNode {
  const say = useWords('network')
  const times = useTimes()
  const sayRole = useWords('frame')
  const heads = [
    [say('selected'), true],
    [say('device'), false],
    [say('person'), false],
    [say('role'), false],
    [say('state'), false],
    [say('latency'), false],
    [say('events'), false],
    [`${say('last_seen')}, ${times.place}`, false],
    [`${say('place')}, ${say('browser')}`, false],
    [say('deeds'), true],
  ] as const
  return (
    <Across name={say('scrolls')}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('devices')}</caption>
        <thead className="text-left text-label text-fg2">
          <tr className="border-b border-line">
            {heads.map(([head, hidden]) => (
              <th key={head} scope="col" className="px-2 py-1 font-normal whitespace-nowrap first:pl-3">
                <span className={hidden ? 'sr-only' : ''}>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.devices.map((device) => (
            <Row key={device.id} device={device} {...props} />
          ))}
        </tbody>
      </table>
      <SaveTable
        caption={say('devices')}
        heads={[
          ...heads
            .filter(([, hidden]) => !hidden)
            .map(([head]) => head)
            .slice(0, -1),
          say('place'),
          say('browser'),
        ]}
        rows={() =>
          props.devices.map(({ state, ...one }) => [
            one.name,
            one.userId,
            sayRole(`role_${one.role}`),
            say(`state_${state}`),
            one.latencyMs,
            state === 'online' ? one.eventsPerSecond : null,
            times.stamp(one.lastSeen),
            one.address,
            browserName(one.agent),
          ])
        }
      />
    </Across>
  )
}

const DOT = { online: 'bg-ok', offline: 'border border-fg2', expired: 'border border-warn' } as const

function Row({ device, ...props }: DevicesTableProps & { readonly device: DeviceView }): ReactNode {
  const { rows, off, onEdit, onDisconnect, onRevoke } = props
  const say = useWords('network')
  const sayRole = useWords('frame')
  const times = useTimes()
  const { id, name, state } = device
  const current = rows.current === id
  const line = useRef<HTMLTableRowElement>(null)
  // Where the keys are is where the reader is: a screen reader has to hear it, and a long list has to scroll to it.
  useEffect(() => {
    if (current && line.current?.contains(document.activeElement) === false) line.current.focus()
  }, [current])
  return (
    <tr
      ref={line}
      tabIndex={-1}
      data-device={id}
      aria-selected={rows.isSelected(id)}
      className={`h-(--row-pressed) border-b border-line ${current ? 'bg-bg2' : ''} ${rows.isSelected(id) ? 'bg-bg3' : ''}`}
    >
      <td className="pl-3">
        <input
          type="checkbox"
          className="size-4 align-middle max-mid:size-6"
          aria-label={say('select', { name })}
          checked={rows.isSelected(id)}
          onChange={() => rows.toggle(id)}
          // In a field the keys of the page rest; a box that is ticked is no field to people.
          onKeyDown={({ key }) => key === 'Delete' && props.onRevokeSelected()}
        />
      </td>
      <th scope="row" className="max-w-48 truncate px-2 text-left font-medium text-fg0" title={name}>
        <bdi>{name}</bdi>
        {device.own && <span className="pl-2 text-label text-info">{say('own')}</span>}
      </th>
      <td className="px-2">{device.userId}</td>
      <td className="px-2">{sayRole(`role_${device.role}`)}</td>
      <td className="px-2 whitespace-nowrap">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`size-1.5 rounded-full ${DOT[state]}`} />
          <span className={state === 'expired' ? 'text-warn' : ''}>{say(`state_${state}`)}</span>
        </span>
      </td>
      <td className="px-2 text-right whitespace-nowrap text-fg0">
        {device.latencyMs === null ? '\u2014' : say('latency_ms', { ms: amount(device.latencyMs, 0) })}
      </td>
      <td className="px-2 text-right text-fg0">
        {state === 'online' ? amount(device.eventsPerSecond, 1) : '\u2014'}
      </td>
      <td className="px-2 font-mono whitespace-nowrap">
        {state === 'online' ? say('now') : times.stamp(device.lastSeen)}
      </td>
      <td className="px-2 whitespace-nowrap">
        <span className="block font-mono">{device.address}</span>
        <span className="block text-label text-fg2" title={device.agent}>
          {browserName(device.agent)}
        </span>
      </td>
      <td className="px-2 py-1">
        <div className="flex justify-end gap-1">
          <Act off={off} label={say('edit_of', { name })} onPress={() => onEdit(device)}>
            {say('edit')}
          </Act>
          <Act
            off={off ?? (state === 'online' ? null : say(`state_${state}`))}
            label={say('disconnect_of', { name })}
            onPress={() => onDisconnect(device)}
          >
            {say('disconnect')}
          </Act>
          <Act off={off} label={say('revoke_of', { name })} onPress={() => onRevoke(device)}>
            {say('revoke')}
          </Act>
        </div>
      </td>
    </tr>
  )
}
