/** One line of the table: what was promised and what was found. */
export interface Row {
  readonly name: string
  readonly result: string
  readonly goal: string
  readonly ok: boolean
}

/** What every harness is given. */
export interface Options {
  /** Decides every chance of the run; printed with a failure. */
  readonly seed: string
  /** The size for `npm test` instead of the full one. */
  readonly short: boolean
  /** How long the soak takes; as long as it says itself where nothing is given. */
  readonly minutes?: number | undefined
  /** An empty folder of this harness's own; kept when a promise was broken. */
  readonly folder: string
  /** Progress for the person who waits; goes to stderr. */
  readonly note: (line: string) => void
}

/** Tries to break a promise and says what it found. Throws only when it could not try. */
export type Harness = (options: Options) => Promise<readonly Row[]>

/** A promise that nothing of a kind ever happens. */
export function never(name: string, found: number, of: string): Row {
  return { name, result: `${found} of ${of}`, goal: '0', ok: found === 0 }
}

/** A promise that every one of a known number turned out well. */
export function every(name: string, good: number, total: number): Row {
  return { name, result: `${good} of ${total}`, goal: `${total}`, ok: good === total && total > 0 }
}

/** A promise that at least this much was reached. */
export function atLeast(name: string, found: number, goal: number): Row {
  return { name, result: `${found}`, goal: `>= ${goal}`, ok: found >= goal }
}

/** A broken promise that the harness must notice: a control that finds nothing proves that the harness is blind. */
export function mustFind(name: string, found: number, of: string): Row {
  return { name, result: `${found} of ${of}`, goal: '> 0', ok: found > 0 }
}
