const DIGIT_BITS = 16
const DIGITS = 1 << DIGIT_BITS
const DIGIT_MASK = DIGITS - 1
const SIGN_BIT = 0x8000_0000
/** Up to so many a comparison is faster: the digits alone take a quarter of a million counters. */
const COMPARED_MAX = 256

/**
 * Members by falling score, equals by name.
 *
 * `numbers` name members; `scores` and `names` are looked up by them. Scores are finite. A radix sort over the bits of
 * the scores: a comparison that follows two numbers to two scores waits for memory, twenty million times for a million.
 */
export function fallingOrder(
  numbers: readonly number[],
  scores: Float64Array,
  names: readonly string[],
): Uint32Array {
  if (numbers.length <= COMPARED_MAX) return comparedOrder(numbers, scores, names)
  const { high, low } = sortableBits(numbers, scores)
  let order = Uint32Array.from(numbers.keys()) as Uint32Array
  for (const digits of [low, high])
    for (const shift of [0, DIGIT_BITS]) order = sortedByDigit(order, digits, shift)
  const sorted = order.map((place) => numbers[place] as number)
  nameOrderAmongEquals(sorted, scores, names)
  return sorted
}

function comparedOrder(
  numbers: readonly number[],
  scores: Float64Array,
  names: readonly string[],
): Uint32Array {
  return Uint32Array.from(numbers).sort(
    (one, other) =>
      (scores[other] as number) - (scores[one] as number) ||
      ((names[one] as string) < (names[other] as string) ? -1 : 1),
  )
}

/** The bits of each score, turned so that they rise, as whole numbers, where the scores fall. */
function sortableBits(numbers: readonly number[], scores: Float64Array) {
  const high = new Uint32Array(numbers.length)
  const low = new Uint32Array(numbers.length)
  const double = new Float64Array(1)
  const words = new Uint32Array(double.buffer)
  const [lowWord, highWord] = littleEndian() ? [0, 1] : [1, 0]
  for (let place = 0; place < numbers.length; place++) {
    // Minus nought is nought.
    double[0] = (scores[numbers[place] as number] as number) + 0
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
function nameOrderAmongEquals(sorted: Uint32Array, scores: Float64Array, names: readonly string[]): void {
  const name = (place: number): string => names[sorted[place] as number] as string
  const score = (place: number): number => scores[sorted[place] as number] as number
  for (let from = 0; from < sorted.length; ) {
    let end = from + 1
    let inOrder = true
    for (; end < sorted.length && score(end) === score(from); end++) inOrder &&= name(end - 1) < name(end)
    if (!inOrder)
      sorted
        .subarray(from, end)
        .sort((one, other) => ((names[one] as string) < (names[other] as string) ? -1 : 1))
    from = end
  }
}
