import type { Activity } from '#core/progress/deed.ts'
import type { Ask, Step } from './asks.ts'
import { LAST_MINUTE } from './market-days.ts'
import type { Account } from './people.ts'
import type { Today } from './visit.ts'

/** Everything again so many minutes later. */
const LATER_MINUTES = 3
/** What is done once for a thing or a day: told under a new event id, it is the same deed. */
const ONCE: ReadonlySet<Activity> = new Set<Activity>([
  'daily_login',
  'briefing_opened',
  'plan_saved',
  'outcome_reviewed',
])

/** A visit whose every request is sent with a receipt, and then again in each way in which it can be repeated. */
export function replayed(visit: readonly Step[], account: Account, today: Today): readonly Step[] {
  return visit.flatMap((step, index) => {
    let told: readonly Ask[] = []
    return [
      {
        minute: step.minute,
        asks: () => {
          told = step
            .asks()
            .map((ask, place) => ({ ...ask, receipt: receiptOf(account, today, [index, place]) }))
          return told
        },
      },
      {
        minute: Math.min(step.minute + LATER_MINUTES, LAST_MINUTE),
        asks: () => told.flatMap(repeats),
      },
    ]
  })
}

function receiptOf({ userId }: Account, { day }: Today, place: readonly number[]) {
  const key = [day, ...place].join('-')
  return { owner: userId, key, inputHash: key }
}

function repeats(ask: Ask): readonly Ask[] {
  const { receipt, ...bare } = ask
  const { command } = ask
  if (command.kind !== 'record_activity' || !ONCE.has(command.activity)) return [ask, bare]
  const renamed = { ...bare, command: { ...command, eventId: `${command.eventId}-again` } }
  return [ask, bare, renamed]
}
