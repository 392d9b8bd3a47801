/** Does heavy work one piece after another; null where too many wait already. */
export type OneAtATime = <Done>(work: () => Promise<Done>) => Promise<Done> | null

/** A queue for work of which two pieces at once would only hold each other, and everybody else, up. */
export function oneAtATime(waitingMax: number): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (work) => {
    if (waiting >= waitingMax) return null
    waiting += 1
    const done = last.then(work).finally(() => {
      waiting -= 1
    })
    last = done.catch(() => undefined)
    return done
  }
}
