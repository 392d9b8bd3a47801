import type { NewNotice } from '../state/notices.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

const TITLE = 'Fusion Desk'

/** Why the system cannot be asked to tell something, in words; null where it can, or can be asked for permission. */
export function notificationsOff(): string | null {
  // The desktop window tells by its own shell.
  if (window.fusionDesk !== undefined) return null
  if (!window.isSecureContext || !('Notification' in window)) return say('insecure_short')
  if (Notification.permission === 'denied') return say('notes_blocked')
  return null
}

export function notificationsAllowed(): boolean {
  if (window.fusionDesk !== undefined) return true
  return notificationsOff() === null && Notification.permission === 'granted'
}

/** Asks the reader for permission, in a gesture; whether it was given. */
export async function askForNotifications(): Promise<boolean> {
  if (notificationsAllowed()) return true
  if (notificationsOff() !== null) return false
  return (await Notification.requestPermission()) === 'granted'
}

/** Lets the system tell something that happened while nobody looks at the page. */
export function tellSystem({ words, topic, signalId }: NewNotice): void {
  // Who looks at the page reads it there.
  if (!document.hidden || !notificationsAllowed()) return
  const place = signalId === null ? '/alerts' : `/mission/${signalId}`
  if (window.fusionDesk === undefined) new Notification(TITLE, { body: words, tag: topic, silent: true })
  else void window.fusionDesk.alert({ title: TITLE, body: words, place })
}
