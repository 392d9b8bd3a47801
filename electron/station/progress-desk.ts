import type {
  ChangePoints,
  DefineAchievement,
  NoteViolation,
  RecordActivity,
  ResetAbuse,
  SetVip,
  UnlockAchievement,
  UseFreeze,
} from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent, SignalFired, SignalPassed, TradeClosed } from '#core/event.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { accept, invariant, type Result, reject } from '#core/kernel/result.ts'
import type { TimestampMs } from '#core/kernel/time.ts'
import { decideDefineAchievement, decideUnlockAchievement } from '#core/progress/achievement-desk.ts'
import { cascade } from '#core/progress/cascade.ts'
import { decideChangePoints, decideResetAbuse, decideSetVip } from '#core/progress/change-points.ts'
import { deedsOfDecision, deedsOfFriends, deedsOfTrade } from '#core/progress/decisions.ts'
import { type Deed, wordOf } from '#core/progress/deed.ts'
import type { ProgressContext } from '#core/progress/engine.ts'
import { ENGINES } from '#core/progress/engines.ts'
import { evolve, type Progress } from '#core/progress/progress.ts'
import type { ProgressEvent } from '#core/progress/progress-event.ts'
import type { QuestCommand } from '#core/progress/quest-commands.ts'
import { decideRecordActivity, followDeeds, type Mate } from '#core/progress/record.ts'
import { isSocial, type SocialCommand } from '#core/progress/social-commands.ts'
import { decideFreeze } from '#core/progress/streak-freeze.ts'
import type { Rejection } from '#core/rejection.ts'
import type { SignalSheet } from '#core/sheets.ts'
import type { Readable } from '#db/open.ts'
import * as fires from '#db/stores/fires.ts'
import { readFriendIds, readFriendState, readFriendsWhoDecided } from '#db/stores/friends.ts'
import { readActivityAt, readProgress } from '#db/stores/progress.ts'
import { cameLater } from '#db/stores/traders.ts'
import { AchievementShelf } from './achievement-shelf.ts'
import { BoardDesk } from './board-desk.ts'
import { ExperimentShelf } from './experiment-shelf.ts'
import { QuestDesk } from './quest-desk.ts'
import { decideSocial } from './social-desk.ts'

const TRADERS_MAX = 20_000

/** What the rest of the writer knows and progress asks for. */
export interface ProgressAsks {
  sheet(id: SignalId): SignalSheet | null
  isErased(userId: UserId): boolean
}

/**
 * Lets the engines of progress answer what happened, in the same transaction.
 *
 * Keeps the traders it read last; every event states totals, so what an accepted decision says is what the tables will
 * say.
 */
export class ProgressDesk {
  readonly #db: Readable
  readonly #asks: ProgressAsks
  readonly #known = new Map<UserId, Progress>()
  /** Whether a trader has any friend: most decisions need not look for what friends decided. */
  readonly #befriended = new Map<UserId, boolean>()
  readonly achievements: AchievementShelf
  readonly #quests: QuestDesk
  readonly boards: BoardDesk
  readonly #experiments: ExperimentShelf

  constructor(db: Readable, asks: ProgressAsks) {
    this.#db = db
    this.#asks = asks
    this.achievements = new AchievementShelf(db)
    this.#experiments = new ExperimentShelf(db)
    const own = {
      progress: (userId: UserId, context: Context) => this.#progress(userId, context),
      context: (userId: UserId, context: Context) => this.#contextOf(userId, context),
    }
    this.#quests = new QuestDesk(db, own)
    this.boards = new BoardDesk(db, own)
  }

