import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { FigureTable } from './figure.tsx'
import { Faces, Panel } from './panel.tsx'
import { Across } from './progress-frame.tsx'
import { useDesk } from './use-desk.ts'
import { useTimes } from './use-times.ts'

/** The devices that are paired for the reader: whether one of them is not his is his to see. */
export function OwnDevices(): ReactNode {
  const say = useWords('profile')
  const times = useTimes()
  const asking = useOwnDevices()
  const devices = asking.data
  return (
    <Panel title={say('devices')} className="min-w-0">
      <Faces
        asking={asking}
        known={devices !== undefined}
        empty={devices?.length === 0 ? say('no_devices') : null}
        rows={2}
      >
        <Across name={say('devices')}>
          <FigureTable
            caption={say('devices')}
            heads={[say('device'), say('device_seen', { place: times.place }), say('device_state')]}
            rows={(devices ?? []).map(({ name, own, seenAt, state }) => [
              own ? `${name} (${say('device_own')})` : name,
              times.minute(seenAt),
              say(`device_${state}`),
            ])}
          />
        </Across>
      </Faces>
    </Panel>
  )
}

/** Operators are told of everybody's devices: on a profile stand the reader's own. */
function useOwnDevices() {
  const { api, reader } = useDesk()
  return useQuery({
    queryKey: ['devices', 'own'],
    queryFn: async () => {
      const { devices } = await api.ask('devices', {})
      return devices
        .filter((device) => device.user_id === reader.userId)
        .map(({ name, own, last_seen: seen, state }) => ({
          name,
          own,
          state,
          seenAt: Math.round(seen * 1_000),
        }))
    },
  })
}
