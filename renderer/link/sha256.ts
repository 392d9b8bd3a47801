/**
 * SHA-256, for pages that a browser does not count as secure: over plain HTTP it keeps its own from them, and a device
 * is paired there too.
 *
 * Source: FIPS 180-4.
 */

const WORDS = 64
const BLOCK_BYTES = 64
/** Bytes at the end of the last block that hold the length in bits. */
const LENGTH_BYTES = 8

const hex = (text: string): Uint32Array =>
  Uint32Array.from(text.match(/.{8}/g) ?? [], (word) => Number.parseInt(word, 16))

const ROUNDS = hex(
  '428a2f9871374491b5c0fbcfe9b5dba53956c25b59f111f1923f82a4ab1c5ed5d807aa9812835b01243185be550c7dc3' +
    '72be5d7480deb1fe9bdc06a7c19bf174e49b69c1efbe47860fc19dc6240ca1cc2de92c6f4a7484aa5cb0a9dc76f988da' +
    '983e5152a831c66db00327c8bf597fc7c6e00bf3d5a7914706ca63511429296727b70a852e1b21384d2c6dfc53380d13' +
    '650a7354766a0abb81c2c92e92722c85a2bfe8a1a81a664bc24b8b70c76c51a3d192e819d6990624f40e3585106aa070' +
    '19a4c1161e376c082748774c34b0bcb5391c0cb34ed8aa4a5b9cca4f682e6ff3748f82ee78a5636f84c878148cc70208' +
    '90befffaa4506cebbef9a3f7c67178f2',
)
const START = '6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19'

/** SHA-256 of a text, as base64url writes it: what S256 makes of a verifier. */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text))
  const state = hex(START)
  for (let at = 0; at < bytes.byteLength; at += BLOCK_BYTES) mix(state, scheduleOf(bytes, at))
  const digest = new DataView(new ArrayBuffer(state.byteLength))
  state.forEach((word, at) => {
    digest.setUint32(4 * at, word)
  })
  return base64url(new Uint8Array(digest.buffer))
}

/** Bytes as base64url writes them, without padding. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function padded(message: Uint8Array): DataView {
  const blocks = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK_BYTES)
  const bytes = new Uint8Array(blocks * BLOCK_BYTES)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  // A text of this page has fewer bits than the lower half of the length can say.
  view.setUint32(bytes.length - 4, 8 * message.length)
  return view
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

function scheduleOf(bytes: DataView, at: number): Uint32Array {
  const words = new Uint32Array(WORDS)
  const word = (n: number): number => words[n] ?? 0
  for (let n = 0; n < WORDS; n++) {
    if (n < 16) {
      words[n] = bytes.getUint32(at + 4 * n)
      continue
    }
    const [early, late] = [word(n - 15), word(n - 2)]
    const low = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const high = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[n] = word(n - 16) + low + word(n - 7) + high
  }
  return words
}

function mix(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let n = 0; n < WORDS; n++) {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const chosen = (e & f) ^ (~e & g)
    const first = (h + high + chosen + (ROUNDS[n] ?? 0) + (words[n] ?? 0)) | 0
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const most = (a & b) ^ (a & c) ^ (b & c)
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + low + most) | 0]
  }
  for (const [n, word] of [a, b, c, d, e, f, g, h].entries()) state[n] = (state[n] ?? 0) + word
}
