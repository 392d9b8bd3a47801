import { useNavigate } from '@tanstack/react-router'
import { readFeed } from '../desk.ts'
import { mayDecide } from '../link/machine.ts'
import type { PaletteCommand } from '../state/command-list.ts'
import { percent, price } from '../state/format.ts'
import { ordered } from '../state/queue.ts'
import { chooseDisplay, useDisplay } from './display.ts'
import { focusFilter } from './focus-filter.ts'
import { usePlaces } from './places.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useOverlays } from './use-overlays.ts'

/** Everything the palette can do now: pages, open signals in the order of the queue, actions. */
export function usePaletteCommands(onSignOut: () => void): readonly PaletteCommand[] {
  const pages = usePages()
  const signals = useSignals()
  const feed = useFeedActions()
  const page = usePageActions()
  const signOut: PaletteCommand = { id: 'sign-out', name: 'Sign out', kind: 'Action', run: onSignOut }
  return [...pages, ...signals, ...feed, ...page, signOut]
}

function usePages(): readonly PaletteCommand[] {
  const { state } = useDesk()
  const navigate = useNavigate()
  const selected = state().selected
  const places = usePlaces().map(({ way, name }) => ({
    id: `page:${way.to}`,
    name,
    kind: 'Page' as const,
    run: () => void navigate(way),
  }))
  if (selected === null) return places
  const briefing = {
    id: 'page:briefing',
    name: 'Briefing of the selected signal',
    kind: 'Page' as const,
    run: () => void navigate({ to: '/mission/$signalId', params: { signalId: selected } }),
  }
  const details = {
    id: 'page:details',
    name: 'Details of the selected signal',
    kind: 'Page' as const,
    run: () => void navigate({ to: '/signals/$signalId', params: { signalId: selected } }),
  }
  return [...places, briefing, details]
}

function useSignals(): readonly PaletteCommand[] {
  const navigate = useNavigate()
  const open = useStation((state) => state.open)
  const signals = useStation((state) => state.signals)
  return ordered(open ?? [], signals).flatMap((id) => {
    const signal = signals[id]
    if (signal === undefined) return []
    const tier = signal.tier === 'UNRANKED' ? '' : ` ${signal.tier}`
    return {
      id: `signal:${id}`,
      name: `${signal.symbol} ${signal.side}${tier} at ${price(signal.symbol, signal.entry)}, ${percent(signal.probability)}`,
      kind: 'Signal' as const,
      run: () => void navigate({ to: '/mission/$signalId', params: { signalId: id } }),
    }
  })
}

/** For operators, while the feed can be stopped and started. */
function useFeedActions(): readonly PaletteCommand[] {
  const { api, apply, reader } = useDesk()
  const paused = useStation((state) => state.clock?.speed === 0)
  const ended = useStation((state) => state.feed?.ended !== false)
  const heard = useStation((state) => mayDecide(state.link.phase))
  if (reader.role !== 'operator' || ended || !heard) return []
  const run = async () => {
    const answer = await api.call('setFeed', { body: { paused: !paused } })
    if (answer.ok) apply({ kind: 'clock', ...readFeed(answer.value) })
  }
  return [{ id: 'feed', name: paused ? 'Resume feed' : 'Pause feed', kind: 'Action', run: () => void run() }]
}

function usePageActions(): readonly PaletteCommand[] {
  const { theme, contrast } = useDisplay()
  const { open } = useOverlays()
  const { freeze, frozen } = useDesk()
  const navigate = useNavigate()
  const still = frozen.getState() !== null
  const filter = async () => {
    await navigate({ to: '/' })
    focusFilter()
  }
  const themes = (['dark', 'light', 'system'] as const).filter((other) => other !== theme)
  const high = contrast === 'high'
  const actions: readonly (readonly [id: string, name: string, run: () => void])[] = [
    ...themes.map(
      (other) => [`theme:${other}`, `Theme: ${other}`, () => chooseDisplay({ theme: other })] as const,
    ),
    [
      'contrast',
      high ? 'Contrast: as the system' : 'Contrast: high',
      () => chooseDisplay({ contrast: high ? 'system' : 'high' }),
    ],
    ['display', 'Display: theme, colours, text size', () => open('display')],
    ['keys', 'Keyboard shortcuts', () => open('keys')],
    ['freeze', still ? 'Let the page go on' : 'Freeze the page', () => freeze(!still)],
    ['filter', 'Filter the queue', () => void filter()],
  ]
  return actions.map(([id, name, run]) => ({ id, name, kind: 'Action', run }))
}
