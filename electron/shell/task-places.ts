import { app, Menu } from 'electron'
import type { TaskPlaces } from './tasks.ts'

/** Where this system shows the tasks of a program; on Linux its desktop file does, and nothing is said at run time. */
export function taskPlaces(): TaskPlaces {
  const { dock } = app
  // From the sources the program is Electron's own binary, which would open another program.
  const windows = process.platform === 'win32' && app.isPackaged
  return {
    setUserTasks: windows ? (tasks) => void app.setUserTasks(tasks) : null,
    setDockMenu: dock === undefined ? null : (items) => dock.setMenu(Menu.buildFromTemplate(items)),
  }
}
