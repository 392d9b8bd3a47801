import type { Times } from './times.ts'

/**
 * `18:14:48` of today, `02 Mar 18:14` of another day.
 *
 * @param today  as `2015-03-02`; null where it is not known
 */
export function shortly(at: number, today: string | null, times: Times): string {
  return times.stamp(at).startsWith(today ?? '?') ? times.second(at) : `${times.day(at)} ${times.hour(at)}`
}
