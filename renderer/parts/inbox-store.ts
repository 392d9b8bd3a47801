import { useMemo, useSyncExternalStore } from 'react'
import { type AlertView, inboxFrom } from '../state/inbox.ts'
import { useDesk } from './use-desk.ts'

const KEY = 'fusion-desk.alerts'
const CHANGED = 'fusion-desk:alerts'

/** Alerts of one reader on this device: somebody else who signs in here does not read them. */
export interface Inbox {
  read(): readonly AlertView[]
  change(next: (list: readonly AlertView[]) => readonly AlertView[]): void
  /** Leaves nothing of it on this device. */
  forget(): void
}

export function openInbox(userId: string): Inbox {
  const key = `${KEY}.${userId}`
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
  const { userId } = useDesk().reader
  const inbox = useMemo(() => openInbox(userId), [userId])
  const text = useSyncExternalStore(onChange, () => localStorage.getItem(`${KEY}.${userId}`))
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
