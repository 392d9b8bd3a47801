/** Without a touch for so long the reader rests. */
const RESTED_MS = 400
/** Who never rests does not keep a part from being fetched for longer. */
const PATIENCE_MS = 3_000
/** A part that neither comes nor fails keeps the others no longer than this. */
const PART_MS_MAX = 10_000
const LOOK_EVERY_MS = 100
/** What somebody does who must not be held up. */
const TOUCHES = ['wheel', 'scroll', 'keydown', 'pointerdown', 'touchmove'] as const

/** A part of the page that can be fetched before it is shown. */
export interface Fetchable {
  fetch(): Promise<unknown>
}

/** What is around whoever fetches. */
export interface Around {
  /** What hears of every touch: the window. */
  readonly touched: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  /** A monotonic clock, milliseconds. */
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

const THIS_PAGE = (): Around => ({
  touched: window,
  now: () => performance.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
})

/**
 * Fetches parts one after another, each while the reader rests: reading and compiling them would hold up whoever scrolls.
 *
 * Settles when each was fetched, has failed, or was given up; what did not come is fetched, and complained about, when
 * it is asked for.
 *
 * @param left  aborted when the desk is left: what has not been asked for then is not
 */
export async function fetchAhead(
  parts: readonly Fetchable[],
  left: AbortSignal,
  around = THIS_PAGE(),
): Promise<void> {
  const { touched, now, wait } = around
  // Who is scrolling at this moment has not been seen to yet.
  let touchedAt = now()
  const touch = () => {
    touchedAt = now()
  }
  for (const kind of TOUCHES) touched.addEventListener(kind, touch, { capture: true, passive: true })
  try {
    for (const part of parts) {
      const since = now()
      while (now() - touchedAt < RESTED_MS && now() - since < PATIENCE_MS) await wait(LOOK_EVERY_MS)
      if (left.aborted) return
      await Promise.race([part.fetch().catch(() => undefined), wait(PART_MS_MAX)])
    }
  } finally {
    for (const kind of TOUCHES) touched.removeEventListener(kind, touch, { capture: true })
  }
}
