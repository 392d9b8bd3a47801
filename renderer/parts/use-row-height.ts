import { useSettings } from './settings-store.ts'
import { useTouch } from './use-touch.ts'

/** Pixels, as the style sheet has them. */
const HEIGHTS = { compact: 24, default: 28, comfort: 36 } as const
const TOUCHED = 44

/** Height of a row in pixels: rows that are not drawn are counted with it. */
export function useRowHeight(): number {
  const { density } = useSettings()
  return useTouch() ? TOUCHED : HEIGHTS[density]
}
