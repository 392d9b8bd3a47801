import type { TraderFacts } from './facts.ts'

/**
 * One promise about a trader, looked at in what the tables hold of him. Worked out anew and in its own words: none asks
 * the rules that wrote the tables.
 */
export interface Invariant {
  readonly name: string
  /** What is wrong, in words; null where nothing is. `before` is the look before this one, null at the first. */
  readonly wrong: (facts: TraderFacts, before: TraderFacts | null) => string | null
}

/** Says that two numbers differ, or nothing. */
export function differs(what: string, found: unknown, expected: unknown): string | null {
  return found === expected ? null : `${what} is ${found}, not ${expected}`
}

/** The first of some troubles. */
export function firstOf(troubles: Iterable<string | null>): string | null {
  for (const trouble of troubles) if (trouble !== null) return trouble
  return null
}

export function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}

/** A promise that does not hold, and how that shows. */
export interface Finding {
  readonly invariant: string
  readonly detail: string
}

/** What is promised of every answer. */
export const NOTHING_FAILS = 'nothing fails but what was made to fail'
