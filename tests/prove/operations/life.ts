import pino from 'pino'
import { DEFAULT_POLICY, type Policy } from '#core/context.ts'
import { DEFAULT_PROGRESS_POLICY } from '#core/progress/policy.ts'
import type { Recorded } from '#db/journal.ts'
import { migrate } from '#db/migrate.ts'
import { type Connection, foldLog, openReadable, openWritable } from '#db/open.ts'
import { readRun } from '#db/stores/desk.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { Boards } from '#station/boards.ts'
import { Decider } from '#station/decide.ts'
import { Writer } from '#station/execute.ts'
import { NOON } from '#tests/support/desk.ts'
import type { Bug } from './bug.ts'
import { DESK_ZONE } from './draw-desk.ts'
import { MortalConnection } from './mortal.ts'

/** One life of the program over the file: from its opening to its death. */
export interface Life {
  /** What the writer writes with; it may die. */
  readonly mortal: MortalConnection
  /** Reads what is committed, also after the death; to be closed by whoever looked. */
  readonly reader: Connection
  readonly writer: Writer
  readonly boards: Boards
  /** Lets go of the file as a kill does: what was not committed is gone, and the log stays as it was left. */
  drop(): void
}

export interface LifeOptions {
  readonly file: string
  readonly now: () => number
  /** Planted; null for the program as it is. */
  readonly bug: Bug | null
  /** Fold the log into the file first, as a station does from time to time: what is read again stays short. */
  readonly fold: boolean
}

/** Without the allowances of a day, which pay nothing for most of what is done and so hide what is paid twice. */
const POLICY: Policy = {
  ...DEFAULT_POLICY,
  progress: {
    ...DEFAULT_PROGRESS_POLICY,
    abuse: { ...DEFAULT_PROGRESS_POLICY.abuse, dayAllowances: new Map() },
  },
}

/** Opens the file with what was committed, and the real writer over it, with nothing in its memory. */
export function beginLife({ file, now, bug, fold }: LifeOptions): Life {
  const opened = openWritable(file)
  // A program that dies leaves the system standing, which keeps what was written: no disk is waited for.
  opened.raw.pragma('synchronous = OFF')
  migrate(opened)
  if (fold) foldLog(opened)
  const mortal = new MortalConnection(opened.raw, bug?.tampering?.())
  const reader = openReadable(file)
  const decide = bug?.decider?.(mortal) ?? new Decider(mortal, new SignalCache())
  const writer = new Writer({
    db: mortal,
    decide,
    now,
    market: () => ({ at: readRun(mortal)?.at ?? NOON, speed: 1 }),
    policy: POLICY,
    log: pino({ level: 'silent' }),
  })
  const boards = new Boards({ db: reader, zone: DESK_ZONE, now })
  const follow = bug?.follow?.() ?? ((recorded: readonly Recorded[], to: Boards) => to.follow(recorded))
  writer.onCommit((recorded) => follow(recorded, boards))
  return {
    mortal,
    reader,
    writer,
    boards,
    // The reader goes on: a connection that may write and closes last would fold the log and take it away.
    drop: () => opened.raw.close(),
  }
}
