import { useContext, useEffect } from 'react'
import { useLanguage } from '../words/words.ts'
import { AloneContext } from './pop-out.tsx'
import { useSharedSelection } from './use-shared-selection.ts'
import { useShellTasks } from './use-shell-tasks.ts'

/** Keeps what is outside the page in step with it: windows with one panel, and the desktop program. Draws nothing. */
export function AroundThePage(): null {
  useSharedSelection(useContext(AloneContext) ? 'panel' : 'desk')
  useShellTasks()
  useShellLanguage()
  return null
}

/** Tray, menu and jump list of the desktop program speak the language of its pages. */
function useShellLanguage(): void {
  const language = useLanguage()
  useEffect(() => void window.fusionDesk?.tellLanguage(language), [language])
}