  /** What follows from the events of a decision, for the progress of those they concern. */
  answer(events: readonly DomainEvent[], context: Context): readonly ProgressEvent[] {
    const answers: ProgressEvent[] = []
    for (const event of events) {
      for (const deed of this.#deedsOf(event, context)) answers.push(...this.#record(deed, context))
    }
    return answers
  }

  #record(deed: Deed, context: Context): readonly ProgressEvent[] {
    const progress = this.#progress(deed.userId, context)
    invariant(progress !== null, 'who decides or trades is a user')
    const followed = followDeeds([deed], progress, ENGINES, this.#contextOf(deed.userId, context))
    this.#keep(followed.progress)
    return followed.events
  }

  recordActivity(command: RecordActivity, context: Context): Result<readonly ProgressEvent[], Rejection> {
    const signalId = command.details.signalId as SignalId | undefined
    const progress = this.#progress(command.userId, context)
    return decideRecordActivity(
      command,
      {
        progress,
        sheet: signalId === undefined ? null : this.#asks.sheet(signalId),
        decision: signalId === undefined ? null : this.#decision(command.userId, signalId),
        mate: this.#mateOf(command),
        marketAt: context.market.at,
        done: (deed) => this.#done(deed),
        engines: ENGINES,
      },
      this.#contextOf(command.userId, context),
    )
  }

  defineAchievement(command: DefineAchievement): Result<readonly DomainEvent[], Rejection> {
    return decideDefineAchievement(command, { book: this.achievements.book() })
  }

  unlockAchievement(
    command: UnlockAchievement,
    context: Context,
  ): Result<readonly ProgressEvent[], Rejection> {
    const view = { progress: this.#progress(command.userId, context), engines: ENGINES }
    return decideUnlockAchievement(command, view, this.#contextOf(command.userId, context))
  }

  changePoints(command: ChangePoints, context: Context): Result<readonly ProgressEvent[], Rejection> {
    const progress = this.#progress(command.userId, context)
    const done = readActivityAt(this.#db, command.userId, wordOf(command.action), command.eventId) !== null
    const changed = decideChangePoints(command, { progress, done }, this.#contextOf(command.userId, context))
    return this.#andAllThatFollows(changed, progress, context)
  }

  setVip(command: SetVip, context: Context): Result<readonly ProgressEvent[], Rejection> {
    const progress = this.#progress(command.userId, context)
    return this.#andAllThatFollows(decideSetVip(command, progress), progress, context)
  }

  resetAbuse(command: ResetAbuse, context: Context): Result<readonly ProgressEvent[], Rejection> {
    return decideResetAbuse(command, this.#progress(command.userId, context))
  }

  noteViolation(command: NoteViolation, context: Context): Result<readonly ProgressEvent[], Rejection> {
    if (this.#progress(command.userId, context) === null) return reject({ code: 'user_not_found' })
    const { userId, action, eventId: sourceId, violation, retryAt } = command
    return accept([{ kind: 'points_withheld', userId, action, sourceId, violation, retryAt, counted: true }])
  }

  freezeStreak(command: UseFreeze, context: Context): Result<readonly ProgressEvent[], Rejection> {
    const progress = this.#progress(command.userId, context)
    return this.#andAllThatFollows(
      decideFreeze(command, progress, this.#contextOf(command.userId, context)),
      progress,
      context,
    )
  }

  #andAllThatFollows(
    decision: Result<readonly ProgressEvent[], Rejection>,
    progress: Progress | null,
    context: Context,
  ): Result<readonly ProgressEvent[], Rejection> {
    if (!decision.ok || progress === null || decision.value.length === 0) return decision
    return accept(
      cascade(decision.value, progress, ENGINES, this.#contextOf(progress.userId, context)).events,
    )
  }

  /** What missions, boxes, campaigns and two traders at once decide. */
  decideQuest(
    command: QuestCommand | SocialCommand,
    context: Context,
  ): Result<readonly DomainEvent[], Rejection> {
    return isSocial(command)
      ? decideSocial(this.#db, command, context.now)
      : this.#quests.decide(command, context)
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent, { now }: Context): void {
    this.achievements.follow(event)
    this.#quests.follow(event)
    this.boards.follow(event)
    this.#experiments.follow(event)
    if (!('userId' in event)) return
    if (event.kind === 'friendship_changed') this.#befriended.delete(event.userId)
    const progress = this.#known.get(event.userId)
    if (progress !== undefined) this.#known.set(event.userId, evolve(progress, event as ProgressEvent, now))
  }

  /** A trader as of now, who may be asked for between two batches; null for an unknown user. */
  trader(userId: UserId, now: TimestampMs): Progress | null {
    return this.#progress(userId, { now })
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#known.clear()
    this.#befriended.clear()
    this.achievements.forget()
    this.#quests.forget()
    this.boards.forget()
    this.#experiments.forget()
  }

  #deedsOf(event: DomainEvent, context: Context): readonly Deed[] {
    switch (event.kind) {
      case 'signal_fired':
      case 'signal_passed':
        return this.#deedsOfDecision(event, context)
      case 'trade_closed':
        return this.#deedsOfTrade(event)
      default:
        return []
    }
  }

  #deedsOfDecision(event: SignalFired | SignalPassed, { now }: Context): readonly Deed[] {
    const { userId, signalId } = event
    const deeds = deedsOfDecision(event, {
      signal: this.#sheet(signalId).signal,
      // A pass is refused after any decision; a fire may follow a pass.
      decidedBefore: event.kind === 'signal_fired' && fires.readPassed(this.#db, userId, signalId),
      briefed: readActivityAt(this.#db, userId, 'briefing_opened', signalId) !== null,
      now,
    })
    const [decision, ...others] = deeds
    if (decision === undefined) return []
    // A service may have told of the chapter, or of a friend's decision, before: it counts once.
    const following = [...others, ...this.#deedsOfFriends(decision, signalId)]
    return [decision, ...following.filter((deed) => !this.#done(deed))]
  }

  #hasFriends(userId: UserId): boolean {
    const known = this.#befriended.get(userId)
    if (known !== undefined) return known
    const has = readFriendIds(this.#db, userId).length > 0
    if (this.#befriended.size >= TRADERS_MAX) this.#befriended.clear()
    this.#befriended.set(userId, has)
    return has
  }

  #deedsOfFriends(decision: Deed, signalId: SignalId): readonly Deed[] {
    if (!this.#hasFriends(decision.userId)) return []
    const friends = readFriendsWhoDecided(this.#db, decision.userId, signalId)
    const told = (friend: UserId) => readActivityAt(this.#db, friend, 'friend_decided', signalId) !== null
    const deeds = deedsOfFriends(decision, { friends, waiting: friends.filter((friend) => !told(friend)) })
    // A service may have told of it already, and nothing of progress refuses a fire.
    return deeds.filter((deed) => !this.#done(deed))
  }

  #mateOf({ userId, details: { friendId } }: RecordActivity): Mate | null {
    if (friendId === undefined) return null
    const later = cameLater(this.#db, friendId as UserId, userId)
    if (later === null) return null
    return { later, friend: readFriendState(this.#db, userId, friendId as UserId) === 'friends' }
  }

  #deedsOfTrade(event: TradeClosed): readonly Deed[] {
    return deedsOfTrade(event, this.#sheet(event.signalId)).filter((deed) => !this.#done(deed))
  }

  #sheet(id: SignalId): SignalSheet {
    const sheet = this.#asks.sheet(id)
    invariant(sheet !== null, 'what is decided on is there')
    return sheet
  }

  #done({ userId, activity, sourceId }: Deed): boolean {
    return readActivityAt(this.#db, userId, activity, sourceId) !== null
  }

  #decision(userId: UserId, signalId: SignalId): 'fire' | 'pass' | null {
    if (fires.readFire(this.#db, userId, signalId) !== null) return 'fire'
    return fires.readPassed(this.#db, userId, signalId) ? 'pass' : null
  }

  #progress(userId: UserId, { now }: Pick<Context, 'now'>): Progress | null {
    const known = this.#known.get(userId)
    if (known) return known
    const progress = readProgress(this.#db, userId, now)
    if (progress) this.#keep(progress)
    return progress
  }

  #contextOf(userId: UserId, { now, policy }: Context): ProgressContext {
    return {
      now,
      policy: this.#experiments.policyFor(userId, now, policy.progress),
      achievements: this.achievements.book(),
      campaign: this.#quests.campaignAt(now),
      gone: this.#asks.isErased(userId),
    }
  }

  #keep(progress: Progress): void {
    if (this.#known.size >= TRADERS_MAX) this.#known.clear()
    this.#known.set(progress.userId, progress)
  }
}
