import type { ReactNode } from 'react'
import { DevicesPanel } from '../parts/devices-panel.tsx'
import { LanPanel } from '../parts/lan-panel.tsx'
import { ListeningPanel } from '../parts/listening-panel.tsx'
import { PairingPanel } from '../parts/pairing-panel.tsx'
import { SecurePanel } from '../parts/secure-panel.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useDevices, useHeard, useNetwork } from '../parts/use-network.ts'
import { useTitle } from '../parts/use-title.ts'
import { useWords } from '../words/words.ts'
import { NotFound } from './not-found.tsx'

/** How other machines reach the desk, and which devices do. */
export function NetworkPage(): ReactNode {
  const { reader } = useDesk()
  const say = useWords('network')
  useTitle(say('title'))
  if (reader.role !== 'operator') return <NotFound what={say('only_operators')} />
  return <Network />
}

function Network(): ReactNode {
  const say = useWords('network')
  const off = useHeard() ? null : say('off_away')
  const lan = useNetwork()
  const devices = useDevices()
  const users = [...new Set((devices.data ?? []).map(({ userId }) => userId))]
  // Where there is no device yet, the code for the first one is what the list has to say.
  const first = lan.data?.on === true && devices.data?.length === 0
  return (
    <main className="flex w-full flex-1 flex-col desk:min-h-0 desk:overflow-y-auto">
      <h1 className="border-b border-line bg-bg1 px-3 py-2 text-kpi">{say('title')}</h1>
      <div className="grid flex-1 grid-cols-1 gap-px bg-line desk:grid-cols-[minmax(0,1fr)_25rem]">
        <div className="flex min-w-0 flex-col gap-px *:last:flex-1">
          <LanPanel asking={lan} off={off} />
          <DevicesPanel asking={devices} off={off} />
          <SecurePanel asking={lan} />
        </div>
        <div className="flex min-w-0 flex-col gap-px *:last:flex-1 max-desk:order-first">
          <PairingPanel network={lan.data} off={off} users={users} first={first} />
          <ListeningPanel asking={lan} />
        </div>
      </div>
    </main>
  )
}
