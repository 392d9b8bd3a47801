import type { LanFace } from '#server/lan/lan.ts'

/** How the LAN is, for the title of a window and the tray; empty while it is off and nothing listens that should not. */
export function lanWords({ on, plain, until, differences }: LanFace): string {
  if (differences.length > 0) return 'LISTENING OTHERWISE THAN IT SHOULD'
  if (!on) return ''
  const what = plain ? 'LAN PLAIN HTTP' : 'LAN on'
  return until === null ? what : `${what} until ${clock(until)}`
}

/** The hour on this machine's own clock; with the day where it is another one. */
function clock(at: number): string {
  const date = new Date(at)
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return date.toDateString() === new Date().toDateString()
    ? time
    : `${date.toLocaleDateString('en-CA')} ${time}`
}
