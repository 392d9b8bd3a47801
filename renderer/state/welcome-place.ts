/** What is set up, in this order; the last place is where all of it is done. */
export const WELCOME_PLACES = ['look', 'operator', 'feed', 'risk', 'alerts', 'finish'] as const
export type WelcomePlace = (typeof WELCOME_PLACES)[number]

/** Reads the address; null is wherever the reader left off. */
export function readPlace(word: unknown): WelcomePlace | null {
  return WELCOME_PLACES.find((place) => place === word) ?? null
}
