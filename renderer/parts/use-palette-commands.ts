import { useNavigate } from '@tanstack/react-router'
import { isMuted, MUTE_WORDS, MUTES, mutedUntil } from '../state/alerts.ts'
import type { PaletteCommand } from '../state/command-list.ts'
import { percent, price } from '../state/format.ts'
import { PRESETS, presetOf } from '../state/layout.ts'
import { PANELS, type PanelId } from '../state/panels.ts'
import { ordered } from '../state/queue.ts'
import { isForOperators, isOfWindow, SECTION_IDS, sectionName } from '../state/setting-sections.ts'
import { sayIn } from '../words/words.ts'
import { focusFilter } from './focus-filter.ts'
import { usePlaces } from './places.ts'
import { popOut } from './pop-out.tsx'
import { choose, useSettings } from './settings-store.ts'
import { useBoardPeople } from './use-board-people.ts'
import { useDesk, useStation } from './use-desk.ts'
import { useDeviceEntities, useFeedDeeds, useRecordDeeds, useReportWay } from './use-desk-commands.ts'
import { useSources } from './use-fusion.ts'
import { useGameCommands } from './use-game-commands.ts'
import { useOverlays } from './use-overlays.ts'
import { useTouch } from './use-touch.ts'

const say = sayIn('keys')
const sayNews = sayIn('news')
const sayFrame = sayIn('frame')

/** Everything the palette can do now: pages, open signals in the order of the queue, what the desk knows, actions. */
export function usePaletteCommands(onSignOut: () => void): readonly PaletteCommand[] {
  const pages = usePages()
  const signals = useSignals()
  const game = useGameCommands()
  const page = usePageActions()
  const signOut: PaletteCommand = { id: 'sign-out', name: say('sign_out'), kind: 'Action', run: onSignOut }
  return [
    ...pages,
    ...signals,
    ...usePeople(),
    ...useEntities(),
    ...game,
    ...useDeviceEntities(),
    ...useFeedDeeds(),
    ...page,
    ...useDeviceActions(),
    ...useRecordDeeds(),
    useReportWay(),
    signOut,
  ]
}

function usePages(): readonly PaletteCommand[] {
  const { reader, state } = useDesk()
  const navigate = useNavigate()
  const selected = state().selected
  const places = usePlaces().map(({ way, name }) => ({
    id: `page:${way.to}`,
    name,
    kind: 'Page' as const,
    run: () => void navigate(way),
  }))
  const firstSteps = {
    id: 'page:/welcome',
    name: sayFrame('first_steps'),
    kind: 'Page' as const,
    run: () => void navigate({ to: '/welcome' }),
  }
  const pages = reader.role === 'operator' ? [...places, firstSteps] : places
  if (selected === null) return pages
  const briefing = {
    id: 'page:briefing',
    name: say('briefing_selected'),
    kind: 'Page' as const,
    run: () => void navigate({ to: '/mission/$signalId', params: { signalId: selected } }),
  }
  const details = {
    id: 'page:details',
    name: say('details_selected'),
    kind: 'Page' as const,
    run: () => void navigate({ to: '/signals/$signalId', params: { signalId: selected } }),
  }
  return [...pages, briefing, details]
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
      name: say('signal_line', {
        symbol: signal.symbol,
        side: signal.side,
        tier,
        price: price(signal.symbol, signal.entry),
        probability: percent(signal.probability),
      }),
      kind: 'Signal' as const,
      run: () => void navigate({ to: '/mission/$signalId', params: { signalId: id } }),
    }
  })
}

/** People who show themselves on the boards, each to his profile; who hides there is not found here either. */
function usePeople(): readonly PaletteCommand[] {
  const navigate = useNavigate()
  const people = useBoardPeople().data ?? []
  return people.map(({ userId, name }) => ({
    id: `person:${userId}`,
    name: name === userId ? name : `${name} (${userId})`,
    kind: 'Person' as const,
    run: () => void navigate({ to: '/u/$userId', params: { userId } }),
  }))
}

