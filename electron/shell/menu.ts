import type { MenuItemConstructorOptions } from 'electron'
import type { ShellSay } from './shell-words.ts'
import type { TrayFace } from './tray-face.ts'

/** What can be done from the menu, beside what the system does itself. */
export interface MenuActions {
  readonly newWindow: () => void
  readonly market: (wish: 'pause' | 'resume') => void
  readonly openLogs: () => void
  readonly copyDiagnostics: () => void
  readonly news: () => void
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
  /** In the language of the pages. */
  readonly say: ShellSay
}

/** The menu of the program. What is not possible at the moment is not offered. */
export function menuTemplate(
  { face, running, devTools, atLogin, mac, say }: MenuPlan,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const quit = { label: say('quit_desk'), accelerator: 'CmdOrCtrl+Q', click: actions.quit }
  const about = { label: say('about'), click: actions.about }
  const { market } = face
  const menus: (MenuItemConstructorOptions | null)[] = [
    mac ? { label: 'Fusion Desk', submenu: [about, { type: 'separator' }, { role: 'hide' }, quit] } : null,
    {
      label: say('file'),
      submenu: [
        {
          label: say('new_window'),
          accelerator: 'CmdOrCtrl+N',
          enabled: running,
          click: actions.newWindow,
        },
        { role: 'close', label: say('close_window') },
        ...loginItem(atLogin, say, actions),
        ...(mac ? [] : [{ type: 'separator' as const }, quit]),
      ],
    },
    editMenu(mac, say),
    { label: say('view'), submenu: viewItems(devTools, say) },
    market === null
      ? null
      : {
          label: say('feed'),
          submenu: [
            {
              label: say(market === 'pause' ? 'pause_feed' : 'resume_feed'),
              accelerator: 'CmdOrCtrl+Shift+P',
              click: () => actions.market(market),
            },
          ],
        },
    windowMenu(mac, say),
    {
      role: 'help',
      label: say('help'),
      submenu: [
        { label: say('news'), enabled: running, click: actions.news },
        { label: say('open_logs'), accelerator: 'CmdOrCtrl+Shift+L', click: actions.openLogs },
        { label: say('copy_diagnostics'), click: actions.copyDiagnostics },
        ...(mac ? [] : [{ type: 'separator' as const }, about]),
      ],
    },
  ]
  return menus.filter((menu) => menu !== null)
}

function loginItem(
  atLogin: boolean | null,
  say: ShellSay,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  if (atLogin === null) return []
  return [
    { type: 'separator' },
    {
      label: say('at_login'),
      type: 'checkbox',
      checked: atLogin,
      click: () => actions.atLogin(!atLogin),
    },
  ]
}

/** The system's own on macOS, where it holds more than we know of; a role says its label in English. */
function editMenu(mac: boolean, say: ShellSay): MenuItemConstructorOptions {
  const label = say('edit')
  if (mac) return { role: 'editMenu', label }
  return {
    label,
    submenu: [
      { role: 'undo', label: say('undo') },
      { role: 'redo', label: say('redo') },
      { type: 'separator' },
      { role: 'cut', label: say('cut') },
      { role: 'copy', label: say('copy') },
      { role: 'paste', label: say('paste') },
      { role: 'selectAll', label: say('select_all') },
    ],
  }
}

function windowMenu(mac: boolean, say: ShellSay): MenuItemConstructorOptions {
  const label = say('window')
  if (mac) return { role: 'windowMenu', label }
  return {
    label,
    submenu: [
      { role: 'minimize', label: say('minimize') },
      { role: 'close', label: say('close_window') },
    ],
  }
}

function viewItems(devTools: boolean, say: ShellSay): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom', label: say('zoom_reset') },
    { role: 'zoomIn', label: say('zoom_in') },
    { role: 'zoomOut', label: say('zoom_out') },
    { type: 'separator' },
    { role: 'togglefullscreen', label: say('full_screen') },
    ...(devTools ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const) : []),
  ]
}
