import { app, Notification } from 'electron'
import { z } from 'zod'

const TITLE_LENGTH_MAX = 80
const BODY_LENGTH_MAX = 240
const COUNT_MAX = 999
/** Notifications in a minute; a page that runs wild must not take the screen. */
const PER_MINUTE_MAX = 6
const MINUTE_MS = 60_000
/** A place of the page: no other origin, no query, no step up. */
const PLACE = /^\/(?!\/)(?!.*\.\.)[A-Za-z0-9/._:-]{0,120}$/

const Alert = z.strictObject({
  title: z.string().min(1).max(TITLE_LENGTH_MAX),
  body: z.string().max(BODY_LENGTH_MAX),
  place: z.string().regex(PLACE),
})
const Count = z.number().int().min(0).max(COUNT_MAX)

/** Tells people outside the window what the page thinks they should know. */
export interface Alerts {
  /** Shows one; false where it is not shown. Throws for what is none. */
  show(asked: unknown): boolean
  /** How many wait unread. */
  count(asked: unknown): number
}

/** @param open  whoever presses a notification is brought there */
export function openAlerts(
  open: (place: string) => void,
  now: () => number = () => performance.now(),
): Alerts {
  let shownAt: readonly number[] = []
  return {
    show(asked) {
      const { title, body, place } = Alert.parse(asked)
      shownAt = shownAt.filter((at) => now() - at < MINUTE_MS)
      if (shownAt.length >= PER_MINUTE_MAX || !Notification.isSupported()) return false
      shownAt = [...shownAt, now()]
      const notification = new Notification({ title, body, silent: true })
      notification.on('click', () => open(place))
      notification.show()
      return true
    },
    count(asked) {
      const count = Count.parse(asked)
      app.setBadgeCount(count)
      return count
    },
  }
}
