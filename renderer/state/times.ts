/** How instants are written: everything on the page that shows one gets it from here, in one zone. */

/** `own` is the zone the station counts the reader's days in, `device` that of the machine in front of him. */
export type ZoneChoice = 'utc' | 'own' | 'device'

/** Instants in words of one zone. Instants are milliseconds since 1970, of the market's clock or of the station's. */
export interface Times {
  /** The zone's name: `UTC` or `Europe/London`. */
  readonly zone: string
  /** What stands in a column head or beside a clock: `UTC` or `London`. */
  readonly place: string
  /** `18:14` */
  hour(at: number): string
  /** `18:14:48` */
  second(at: number): string
  /** `18:14:48.114` */
  millisecond(at: number): string
  /** `02 Mar` */
  day(at: number): string
  /** `2015-03-02 18:00` */
  minute(at: number): string
  /** `2015-03-02 18:00:48` */
  stamp(at: number): string
  /** How far the zone's wall is ahead of UTC at an instant, milliseconds. */
  aheadMs(at: number): number
}

export const DAY_MS = 86_400_000
const UTC = 'UTC'

/** The words of a zone, with months as a locale names them; of one that this browser does not know, those of UTC, named as such. */
export function timesIn(zone: string, locale = 'en-GB'): Times {
  const known = knownZone(zone)
  const [time, day, date] = [
    formatIn(known, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', timeZone: known }),
    formatIn(known, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  ]
  const second = (at: number) => time.format(at)
  const hour = (at: number) => second(at).slice(0, 5)
  // en-GB writes 02/03/2015.
  const isoDate = (at: number) => date.format(at).split('/').reverse().join('-')
  const stamp = (at: number) => `${isoDate(at)} ${second(at)}`
  return {
    zone: known,
    place: placeOf(known),
    hour,
    second,
    millisecond: (at) => `${second(at)}.${String(at % 1_000).padStart(3, '0')}`,
    day: (at) => day.format(at),
    minute: (at) => `${isoDate(at)} ${hour(at)}`,
    stamp,
    aheadMs:
      known === UTC ? () => 0 : (at) => Date.parse(`${stamp(at).replace(' ', 'T')}Z`) - wholeSecond(at),
  }
}

const wholeSecond = (at: number) => Math.floor(at / 1_000) * 1_000

/** `America/Argentina/Buenos_Aires` -> `Buenos Aires` */
const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

function formatIn(timeZone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { ...parts, hourCycle: 'h23', timeZone })
}

function knownZone(zone: string): string {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions()
    return timeZone === 'Etc/UTC' ? UTC : timeZone
  } catch {
    return UTC
  }
}
