import type { Recorded } from '#db/journal.ts'
import type { Writable } from '#db/open.ts'
import type { Boards } from '#station/boards.ts'
import type { Decider } from '#station/decide.ts'
import type { Tampering } from './mortal.ts'

/** A mistake somebody could make in the program, planted around its real parts; made anew for each life. */
export interface Bug {
  readonly name: string
  /** The promises one of which has to be found broken. */
  readonly breaks: readonly string[]
  /** What it does to statements. */
  readonly tampering?: () => Tampering
  /** What decides in place of the real one. */
  readonly decider?: (db: Writable) => Decider
  /** What becomes of a commit that the boards should follow. */
  readonly follow?: () => (recorded: readonly Recorded[], boards: Boards) => void
}
