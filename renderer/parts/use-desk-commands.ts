import { useNavigate } from '@tanstack/react-router'
import { readFeed } from '../desk.ts'
import { mayDecide } from '../link/machine.ts'
import type { PaletteCommand } from '../state/command-list.ts'
import type { Speed } from '../state/model.ts'
import { sayIn } from '../words/words.ts'
import { SPEEDS, speedWord } from './feed-control.tsx'
import { saveRecord } from './save-file.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useDevices, useHeard } from './use-network.ts'

const say = sayIn('keys')
const sayProfile = sayIn('profile')

/** For operators, while the feed can be steered: as the head does it. */
export function useFeedDeeds(): readonly PaletteCommand[] {
  const { api, apply, reader } = useDesk()
  const speed = useStation((state) => state.clock?.speed)
  const feed = useStation((state) => state.feed)
  const heard = useStation((state) => mayDecide(state.link.phase))
  if (reader.role !== 'operator' || feed === null || feed.ended || !heard) return []
  const deed = (body: { paused?: boolean; speed?: Speed }) => async () => {
    apply({ kind: 'clock', ...readFeed(await api.ask('setFeed', { body })) })
    return null
  }
  const paused = speed === 0
  // The world has one speed.
  const speeds = feed.source === 'live' ? [] : SPEEDS.filter((other) => other !== speed)
  return [
    {
      id: 'feed',
      name: paused ? say('resume_feed') : say('pause_feed'),
      kind: 'Action',
      deed: deed({ paused: !paused }),
    },
    ...speeds.map((other) => ({
      id: `speed:${other}`,
      name: say('feed_speed_of', { speed: speedWord(other) }),
      kind: 'Action' as const,
      deed: deed({ speed: other }),
    })),
  ]
}

/** The paired devices, each with the person it is let in for. They are operators' to see. */
export function useDeviceEntities(): readonly PaletteCommand[] {
  const { reader } = useDesk()
  const navigate = useNavigate()
  const devices = useDevices(reader.role === 'operator').data ?? []
  return devices.map(({ id, name, userId }) => ({
    id: `device:${id}`,
    name: `${name} (${userId})`,
    kind: 'Device',
    run: () => void navigate({ to: '/network' }),
  }))
}

/** To the reader's own record as it is printed. */
export function useReportWay(): PaletteCommand {
  const navigate = useNavigate()
  return {
    id: 'report',
    name: sayProfile('print_report'),
    kind: 'Action',
    run: () => void navigate({ to: '/report' }),
  }
}

/** The reader's own data to take away. Where his profile offers no button, neither does the palette. */
export function useRecordDeeds(): readonly PaletteCommand[] {
  const { api, reader } = useDesk()
  const heard = useHeard()
  if (!heard || reader.role === 'viewer') return []
  return (['json', 'csv'] as const).map((format) => ({
    id: `export:${format}`,
    name: sayProfile(`export_${format}`),
    kind: 'Action',
    deed: async () => {
      await saveRecord(api, reader.userId, format)
      return sayProfile('exported')
    },
  }))
}
