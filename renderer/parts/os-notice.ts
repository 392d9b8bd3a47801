/** Why the system cannot be asked to tell something, in words; null where it can, or can be asked for permission. */
export function notificationsOff(): string | null {
  if (!window.isSecureContext || !('Notification' in window)) return 'Notifications need the secure address.'
  if (Notification.permission === 'denied') return 'Notifications of this page are blocked on this device.'
  return null
}

export function notificationsAllowed(): boolean {
  return notificationsOff() === null && Notification.permission === 'granted'
}

/** Asks the reader for permission, in a gesture; whether it was given. */
export async function askForNotifications(): Promise<boolean> {
  if (notificationsOff() !== null) return false
  return (await Notification.requestPermission()) === 'granted'
}
