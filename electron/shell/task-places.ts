import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { TaskPlaces, UserTask } from './tasks.ts'

/** Where this system shows the tasks of a program outside its windows; null where it has no such place. */
export function taskPlaces(): TaskPlaces {
  // From the sources the program is Electron's own binary, which would open another program.
  const windows = process.platform === 'win32' && app.isPackaged
  return {
    setUserTasks: windows ? (tasks: UserTask[]) => void app.setUserTasks(tasks) : null,
    setDockMenu:
      app.dock === undefined
        ? null
        : (items: MenuItemConstructorOptions[]) => app.dock?.setMenu(Menu.buildFromTemplate(items)),
  }
}
