import { compare, copied, type Spoken } from './copies.ts'
import { driftLevel } from './drift.ts'
import {
  beat,
  type Health,
  type HealthFact,
  isSilent,
  isStale,
  isStuck,
  type SourceHealth,
  type Trouble,
} from './health.ts'
import { type Holder, hasLeft, type Slots } from './slots.ts'

/** When something is looked at: market time, and the number of the candidate in its book. */
export interface Moment {
  readonly at: number
  readonly candidate: number
}

interface Patient {
  readonly at: number
  readonly name: string
  readonly of?: string | null
  readonly health: SourceHealth
  readonly facts: HealthFact[]
}

/**
 * Notes who spoke on a candidate and in which words, and tells which troubles began or ended with it.
 *
 * At most sixteen sources and 120 pairs, whatever came before.
 */
export function checkUp(
  { health, slots }: { readonly health: Health; readonly slots: Slots },
  spoken: readonly Spoken[],
  { at, candidate, direction }: Moment & { readonly direction: number },
): readonly HealthFact[] {
  for (const { slot, agreement, claim } of spoken) {
    const source = health.sources[slot]
    if (source) beat(source.pulse, { at, direction: direction * agreement, claim })
  }
  compare(health.copies, spoken)
  const facts: HealthFact[] = []
  for (let slot = 0; slot < slots.holders.length; slot++) {
    const holder = slots.holders[slot]
    const source = health.sources[slot]
    if (!holder || !source) continue
    const patient = { name: holder.name, health: source, facts, at }
    note(patient, 'stale', isStale(source.pulse, at))
    note(patient, 'silent', isSilent(candidate - holder.heardOn))
    note(patient, 'stuck', isStuck(source.pulse))
  }
  for (const { slot } of spoken) noteCopy({ health, slots }, { slot, at, facts })
  return facts
}

/** Only who spoke can have become, or ceased to be, a copy. */
function noteCopy(
  { health, slots }: { readonly health: Health; readonly slots: Slots },
  { slot, at, facts }: { readonly slot: number; readonly at: number; readonly facts: HealthFact[] },
): void {
  const source = health.sources[slot]
  const holder = slots.holders[slot]
  if (!source || !holder) return
  const of = copied(health.copies, slot)
  if (of !== null) source.duplicateOf = of
  const original = source.duplicateOf === null ? null : (slots.holders[source.duplicateOf]?.name ?? null)
  note({ name: holder.name, health: source, facts, at, of: original }, 'duplicate', of !== null)
  if (of === null) source.duplicateOf = null
}

/** Tells whether a source's worth began or ceased to drift with an outcome. */
export function checkDrift(
  { health, slots }: { readonly health: Health; readonly slots: Slots },
  slot: number,
  at: number,
): readonly HealthFact[] {
  const source = health.sources[slot]
  const holder = slots.holders[slot]
  if (!source || !holder) return []
  const level = driftLevel(source.drift, {
    watched: source.since.watch !== null,
    drifting: source.since.drifting !== null,
  })
  const facts: HealthFact[] = []
  const patient = { name: holder.name, health: source, facts, at }
  note(patient, 'watch', level !== 'steady')
  note(patient, 'drifting', level === 'drifting')
  return facts
}

function note({ name, health, facts, at, of = null }: Patient, trouble: Trouble, wrong: boolean): void {
  if ((health.since[trouble] !== null) === wrong) return
  health.since[trouble] = wrong ? at : null
  facts.push({ source: name, trouble, began: wrong, at, of })
}

/** Over half of the sources that have not left are stale: what is left is no panel any more. */
export function isBlocked(
  { health, slots }: { readonly health: Health; readonly slots: Slots },
  candidate: number,
): boolean {
  let present = 0
  let stale = 0
  slots.holders.forEach((holder: Holder | null, slot) => {
    const source = health.sources[slot]
    if (holder === null || !source || hasLeft(holder, candidate)) return
    present += 1
    if (source.since.stale !== null) stale += 1
  })
  return 2 * stale > present
}
