const DIGIT_BITS = 16
const DIGITS = 1 << DIGIT_BITS
const DIGIT_MASK = DIGITS - 1
const SIGN_BIT = 0x8000_0000

/** Members by number with the score of each, side by side. */
export interface Ordered {
  readonly numbers: Uint32Array
  readonly scores: Float64Array
}

/**
 * Members by falling score, equals by name.
 *
 * Scores are finite. Nothing is compared that has to be looked up: a comparison that follows two numbers to two scores
 * waits for memory, twenty million times for a million members. Names are, only among equals.
 */
export function fallingOrder(members: Ordered, nameOf: (number: number) => string): Ordered {
  const order = wholeOrder(members.scores) ?? orderByBits(members.scores)
  const numbers = order.map((place) => members.numbers[place] as number)
  const scores = new Float64Array(order.length)
  for (let at = 0; at < order.length; at++) scores[at] = members.scores[order[at] as number] as number
  nameOrderAmongEquals(numbers, scores, nameOf)
  return { numbers, scores }
}

/** Places by falling score, where score and place fit into one whole number: those sort without a comparison of ours. */
function wholeOrder(scores: Float64Array): Uint32Array | null {
  let highest = Number.NEGATIVE_INFINITY
  let lowest = Number.POSITIVE_INFINITY
  for (const score of scores) {
    if (!Number.isInteger(score)) return null
    if (score > highest) highest = score
    if (score < lowest) lowest = score
  }
  const places = 2 ** Math.ceil(Math.log2(scores.length))
  if ((highest - lowest + 1) * places > Number.MAX_SAFE_INTEGER) return null
  const keys = new Float64Array(scores.length)
  for (let place = 0; place < keys.length; place++)
    keys[place] = (highest - (scores[place] as number)) * places + place
  keys.sort()
  const order = new Uint32Array(keys.length)
  for (let at = 0; at < order.length; at++) {
    const key = keys[at] as number
    order[at] = key - Math.floor(key / places) * places
  }
  return order
}

/** Places by falling score: a radix sort over the bits of the scores. */
function orderByBits(scores: Float64Array): Uint32Array {
  const { high, low } = sortableBits(scores)
  let order: Uint32Array = new Uint32Array(scores.length).map((_, place) => place)
  for (const digits of [low, high])
    for (const shift of [0, DIGIT_BITS]) order = sortedByDigit(order, digits, shift)
  return order
}

/** The bits of each score, turned so that they rise, as whole numbers, where the scores fall. */
function sortableBits(scores: Float64Array) {
  const high = new Uint32Array(scores.length)
  const low = new Uint32Array(scores.length)
  const double = new Float64Array(1)
  const words = new Uint32Array(double.buffer)
  const [lowWord, highWord] = littleEndian() ? [0, 1] : [1, 0]
  for (let place = 0; place < scores.length; place++) {
    // Minus nought is nought.
    double[0] = (scores[place] as number) + 0
    const highBits = words[highWord] as number
    const lowBits = words[lowWord] as number
    // Of negative doubles the bits rise already as the scores fall; of the others all but the sign are turned round.
    const negative = highBits >= SIGN_BIT
    high[place] = negative ? highBits : ~highBits ^ SIGN_BIT
    low[place] = negative ? lowBits : ~lowBits
  }
  return { high, low }
}

function littleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
}

/** A stable sort by sixteen bits; the order itself where all have the same. */
function sortedByDigit(order: Uint32Array, digits: Uint32Array, shift: number): Uint32Array {
  const counts = new Uint32Array(DIGITS)
  for (const word of digits)
    counts[(word >>> shift) & DIGIT_MASK] = (counts[(word >>> shift) & DIGIT_MASK] as number) + 1
  if (counts.includes(digits.length)) return order
  let before = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] as number
    counts[digit] = before
    before += count
  }
  const sorted = new Uint32Array(order.length)
  for (const place of order) {
    const digit = ((digits[place] as number) >>> shift) & DIGIT_MASK
    const to = counts[digit] as number
    sorted[to] = place
    counts[digit] = to + 1
  }
  return sorted
}

/** Most come in the order of their names, which the sort kept: only runs that do not are sorted. */
function nameOrderAmongEquals(
  numbers: Uint32Array,
  scores: Float64Array,
  nameOf: (number: number) => string,
): void {
  const name = (at: number): string => nameOf(numbers[at] as number)
  for (let from = 0; from < numbers.length; ) {
    let end = from + 1
    let inOrder = true
    for (; end < numbers.length && scores[end] === scores[from]; end++) inOrder &&= name(end - 1) < name(end)
    if (!inOrder) numbers.subarray(from, end).sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
    from = end
  }
}
