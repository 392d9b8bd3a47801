import type { LanFace } from '#contracts/lan-shapes.ts'
import type { Message } from '../state/reduce.ts'

/** What an operator is told of the LAN. */
export function readLan({ on, plain, until, fault, differences }: LanFace): Message {
  return {
    kind: 'lan',
    lan: { on, plain, until: until === null ? null : 1_000 * until, fault, differences },
  }
}
