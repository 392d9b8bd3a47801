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
    return { word: 'LISTENING WRONG', colour: 'text-down', more: differences.join('; ') }
  if (!on) return null
  const end = until === null ? '' : ` until ${timeOf(until)}`
  if (fault !== null) return { word: `LAN not as asked${end}`, colour: 'text-warn', more: fault }
  if (plain)
    return {
      word: `LAN plain HTTP${end}`,
      colour: 'text-warn',
      more: 'Without TLS: everybody on the way reads and changes what is said.',
    }
  return { word: `LAN on${end}`, colour: 'text-info', more: 'Other machines of the network reach this desk.' }
}
