import { createContext, useContext } from 'react'
import type { Settings } from '../state/settings.ts'

/** Changes settings at once, and notes in words what was done so that it can be undone. */
export type Change = (part: Partial<Settings>, words: string) => void

export const ChangeContext = createContext<Change>(() => undefined)

export function useChange(): Change {
  return useContext(ChangeContext)
}
