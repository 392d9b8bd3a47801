import type {
  AdvanceMarket,
  Command,
  FireSignal,
  PassSignal,
  PauseSource,
  PostSignal,
  RecordPastSignals,
  RouteSignal,
  SettleTrades,
} from '#core/command.ts'
import type { Context } from '#core/context.ts'
import { isDeviceCommand } from '#core/devices/command.ts'
import type { DomainEvent } from '#core/event.ts'
import type { Cents } from '#core/kernel/amount.ts'
import type { RunId, SignalId, UserId } from '#core/kernel/ids.ts'
import { accept, invariant, type Result, reject } from '#core/kernel/result.ts'
import { dayIn, type TimestampMs } from '#core/kernel/time.ts'
import { decideSetLan } from '#core/lan.ts'
import type { Progress } from '#core/progress/progress.ts'
import type { Rejection } from '#core/rejection.ts'
import { barMsIn, decideOpenRun } from '#core/runs.ts'
import type { SignalSheet, TraderSheet } from '#core/sheets.ts'
import { decideFire } from '#core/signals/fire.ts'
import { providerBookAt, stationBook } from '#core/signals/fusion/books.ts'
import { decideAdvance, expiringLeadMs } from '#core/signals/market.ts'
import { decidePass } from '#core/signals/pass.ts'
import { decideRecordPast } from '#core/signals/past-signals.ts'
import { decidePauseSource } from '#core/signals/pausing.ts'
import { decidePostSignal } from '#core/signals/posting.ts'
import { decideChangeRouting } from '#core/signals/routing/change.ts'
import { decideRouteSignal, reachedTiers } from '#core/signals/routing/offer.ts'
import { decideExecuteFires, decideSettleTrades } from '#core/signals/trades.ts'
import { decideExtendWindows } from '#core/signals/windows.ts'
import type { Readable } from '#db/open.ts'
import { readBook, readRun } from '#db/stores/desk.ts'
import * as fires from '#db/stores/fires.ts'
import { readPausedSources } from '#db/stores/fusion.ts'
import { readPast } from '#db/stores/past-signals.ts'
import { readProgress } from '#db/stores/progress.ts'
import { readMembersAfter, readNewestUser, readOffer, readRoutingPolicy } from '#db/stores/routing.ts'
import * as signals from '#db/stores/signals.ts'
import { readDayPnl, readTrader } from '#db/stores/traders.ts'
import { AccessDesk } from './access-desk.ts'
import { askProgress } from './ask-progress.ts'
import { decideShown } from './board-desk.ts'
import { decideDevices } from './device-desk.ts'
import { FusionBooks } from './fusion-books.ts'
import { KnownRouting } from './known-routing.ts'
import { KnownSheets } from './known-sheets.ts'
import { decideOutside } from './outside-desk.ts'
import { ProgressDesk } from './progress-desk.ts'
import { decideStats } from './stats-desk.ts'

export type Decision = Result<readonly DomainEvent[], Rejection>

/** Which parts decide. */
export interface DeciderOptions {
  readonly progress: boolean
}

/** Reads what the rule of a command needs and asks the rule: no arithmetic, no SQL of its own. */
export class Decider {
  readonly #db: Readable
  readonly #cache: signals.SignalCache
  readonly fusion: FusionBooks
  readonly #known = new KnownSheets()
  readonly #routing: KnownRouting
  readonly #access: AccessDesk
  /** Null where progress is switched off: nothing is recorded of it then. */
  readonly #progress: ProgressDesk | null

  constructor(db: Readable, cache: signals.SignalCache, { progress }: DeciderOptions = { progress: true }) {
    this.#db = db
    this.#cache = cache
    this.fusion = new FusionBooks(db)
    this.#routing = new KnownRouting(db)
    this.#access = new AccessDesk(db)
    const asks = {
      sheet: (id: SignalId) => this.#sheet(id),
      isErased: (id: UserId) => this.#access.isErased(id),
    }
    this.#progress = progress ? new ProgressDesk(db, asks) : null
  }

