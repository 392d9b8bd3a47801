import type { DomainEvent, MissionTotals, TraderTotals } from '#core/event.ts'
import type { SignalId, UserId } from '#core/kernel/ids.ts'
import { type Day, dayIn, type TimestampMs } from '#core/kernel/time.ts'
import type { SignalSheet, TraderSheet } from '#core/sheets.ts'

const SIGNALS_MAX = 1_000
const TRADERS_MAX = 20_000

/**
 * The sheets that the writer read last, so that many decisions on one signal, or of one trader, read it once.
 *
 * Only the writer changes a sheet, and every event states the totals after it: what an accepted decision says is what
 * the tables will say. A sheet that changes in any other way is forgotten and read again.
 */
export class KnownSheets {
  readonly #signals = new Map<SignalId, SignalSheet>()
  readonly #traders = new Map<UserId, { readonly sheet: TraderSheet; readonly day: Day }>()

  signal(id: SignalId, read: () => SignalSheet | null): SignalSheet | null {
    const known = this.#signals.get(id)
    if (known) return known
    const sheet = read()
    if (sheet) keep(this.#signals, id, sheet, SIGNALS_MAX)
    return sheet
  }

  /** His sheet; what it says of his last seven days holds for one of them. */
  trader(id: UserId, now: TimestampMs, read: () => TraderSheet | null): TraderSheet | null {
    const known = this.#traders.get(id)
    if (known && known.day === dayIn(known.sheet.zone, now)) return known.sheet
    const sheet = read()
    if (sheet) keep(this.#traders, id, { sheet, day: dayIn(sheet.zone, now) }, TRADERS_MAX)
    return sheet
  }

  /** Takes over what an accepted decision says. */
  follow(event: DomainEvent): void {
    switch (event.kind) {
      case 'signal_fired':
      case 'signal_passed':
      case 'signal_executed':
        this.#setMission(event.signalId, event.mission)
        return
      case 'signal_expiring':
      case 'signal_expired':
      case 'window_extended':
      case 'signal_settled':
        this.#signals.delete(event.signalId)
        return
      case 'trader_decided':
        this.#setTrader(event.userId, event.totals)
        return
      case 'trade_closed':
      case 'trade_reported':
      case 'zone_changed':
        this.#traders.delete(event.userId)
        return
      default:
        return
    }
  }

  /** To be called after every rollback: what was said did not happen. */
  forget(): void {
    this.#signals.clear()
    this.#traders.clear()
  }

  #setMission(id: SignalId, totals: MissionTotals): void {
    const sheet = this.#signals.get(id)
    if (sheet) this.#signals.set(id, { ...sheet, totals })
  }

  #setTrader(id: UserId, totals: TraderTotals): void {
    const known = this.#traders.get(id)
    if (known) this.#traders.set(id, { day: known.day, sheet: { ...known.sheet, totals } })
  }
}

function keep<Key, Sheet>(known: Map<Key, Sheet>, key: Key, sheet: Sheet, max: number): void {
  if (known.size >= max) known.clear()
  known.set(key, sheet)
}
