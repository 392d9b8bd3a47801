import { useSyncExternalStore } from 'react'

const COARSE = '(pointer: coarse)'

/** True where the reader points with a finger: hints name no key then. */
export function useTouch(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(COARSE).matches)
}

function subscribe(tell: () => void): () => void {
  const query = window.matchMedia(COARSE)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}
