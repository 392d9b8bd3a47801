import type { DefineAchievement, UnlockAchievement } from '#core/command.ts'
import { accept, type Result, reject } from '#core/kernel/result.ts'
import type { Rejection } from '#core/rejection.ts'
import { ACHIEVEMENTS_MAX, type AchievementDefinition, unlockedOf } from './achievement.ts'
import type { AchievementBook } from './achievement-book.ts'
import { type Criterion, type FieldTrouble, parseCriteria } from './achievement-criteria.ts'
import type { AchievementDefined } from './achievement-event.ts'
import { unlockOf } from './achievements.ts'
import { cascade } from './cascade.ts'
import type { Engine, ProgressContext } from './engine.ts'
import type { Progress } from './progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** What operators may say of an achievement. Lengths and ranges are checked at the door. */
export type AchievementFields = Omit<AchievementDefinition, 'id' | 'version' | 'criteria'> & {
  /** As written; `parseCriteria` says what it may be. */
  readonly criteria: unknown
}

/** A new achievement without a word on these. */
const UNSAID = {
  description: '',
  points: 0,
  secret: false,
  repeatable: false,
  badgeUrl: null,
  iconName: null,
  displayOrder: 1_000,
  active: true,
} as const

/**
 * Defines a new achievement, or edits one of the code's or the desk's.
 *
 * An edit keeps what it does not name. It takes nothing back: what was unlocked stays as it was. Refuses an edit of an unknown id, a new one whose id is taken, a desk that is full, and a definition
 * that says too little or makes no sense, with every field that is wrong.
 *
 * Rules ACHV-9 and ACHV-10.
 */
export function decideDefineAchievement(
  { id, edit, fields, by }: DefineAchievement,
  { book }: { readonly book: AchievementBook },
): Result<readonly AchievementDefined[], Rejection> {
  const known = book.byId.get(id)
  if (edit && known === undefined) return reject({ code: 'achievement_not_found' })
  if (!edit && known !== undefined) return reject({ code: 'achievement_exists' })
  if (known === undefined && book.all.length >= ACHIEVEMENTS_MAX)
    return reject({ code: 'too_many_achievements' })

  const said = definitionFrom(id, fields, known)
  if (!said.ok) return reject({ code: 'invalid_configuration', fields: said.rejection })
  return accept([{ kind: 'achievement_defined', definition: said.value, by }])
}

function definitionFrom(
  id: string,
  fields: Partial<AchievementFields>,
  known: AchievementDefinition | undefined,
): Result<AchievementDefinition, readonly FieldTrouble[]> {
  const { criteria: written, ...plain } = fields
  const criteria =
    written === undefined && known !== undefined ? accept(known.criteria) : parseCriteria(written)
  const said = { ...UNSAID, ...known, ...plain }
  const { name, category, tier } = said
  const troubles = [
    ...missing({ name, category, tier }),
    ...(criteria.ok ? repeatTroubles(said.repeatable, criteria.value) : criteria.rejection),
  ]
  if (
    troubles.length > 0 ||
    !criteria.ok ||
    name === undefined ||
    category === undefined ||
    tier === undefined
  )
    return reject(troubles)
  const version = (known?.version ?? 0) + 1
  return accept({ ...said, id, name, category, tier, criteria: criteria.value, version })
}

function missing(needed: Readonly<Record<string, string | undefined>>): readonly FieldTrouble[] {
  return Object.entries(needed).flatMap(([path, said]) =>
    said === undefined ? [{ path, message: 'has to be said of a new achievement' }] : [],
  )
}

/** Only "at least" has further multiples. */
function repeatTroubles(repeatable: boolean, criteria: readonly Criterion[]): readonly FieldTrouble[] {
  if (!repeatable) return []
  return criteria
    .filter(({ op }) => op !== '>=')
    .map(({ stat }) => ({
      path: `criteria.${stat}`,
      message: 'asks for at least a number where the achievement is repeatable',
    }))
}

/** What giving an achievement depends on. */
export interface UnlockView {
  readonly progress: Progress | null
  readonly engines: readonly Engine[]
}

/**
 * Gives a trader an achievement by an operator's word, with all that follows from an unlock.
 *
 * Refuses an unknown user, an unknown achievement or one that is switched off, and one that he has and that does not
 * repeat. What is given uses up no multiple of a repeatable one.
 *
 * Rule ACHV-11.
 */
export function decideUnlockAchievement(
  { achievementId, by }: UnlockAchievement,
  { progress, engines }: UnlockView,
  context: ProgressContext,
): Result<readonly ProgressEvent[], Rejection> {
  if (progress === null) return reject({ code: 'user_not_found' })
  const definition = context.achievements.byId.get(achievementId)
  if (definition === undefined || !definition.active) return reject({ code: 'achievement_not_found' })
  const had = unlockedOf(progress.achievements, achievementId)
  if (had !== null && !definition.repeatable) return reject({ code: 'already_unlocked' })
  const unlock = unlockOf(definition, progress, { now: context.now, by })
  return accept(cascade([unlock], progress, engines, context).events)
}
