import { z } from 'zod'

/**
 * Lets contracts be checked without code made at run time, which the policy of the page forbids.
 *
 * The library would try once, be refused, and go on; but a browser tells of each refusal, and one that is always there
 * hides the one that matters.
 */
export function parsePlainly(): void {
  z.config({ jitless: true })
}
