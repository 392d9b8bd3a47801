import { useMemo, useSyncExternalStore } from 'react'
import type { Reader } from '../desk.ts'
import { type AlertView, inboxFrom } from '../state/inbox.ts'
import { useDesk } from './use-desk.ts'

const KEY = 'fusion-desk.alerts'
const CHANGED = 'fusion-desk:alerts'

/**
 * Alerts of one reader on this device: somebody else who signs in here does not read them, and what a demo made up
 * stands in a list of its own, for a desk and its demo have one address and one operator.
 */
export interface Inbox {
  read(): readonly AlertView[]
  change(next: (list: readonly AlertView[]) => readonly AlertView[]): void
  /** Leaves nothing of it on this device. */
  forget(): void
}

/** Whose list it is. */
type Owner = Pick<Reader, 'userId' | 'demo'>

const keyOf = ({ userId, demo }: Owner): string => `${KEY}${demo ? '-of-demo' : ''}.${userId}`

export function openInbox(owner: Owner): Inbox {
  const key = keyOf(owner)
  const read = () => inboxFrom(localStorage.getItem(key))
  const tell = () => window.dispatchEvent(new Event(CHANGED))
  return {
    read,
    change(next) {
      localStorage.setItem(key, JSON.stringify(next(read())))
      tell()
    },
    forget() {
      localStorage.removeItem(key)
      tell()
    },
  }
}

/** The reader's alerts, newest first, and the way to change them. */
export function useInbox(): { readonly alerts: readonly AlertView[]; readonly inbox: Inbox } {
  const { reader } = useDesk()
  const inbox = useMemo(() => openInbox(reader), [reader])
  const text = useSyncExternalStore(onChange, () => localStorage.getItem(keyOf(reader)))
  return { alerts: useMemo(() => inboxFrom(text), [text]), inbox }
}

function onChange(listener: () => void): () => void {
  const elsewhere = ({ key }: StorageEvent) => {
    if (key?.startsWith(KEY) === true) listener()
  }
  window.addEventListener(CHANGED, listener)
  window.addEventListener('storage', elsewhere)
  return () => {
    window.removeEventListener(CHANGED, listener)
    window.removeEventListener('storage', elsewhere)
  }
}