  /** The events of a command and what follows from them; all of it is recorded, or nothing. */
  decide(command: Command, context: Context): Decision {
    const decision = this.#ask(command, context)
    if (!decision.ok) return decision
    this.#follow(decision.value, context)
    if (this.#progress === null) return decision
    const answers = this.#progress.answer(decision.value, context)
    return answers.length === 0 ? decision : accept([...decision.value, ...answers])
  }

  #follow(events: readonly DomainEvent[], context: Context): void {
    for (const event of events) {
      this.#known.follow(event)
      this.fusion.follow(event)
      this.#routing.follow(event, context)
      this.#access.follow(event)
      this.#progress?.follow(event, context)
    }
  }

  /** A trader's progress; null for an unknown user. The writer knows it already of most who are asked for. */
  progress(userId: UserId, now: TimestampMs): Progress | null {
    return this.#progress === null ? readProgress(this.#db, userId, now) : this.#progress.trader(userId, now)
  }

  /** Forgets what it knows: to be called after every rollback. */
  forget(): void {
    this.#cache.forget()
    this.fusion.forget()
    this.#known.forget()
    this.#routing.forget()
    this.#access.forget()
    this.#progress?.forget()
  }

  #ask(command: Command, context: Context): Decision {
    // Nothing is done any more in the name of somebody who is gone, by whomever.
    if (this.#access.isGone(command)) return reject({ code: 'user_erased' })
    const db = this.#db
    if (isDeviceCommand(command)) return decideDevices(db, command, context)
    switch (command.kind) {
      case 'fire_signal':
        return decideFire(command, this.#decisionView(command, context), context)
      case 'pass_signal':
        return decidePass(command, this.#passView(command, context), context)
      case 'post_signal':
        return decidePostSignal(command, this.#postingView(command, context), context)
      case 'record_past_signals':
        return decideRecordPast(command, this.#pastView(command))
      case 'open_run':
        return decideOpenRun(
          command,
          { run: readRun(db), open: signals.readAllUnsettled(db, this.#cache) },
          context,
        )
      case 'advance_market':
        return decideAdvance(command, this.#marketView(command, context), context)
      case 'extend_windows':
        return decideExtendWindows(command, { sheets: this.#sheets(command.signalIds) }, context)
      case 'execute_fires':
        return decideExecuteFires(command, { sheet: this.#sheet(command.signalId) }, context)
      case 'close_trade':
      case 'make_hook':
      case 'rotate_hook':
      case 'revoke_hook':
        return decideOutside(db, command, { context, sheet: (id) => this.#sheet(id) })
      case 'settle_trades':
        return decideSettleTrades(command, this.#settlementView(command, context), context)
      case 'pause_source':
        return decidePauseSource(command, this.#pauseView(command))
      case 'route_signal':
        return decideRouteSignal(command, this.#offerView(command, context), context)
      case 'change_routing':
        return decideChangeRouting(command, this.#routing.policy())
      case 'add_user':
      case 'change_zone':
      case 'create_token':
      case 'revoke_token':
      case 'erase_user':
        return this.#access.decide(command, context)
      case 'drop_details':
      case 'define_metric':
      case 'switch_metric':
      case 'start_experiment':
      case 'end_experiment':
        return decideStats(db, command, context)
      case 'show_on_boards':
        return decideShown(db, command)
      case 'note_audit':
        return accept([]) // The writer puts it on record.
      case 'set_lan':
        return decideSetLan(command, context)
      case 'define_achievement':
        return this.#progress?.defineAchievement(command) ?? reject({ code: 'progress_off' })
      default:
        return askProgress(this.#progress, command, context)
    }
  }

  #sheet(id: SignalId): SignalSheet | null {
    return this.#known.signal(id, () => signals.readSignal(this.#db, this.#cache, id))
  }

  #sheets(ids: readonly SignalId[]): readonly SignalSheet[] {
    return ids.map((id) => this.#sheet(id)).filter((sheet) => sheet !== null)
  }

  #decisionView({ userId, signalId }: FireSignal | PassSignal, { now }: Context) {
    return {
      sheet: this.#sheet(signalId),
      trader: this.#known.trader(userId, now, () => readTrader(this.#db, userId, now)),
      trade: fires.readFire(this.#db, userId, signalId),
    }
  }

  #passView(command: PassSignal, context: Context) {
    const passed = fires.readPassed(this.#db, command.userId, command.signalId)
    return { ...this.#decisionView(command, context), passed }
  }

  #postingView({ symbol }: PostSignal, context: Context) {
    const { policy } = context
    const run = readRun(this.#db)
    const lastHorizonMs = policy.horizonBars * barMsIn(run ?? NO_RUN_YET, symbol)
    return {
      fusion: this.fusion.apart(),
      runId: run?.runId ?? NO_RUN_YET.runId,
      paused: readPausedSources(this.#db),
      lastHorizonMs,
      vetoes: this.#routing.vetoes(context),
    }
  }

  #pastView({ provider, rows }: RecordPastSignals) {
    const db = this.#db
    const names = new Set(rows.map(({ ratio }) => providerBookAt(provider, ratio).name))
    return {
      fusion: this.fusion.apart(),
      kept: new Set(rows.map(({ pastId }) => pastId).filter((id) => readPast(db, provider, id) !== null)),
      totals: new Map([...names].map((name) => [name, readBook(db, name)])),
      paused: readPausedSources(db),
    }
  }

  #pauseView({ source }: PauseSource) {
    return { known: this.fusion.knows(source), paused: readPausedSources(this.#db).has(source) }
  }

  #marketView(command: AdvanceMarket, context: Context) {
    const { market, policy } = context
    const open = this.#openSignals(command)
    const leadMs = expiringLeadMs(market.speed, policy)
    const due = signals.readDue(this.#db, this.#cache, { at: command.at, leadMs })
    const names = new Set(open.map(({ signal }) => signal.book))
    for (const { candidate } of command.candidates) names.add(stationBook(candidate).name)
    const books = new Map([...names].map((book) => [book, { book, totals: readBook(this.#db, book) }]))
    return {
      run: readRun(this.#db),
      open,
      due,
      books,
      fusion: this.fusion.apart(),
      paused: readPausedSources(this.#db),
      vetoes: this.#routing.vetoes(context),
    }
  }

  #offerView({ signalId }: RouteSignal, { policy: { usersPerRoutingMax } }: Context) {
    const sheet = this.#sheet(signalId)
    const progress = readOffer(this.#db, signalId)
    // A signal is decided on by one policy, also where it changes between two steps.
    const { policy, version } = progress
      ? readRoutingPolicy(this.#db, progress.policyVersion)
      : this.#routing.policy()
    const tiers = sheet === null ? [] : reachedTiers(sheet.signal.assessment, policy)
    const range = { after: progress?.decidedTo ?? 0, limit: usersPerRoutingMax + 1 }
    const members = tiers.length === 0 ? [] : readMembersAfter(this.#db, tiers, range)
    return {
      sheet,
      progress,
      policy,
      policyVersion: version,
      members: members.slice(0, usersPerRoutingMax),
      more: members.length > usersPerRoutingMax,
      newest: readNewestUser(this.#db),
    }
  }

  #openSignals({ closes, at }: AdvanceMarket): readonly SignalSheet[] {
    const open = new Map<SignalId, SignalSheet>()
    for (const symbol of new Set(closes.map(({ bar }) => bar.symbol))) {
      for (const sheet of signals.readUnsettled(this.#db, this.#cache, symbol))
        open.set(sheet.signal.signalId, sheet)
    }
    for (const sheet of signals.readPastHorizon(this.#db, this.#cache, at))
      open.set(sheet.signal.signalId, sheet)
    return [...open.values()]
  }

  #settlementView({ signalId }: SettleTrades, { now, policy }: Context) {
    const trades = fires.readUnbooked(this.#db, signalId, policy.tradesPerSettlementMax)
    const traders = new Map<UserId, TraderSheet>()
    const dayPnlCents = new Map<UserId, Cents>()
    for (const { userId } of trades) {
      const trader = readTrader(this.#db, userId, now)
      invariant(trader, 'a trade belongs to a user')
      traders.set(userId, trader)
      dayPnlCents.set(userId, readDayPnl(this.#db, userId, dayIn(trader.zone, now)))
    }
    return { sheet: this.#sheet(signalId), trades, traders, dayPnlCents }
  }
}

/** Before the first run there is no market, and nothing can be posted into it. */
const NO_RUN_YET = { runId: 'r0' as RunId, timeframe: 'h1' } as const
