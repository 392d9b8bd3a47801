import type { Facts } from '#core/progress/deed.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import { money } from './wire.ts'

/**
 * What the station keeps of an event of progress beside its sentence: the id under which it counts once, and of an
 * activity what was told of it and the counters after it. Null where an event has none.
 *
 * The contents of a box that is not open yet are in none of it.
 */
export function wireRecorded(event: ProgressEvent) {
  const recorded = event.kind === 'activity_recorded' ? event : null
  return {
    source_event_id: 'sourceId' in event ? event.sourceId : null,
    activity: recorded?.activity ?? null,
    day: recorded?.day ?? null,
    facts: recorded && wireFacts(recorded.facts),
    counters: recorded && wireNames(recorded.counters),
  }
}

function wireFacts({ pnlCents, ...facts }: Facts) {
  return { ...wireNames(facts), ...(pnlCents === undefined ? {} : { pnl: money(pnlCents) }) }
}

/** The same values under names of the wire. */
function wireNames(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
