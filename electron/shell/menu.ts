import type { MenuItemConstructorOptions } from 'electron'
import type { TrayFace } from './tray-face.ts'

/** What can be done from the menu, beside what the system does itself. */
export interface MenuActions {
  readonly newWindow: () => void
  readonly market: (wish: 'pause' | 'resume') => void
  readonly openLogs: () => void
  readonly copyDiagnostics: () => void
  readonly about: () => void
  /** Whether the program is to start when somebody logs in. */
  readonly atLogin: (open: boolean) => void
  readonly quit: () => void
}

export interface MenuPlan {
  readonly face: Pick<TrayFace, 'market'>
  readonly running: boolean
  readonly devTools: boolean
  /** Whether it starts at login; null where the system has no such setting for programs. */
  readonly atLogin: boolean | null
  readonly mac: boolean
}

/** The menu of the program. What is not possible at the moment is not offered. */
export function menuTemplate(
  { face, running, devTools, atLogin, mac }: MenuPlan,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const quit = { label: 'Quit Fusion Desk', accelerator: 'CmdOrCtrl+Q', click: actions.quit }
  const about = { label: 'About Fusion Desk', click: actions.about }
  const { market } = face
  const menus: (MenuItemConstructorOptions | null)[] = [
    mac ? { label: 'Fusion Desk', submenu: [about, { type: 'separator' }, { role: 'hide' }, quit] } : null,
    {
      label: '&File',
      submenu: [
        {
          label: 'New window',
          accelerator: 'CmdOrCtrl+N',
          enabled: running,
          click: actions.newWindow,
        },
        { role: 'close', label: 'Close window' },
        ...loginItem(atLogin, actions),
        ...(mac ? [] : [{ type: 'separator' as const }, quit]),
      ],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(devTools) },
    market === null
      ? null
      : {
          label: 'F&eed',
          submenu: [
            {
              label: market === 'pause' ? 'Pause feed' : 'Resume feed',
              accelerator: 'CmdOrCtrl+Shift+P',
              click: () => actions.market(market),
            },
          ],
        },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Open logs', accelerator: 'CmdOrCtrl+Shift+L', click: actions.openLogs },
        { label: 'Copy diagnostics', click: actions.copyDiagnostics },
        ...(mac ? [] : [{ type: 'separator' as const }, about]),
      ],
    },
  ]
  return menus.filter((menu) => menu !== null)
}

function loginItem(atLogin: boolean | null, actions: MenuActions): MenuItemConstructorOptions[] {
  if (atLogin === null) return []
  return [
    { type: 'separator' },
    {
      label: 'Start at login',
      type: 'checkbox',
      checked: atLogin,
      click: () => actions.atLogin(!atLogin),
    },
  ]
}

function viewItems(devTools: boolean): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(devTools ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ]
}
