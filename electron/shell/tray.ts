import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import { drawGlyph, type Glyph } from './glyph.ts'
import type { ShellSay } from './shell-words.ts'
import type { TrayFace } from './tray-face.ts'

/** What can be done from the tray. */
export interface TrayActions {
  readonly open: () => void
  readonly market: (wish: 'pause' | 'resume') => void
  readonly quit: () => void
}

/** The station in the tray. */
export interface StationTray {
  /** In the words of the language that `say` speaks. */
  show(face: TrayFace, say: ShellSay): void
}

/** Points of the screen; drawn once for usual and once for fine screens. */
const SIDE = 16
const FINE = 2

/** Puts the station into the tray. */
export function openTray(actions: TrayActions): StationTray {
  const tray = new Tray(image('hollow'))
  tray.on('click', actions.open)
  let shown: Shown | null = null
  const draw = ({ face, say }: Shown) => {
    tray.setImage(image(face.glyph))
    tray.setToolTip(`Fusion Desk: ${face.words}`)
    // On Linux a menu that is changed in place stays as it was shown first.
    tray.setContextMenu(Menu.buildFromTemplate(template(face, actions, say)))
  }
  nativeTheme.on('updated', () => {
    if (shown !== null) draw(shown)
  })
  return {
    show(face, say) {
      if (shown?.face.words === face.words && shown.say === say) return
      shown = { face, say }
      draw(shown)
    },
  }
}

interface Shown {
  readonly face: TrayFace
  readonly say: ShellSay
}

function template({ words, market }: TrayFace, { open, market: wish, quit }: TrayActions, say: ShellSay) {
  const switches =
    market === null
      ? []
      : [{ label: say(market === 'pause' ? 'pause_feed' : 'resume_feed'), click: () => wish(market) }]
  return [
    { label: words, enabled: false },
    { type: 'separator' as const },
    { label: say('open_desk'), click: open },
    ...switches,
    { type: 'separator' as const },
    { label: say('quit'), click: quit },
  ]
}

function image(glyph: Glyph) {
  const grey = nativeTheme.shouldUseDarkColors ? 0xe9 : 0x10
  const icon = nativeImage.createFromBitmap(drawGlyph(glyph, SIDE, grey), { width: SIDE, height: SIDE })
  const fine = SIDE * FINE
  const buffer = drawGlyph(glyph, fine, grey)
  icon.addRepresentation({ scaleFactor: FINE, width: fine, height: fine, buffer })
  // The menu bar of macOS draws templates in its own colour.
  icon.setTemplateImage(true)
  return icon
}
