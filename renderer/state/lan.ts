import { sayIn } from '../words/words.ts'

const say = sayIn('frame')

/** How other machines reach the desk, as operators are told. */
export interface LanView {
  readonly on: boolean
  readonly plain: boolean
  /** Milliseconds; null for never. */
  readonly until: number | null
  readonly fault: string | null
  readonly differences: readonly string[]
}

/** What the head of the page says of it; null where there is nothing to say. */
export function lanBadge(
  lan: LanView | null,
  timeOf: (at: number) => string,
): { readonly word: string; readonly colour: string; readonly more: string } | null {
  if (lan === null) return null
  const { on, plain, until, fault, differences } = lan
  if (differences.length > 0)
    return { word: say('listening_wrong'), colour: 'text-down', more: differences.join('; ') }
  if (!on) return null
  const end = until === null ? '' : say('lan_until', { time: timeOf(until) })
  if (fault !== null) return { word: say('lan_wrong', { end }), colour: 'text-warn', more: fault }
  if (plain)
    return {
      word: say('lan_plain', { end }),
      colour: 'text-warn',
      more: say('lan_plain_about'),
    }
  return { word: say('lan_on', { end }), colour: 'text-info', more: say('lan_on_about') }
}
