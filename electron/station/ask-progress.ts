import type { ProgressCommand } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { type Result, reject } from '#core/kernel/result.ts'
import type { BoardCommand, ShowOnBoards } from '#core/progress/board-commands.ts'
import { decideNoteMoves } from '#core/progress/board-moves.ts'
import type { QuestCommand } from '#core/progress/quest-commands.ts'
import type { SocialCommand } from '#core/progress/social-commands.ts'
import type { Rejection } from '#core/rejection.ts'
import type { ProgressDesk } from './progress-desk.ts'

/** What is asked of progress, and refused where it is switched off. */
export type AskedOfProgress =
  | ProgressCommand
  | QuestCommand
  | SocialCommand
  | Exclude<BoardCommand, ShowOnBoards>

/** Asks the part of progress that a command is for; null where progress is switched off. */
export function askProgress(
  progress: ProgressDesk | null,
  command: AskedOfProgress,
  context: Context,
): Result<readonly DomainEvent[], Rejection> {
  if (progress === null) return reject({ code: 'progress_off' })
  switch (command.kind) {
    case 'unlock_achievement':
      return progress.unlockAchievement(command, context)
    case 'record_activity':
      return progress.recordActivity(command, context)
    case 'change_points':
      return progress.changePoints(command, context)
    case 'set_vip':
      return progress.setVip(command, context)
    case 'reset_abuse':
      return progress.resetAbuse(command, context)
    case 'note_violation':
      return progress.noteViolation(command, context)
    case 'use_freeze':
      return progress.freezeStreak(command, context)
    case 'close_period':
      return progress.boards.decideClose(command, context)
    case 'note_moves':
      return decideNoteMoves(command)
    default:
      return progress.decideQuest(command, context)
  }
}
