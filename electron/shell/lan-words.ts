import type { LanFace } from '#server/lan/lan.ts'
import type { ShellSay } from './shell-words.ts'

/** How the LAN is, for the title of a window and the tray; empty while it is off and nothing listens that should not. */
export function lanWords({ on, plain, until, differences }: LanFace, say: ShellSay): string {
  if (differences.length > 0) return say('lan_wrong')
  if (!on) return ''
  const words = say(plain ? 'lan_plain' : 'lan_on')
  return until === null ? words : say('lan_until', { words, time: clock(until) })
}

/** The hour on this machine's own clock; with the day where it is another one. */
function clock(at: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${date.toLocaleDateString('en-CA')} ${time}`
}
