import { sayIn } from '../words/words.ts'

const say = sayIn('settings')

/** The four tones of the desk: made, not played from files. Nothing sounds for a price. */

export type ToneName = 'signal' | 'fire' | 'warning' | 'alarm'

/** One note. Instants are milliseconds from the beginning of its tone. */
export interface Note {
  readonly hz: number
  readonly at: number
  readonly lasts: number
}

const note = (hz: number, at: number, lasts = 120): Note => ({ hz, at, lasts })

/** What each tone is made of. */
export const TONES: Readonly<Record<ToneName, readonly Note[]>> = {
  /** Two rising: a signal came, or a trade ended. */
  signal: [note(587, 0), note(880, 140)],
  /** One low: a fire was accepted. */
  fire: [note(220, 0, 220)],
  /** Two falling: the station refused. */
  warning: [note(660, 0), note(440, 140)],
  /** Three alike: the station does not answer, or cannot write. */
  alarm: [note(740, 0), note(740, 180), note(740, 360)],
}

/** What each tone is called where it can be tried. */
export const TONE_WORDS: Readonly<Record<ToneName, string>> = {
  get signal() {
    return say('tone_signal')
  },
  get fire() {
    return say('tone_fire')
  },
  get warning() {
    return say('tone_warning')
  },
  get alarm() {
    return say('tone_alarm')
  },
}

/** How loud a tone is at most, of the loudest a browser can: full volume is no blow to the ear. */
const GAIN_MAX = 0.5

/** The gain of a volume in percent; hearing goes by ratios, so the middle is a quarter and not a half. */
export function gainOf(volume: number): number {
  return GAIN_MAX * (volume / 100) ** 2
}