/** What the desk knows beside its signals: symbols, sources that were looked at, settings. */
function useEntities(): readonly PaletteCommand[] {
  const { reader } = useDesk()
  const asked = useSources()
  const navigate = useNavigate()
  const symbols = reader.symbols.map((symbol) => ({
    id: `symbol:${symbol}`,
    name: say('symbol_signals', { symbol }),
    kind: 'Symbol' as const,
    run: () => void navigate({ to: '/', search: { filter: symbol, show: 'all' } }),
  }))
  const sources = (asked.data ?? []).map(({ name, book }) => ({
    id: `source:${book}:${name}`,
    name: say('source_in', { source: name, book }),
    kind: 'Source' as const,
    run: () => void navigate({ to: '/fusion', search: { book } }),
  }))
  const inWindow = window.fusionDesk !== undefined
  const sections = SECTION_IDS.filter(
    (id) => (reader.role === 'operator' || !isForOperators(id)) && (inWindow || !isOfWindow(id)),
  )
  const settings = sections.map((section) => ({
    id: `setting:${section}`,
    name: say('settings_of', { name: sectionName(section) }),
    kind: 'Setting' as const,
    run: () => void navigate({ to: '/settings', search: { section } }),
  }))
  return [...symbols, ...sources, ...settings]
}

/** What belongs to this device: mute, layout, windows, the wall. */
function useDeviceActions(): readonly PaletteCommand[] {
  const settings = useSettings()
  const navigate = useNavigate()
  const { layout } = settings
  // A wall is a screen for many; a trader's phone is none.
  const touch = useTouch()
  const offersWall = useDesk().reader.role !== 'trader' || !touch
  const now = new Date()
  const muted = isMuted(settings, now.getTime())
  const mutes = MUTES.map(
    (name) =>
      [
        `mute:${name}`,
        say('mute_for', { time: MUTE_WORDS[name] }),
        () => choose({ mutedUntil: mutedUntil(name, now) }),
      ] as const,
  )
  const layouts = PRESETS.map(
    ({ name }, n) =>
      [`layout:${n}`, say('layout_of', { name }), () => choose({ layout: presetOf(layout, n) })] as const,
  )
  const windows = (Object.keys(PANELS) as PanelId[]).map(
    (panel) => [`window:${panel}`, say('window_of', { panel: PANELS[panel] }), () => popOut(panel)] as const,
  )
  const actions: readonly (readonly [id: string, name: string, run: () => void])[] = [
    ...(muted ? [['mute:end', say('mute_end'), () => choose({ mutedUntil: 0 })] as const] : mutes),
    ...layouts,
    [
      'layout:lock',
      layout.locked ? say('layout_unlock') : say('layout_lock'),
      () => choose({ layout: { ...layout, locked: !layout.locked } }),
    ],
    ...windows,
    ...(offersWall ? [['wall', say('wall'), () => void navigate({ to: '/wall' })] as const] : []),
  ]
  return actions.map(([id, name, run]) => ({ id, name, kind: 'Action', run }))
}

function usePageActions(): readonly PaletteCommand[] {
  const { theme, contrast } = useSettings()
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
      (other) =>
        [
          `theme:${other}`,
          say('theme_to', { theme: sayFrame(`theme_${other}`) }),
          () => choose({ theme: other }),
        ] as const,
    ),
    [
      'contrast',
      high ? say('contrast_system') : say('contrast_high'),
      () => choose({ contrast: high ? 'system' : 'high' }),
    ],
    ['keys', say('sheet'), () => open('keys')],
    ['tour', say('tour'), () => open('tour')],
    ['news', sayNews('what_is_new'), () => open('news')],
    ['freeze', still ? say('go_on') : say('freeze_page'), () => freeze(!still)],
    ['filter', say('filter_queue'), () => void filter()],
  ]
  return actions.map(([id, name, run]) => ({ id, name, kind: 'Action', run }))
}
