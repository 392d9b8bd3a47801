/** Commands after which folding is worth while: some five megabytes of log. */
export const FOLD_AFTER_COMMANDS = 500
export const IDLE_LOOK_MS = 250

export interface IdleFoldParts {
  /** Folds what it can of the write-ahead log, waiting for nobody. */
  readonly fold: () => void
  readonly counts: () => { readonly commands: number; readonly waiting: number }
}

/**
 * Folds the write-ahead log while nobody waits, so that a burst of commands seldom has to.
 *
 * Each call of `look` compares with the one before: no command in between is a lull. A desk that has no lull folds when
 * the log is full, as SQLite does by itself.
 */
export function openIdleFold({ fold, counts }: IdleFoldParts): { look(): void } {
  let seen = counts().commands
  let foldedAt = seen
  return {
    look() {
      const { commands, waiting } = counts()
      const isLull = commands === seen && waiting === 0
      seen = commands
      if (!isLull || commands - foldedAt < FOLD_AFTER_COMMANDS) return
      foldedAt = commands
      fold()
    },
  }
}
