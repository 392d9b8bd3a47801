import { app, Menu } from 'electron'
import type { StationState } from './keeper.ts'
import { lanWords } from './lan-words.ts'
import type { SpokenLanguage } from './language.ts'
import { type MenuActions, menuTemplate } from './menu.ts'
import { taskPlaces } from './task-places.ts'
import { offerTasks, type TaskName } from './tasks.ts'
import { openTray } from './tray.ts'
import { trayFace } from './tray-face.ts'

export interface SurfaceParts {
  readonly language: SpokenLanguage
  readonly state: () => StationState
  /** Alerts that wait. */
  readonly unread: () => number
  readonly devTools: boolean
  /** What starts this desk again, and with which flags. */
  readonly desk: { readonly program: string; readonly words: readonly string[] }
  readonly actions: Omit<MenuActions, 'atLogin'> & { readonly open: () => void }
  /** Writes words behind the title of every window. */
  readonly mark: (words: string) => void
  readonly runTask: (task: TaskName) => void
}

/** What is seen of the program outside its pages: tray, menu, marks in titles, tasks. In the language of the pages. */
export interface Surface {
  /** Shows how things stand now; what has not changed is left as it is. */
  show(): void
  /** Says everything in another language. */
  speak(): void
}

export function openSurface(parts: SurfaceParts): Surface {
  const { language, actions, desk } = parts
  const tray = openTray(actions)
  const places = taskPlaces()
  let shown = ''
  const show = () => {
    const { say } = language
    const state = parts.state()
    const face = trayFace(state, say, parts.unread())
    tray.show(face, say)
    const running = state.kind === 'running'
    parts.mark(running ? lanWords(state.serving.lan.face(), say) : '')
    const atLogin = process.platform === 'linux' ? null : app.getLoginItemSettings().openAtLogin
    const asked = `${running} ${face.market} ${atLogin} ${language.language}`
    if (asked === shown) return
    shown = asked
    const mac = process.platform === 'darwin'
    const template = menuTemplate(
      { face, running, devTools: parts.devTools, atLogin, mac, say },
      {
        ...actions,
        atLogin(openAtLogin) {
          app.setLoginItemSettings({ openAtLogin })
          shown = ''
          show()
        },
      },
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  const offer = () => offerTasks(places, desk, parts.runTask, language.say)
  offer()
  return {
    show,
    speak() {
      offer()
      show()
    },
  }
}
