/**
 * Moves places on a line as little as needed, so that neighbours are at least `distance` apart and all lie within the
 * room. Their order stays. In a room too small for all the last ones lie inside, the first before it.
 */
export function apart(
  places: readonly number[],
  distance: number,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  const order = places.map((place, index) => ({ place, index })).sort((one, other) => one.place - other.place)
  let least = from
  for (const one of order) {
    one.place = Math.max(one.place, least)
    least = one.place + distance
  }
  let most = to
  for (const one of order.toReversed()) {
    one.place = Math.min(one.place, most)
    most = one.place - distance
  }
  const moved = [...places]
  for (const { place, index } of order) moved[index] = place
  return moved
}
