import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const ID_BYTES = 16
/** Randomness is fetched for this many ids at once: a system call for each would be felt at every fire. */
const IDS_PER_FILL = 512

/** A source of new UUIDv7s. They sort by the millisecond in which they were made. */
export function openIds(): () => string {
  const pool = new Uint8Array(ID_BYTES * IDS_PER_FILL)
  let used = pool.length
  return () => {
    if (used === pool.length) {
      randomFillSync(pool)
      used = 0
    }
    used += ID_BYTES
    return v7({ random: pool.subarray(used - ID_BYTES, used) })
  }
}
