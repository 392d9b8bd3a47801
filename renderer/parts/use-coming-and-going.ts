import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { type Leaving, leavingAfter, leavingOnceRung, nextGoneAt } from '../state/queue.ts'

/** A row that has just come in is marked for this long. */
const FRESH_MS = 1_000
const NOBODY: ReadonlySet<string> = new Set()

/** The open signals and, for a few seconds, those that have just closed: an end is said before its row is gone. */
export function useLeaving(open: readonly string[]): readonly string[] {
  const [last, setLast] = useState<{ readonly open: readonly string[]; readonly leaving: Leaving }>({
    open,
    leaving: new Map(),
  })
  if (last.open !== open)
    setLast({ open, leaving: leavingAfter(last.leaving, last.open, open, performance.now()) })
  const { leaving } = last

  useEffect(() => {
    const goneAt = nextGoneAt(leaving)
    if (goneAt === null) return
    const timer = setTimeout(
      () =>
        setLast((now) => ({ ...now, leaving: leavingOnceRung(now.leaving, now.open, performance.now()) })),
      Math.max(0, goneAt - performance.now()),
    )
    return () => clearTimeout(timer)
  }, [leaving])

  return useMemo(() => (leaving.size === 0 ? open : [...open, ...leaving.keys()]), [open, leaving])
}

/**
 * The rows that came in within the last second, to be marked.
 *
 * @param all       everything listed, whatever is filtered out
 * @param rows      the rows that are shown
 * @param complete  false while new signals wait outside
 * @param quiet     true while what was missed comes in: that is no news of this moment, and flashes nothing
 */
export function useArrivals(
  all: readonly string[] | null,
  rows: readonly string[],
  complete: boolean,
  quiet: boolean,
): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string> | null>(null)
  const [fresh, setFresh] = useState(NOBODY)

  useLayoutEffect(() => {
    if (all === null || !complete) return
    const before = known.current
    known.current = new Set(all)
    const came = before === null ? [] : rows.filter((id) => !before.has(id))
    if (came.length > 0 && !quiet) setFresh((still) => new Set([...still, ...came]))
  }, [all, rows, complete, quiet])

  useEffect(() => {
    if (fresh.size === 0) return
    const timer = setTimeout(() => setFresh(NOBODY), FRESH_MS)
    return () => clearTimeout(timer)
  }, [fresh])

  return fresh
}
