/** A stream of chance that is fully decided by its seed. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  next(): number
  /** Standard normal. */
  normal(): number
}

/**
 * A seeded stream (sfc32, seeded through a 32-bit mix of the text).
 *
 * `core` owns no chance: whoever draws records the seed, so that every draw can be made again.
 */
export function randomStream(seed: string): RandomStream {
  let [a, b, c, counter] = seedWords(seed)
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 16; warmUp++) next()
  return { next, normal: () => boxMuller(next) }
}

function boxMuller(next: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - next()))
  return radius * Math.cos(2 * Math.PI * next())
}

function seedWords(seed: string): [number, number, number, number] {
  let hash = 2_166_136_261
  for (let index = 0; index < seed.length; index++)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 16_777_619)
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) | 0
  }
  return [word(), word(), word(), 1]
}
