/** Work that yields where it can be interrupted. */
export type Work<Result> = Generator<undefined, Result, undefined>

/** One line of work for all who ask, done in parts with room for others between two. */
export interface Turns {
  /** Settles with the result when it was this work's turn and it is done; never, once the line was closed. */
  take<Result>(work: Work<Result>): Promise<Result>
  close(): void
}

/** A part is over once it has taken so long. */
const PART_MS = 0.5
/** For each part that the line takes, the event loop has so many for everybody else: three quarters of its time. */
const OTHERS_PER_PART = 3

/** Does a piece; true when it was the last. */
type Step = () => boolean

/** Opens an empty line. */
export function openTurns(): Turns {
  const line: Step[] = []
  let timer: NodeJS.Timeout | null = null

  function part(): void {
    timer = null
    const began = performance.now()
    let tookMs = 0
    while (line[0] !== undefined && tookMs < PART_MS) {
      if (line[0]()) line.shift()
      tookMs = performance.now() - began
    }
    if (line.length > 0) timer = setTimeout(part, OTHERS_PER_PART * tookMs)
  }

  return {
    take: (work) =>
      new Promise((resolve, reject) => {
        line.push(() => {
          try {
            const step = work.next()
            if (step.done === true) resolve(step.value)
            return step.done === true
          } catch (error) {
            reject(error)
            return true
          }
        })
        timer ??= setTimeout(part, 0)
      }),
    close() {
      if (timer !== null) clearTimeout(timer)
      line.length = 0
    },
  }
}
