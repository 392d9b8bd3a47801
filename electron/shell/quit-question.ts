import { type BrowserWindow, dialog } from 'electron'
import type { ShellSay } from './shell-words.ts'

/**
 * Asks whether the program may end although others would lose their connection.
 *
 * @param others  pages that are connected and none of this program's
 * @param front   the window that asks; null where none can be seen
 */
export async function mayQuit(others: number, front: BrowserWindow | null, say: ShellSay): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: others === 1 ? say('other_page') : say('other_pages', { count: others }),
    detail: say('others_wait'),
    buttons: [say('quit'), say('stay')],
    defaultId: 1,
    cancelId: 1,
  }
  const asked = front === null ? dialog.showMessageBox(question) : dialog.showMessageBox(front, question)
  return (await asked).response === 0
}
