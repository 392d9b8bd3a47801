/** Work that many may ask for: who asks while it is being done gets what comes of it. */
export interface SharedWork<Found> {
  once(key: string, work: () => Promise<Found>): Promise<Found>
}

/** Nothing is kept once it is done: whoever asks later is answered anew. */
export function sharedWork<Found>(): SharedWork<Found> {
  const underWay = new Map<string, Promise<Found>>()
  return {
    once(key, work) {
      const known = underWay.get(key)
      if (known) return known
      const found = work().finally(() => underWay.delete(key))
      underWay.set(key, found)
      return found
    },
  }
}
