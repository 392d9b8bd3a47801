import type { DropDetails } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import type { Result } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { decideDropDetails, LINES_PER_STEP_MAX } from '#core/stats/clean-up.ts'
import type { Readable } from '#db/open.ts'
import { readCut } from '#db/stores/details.ts'

/** Decides what concerns the record that the desk keeps of people. */
export function decideStats(
  db: Readable,
  command: DropDetails,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  const view = readCut(db, command.part, { before: command.before, limit: LINES_PER_STEP_MAX })
  return decideDropDetails(command, view, context)
}
