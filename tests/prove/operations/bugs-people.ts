import type { Command } from '#core/command.ts'
import type { Context } from '#core/context.ts'
import type { DomainEvent } from '#core/event.ts'
import { accept } from '#core/kernel/result.ts'
import { dayIn, zoneNamed } from '#core/kernel/time.ts'
import type { Experiment } from '#core/stats/experiment.ts'
import type { Writable } from '#db/open.ts'
import { readNewestUser } from '#db/stores/routing.ts'
import { SignalCache } from '#db/stores/signals.ts'
import { readZone } from '#db/stores/traders.ts'
import { Decider, type Decision } from '#station/decide.ts'
import type { Bug } from './bug.ts'
import { leavingOut } from './bugs-written.ts'
import { EXPERIMENT_ALONE, EXPERIMENT_PAYS } from './experiments.ts'
import { GONE_ALONE, GONE_WORDLESS } from './gone.ts'
import { FRIENDS_MUTUAL } from './pairs.ts'

type Events = readonly DomainEvent[]
/** What is decided in place of what the rules did; null where they are followed. */
type Instead = (
  decision: Decision,
  asked: { command: Command; context: Context; db: Writable },
) => Events | null

class WillfulDecider extends Decider {
  readonly #db: Writable
  readonly #instead: Instead

  constructor(db: Writable, instead: Instead) {
    super(db, new SignalCache())
    this.#db = db
    this.#instead = instead
  }

  override decide(command: Command, context: Context): Decision {
    const decision = super.decide(command, context)
    const events = this.#instead(decision, { command, context, db: this.#db })
    if (events === null) return decision
    // What it keeps in memory is what the rules said: it is read again as it was written.
    this.forget()
    return accept(events)
  }
}

function deciding(instead: Instead): Pick<Bug, 'decider'> {
  return { decider: (db) => new WillfulDecider(db, instead) }
}

/** Counts points for the day it is where he lives, also where that is a day before the newest he had. */
const dayAgain: Instead = (decision, { context, db }) => {
  if (!decision.ok) return null
  let changed = false
  const events = decision.value.map((event) => {
    if (event.kind !== 'points_awarded') return event
    const day = dayIn(readZone(db, event.userId)?.zone ?? 'UTC', context.now)
    if (event.totals.day === null || event.totals.day <= day) return event
    changed = true
    return { ...event, totals: { ...event.totals, day, dayEarned: event.amount } }
  })
  return changed ? events : null
}

/** Moves whoever wants to, as often as he likes. */
const moveAgain: Instead = (decision, { command, db }) => {
  if (decision.ok || command.kind !== 'change_zone') return null
  if (decision.rejection.code !== 'zone_changed_recently') return null
  const { userId } = command
  const [zone, previous] = [zoneNamed(command.zone), readZone(db, userId)?.zone]
  return zone === null || previous === undefined ? null : [{ kind: 'zone_changed', userId, zone, previous }]
}

/** Erases the person, and leaves those who wait for him. */
const noFarewell: Instead = (decision, { command }) => {
  if (!decision.ok || command.kind !== 'erase_user') return null
  return decision.value.filter(({ kind }) => kind === 'user_erased' || kind === 'board_display_changed')
}

/** Starts an experiment while another runs. */
const anotherExperiment: Instead = (decision, { command, context, db }) => {
  if (decision.ok || command.kind !== 'start_experiment') return null
  if (decision.rejection.code !== 'experiment_running') return null
  const { experimentId, by } = command
  const { days, ...fields } = command.fields
  const [startsAt, newest] = [context.now, readNewestUser(db)]
  const experiment = { experimentId, ...fields, startsAt, endsAt: startsAt + days * 86_400_000, newest }
  return [{ kind: 'experiment_set', experiment, by }]
}

const AHEAD = 'SELECT definition FROM experiments WHERE ends_at >'
const ERASED = /^SELECT user_id .*FROM traders WHERE erased_at IS NOT NULL/

/** Mistakes about those who move and leave, and about experiments. */
export const BUGS_OF_PEOPLE: readonly Bug[] = [
  {
    name: 'a day begins again after a move west',
    breaks: ["the day's earnings are those of the trader's own day"],
    ...deciding(dayAgain),
  },
  {
    name: 'a zone is changed as often as somebody likes',
    breaks: ['a zone is changed once in 24 hours'],
    ...deciding(moveAgain),
  },
  {
    name: 'words about who is gone stay in the journal',
    breaks: [GONE_WORDLESS],
    tampering: leavingOut('UPDATE journal SET payload', 1),
  },
  {
    name: 'after a start nobody knows who is gone',
    breaks: ['nothing is done in the name of who is gone'],
    tampering: () => ({ all: (sql, rows) => (ERASED.test(sql) ? [] : rows) }),
  },
  {
    name: 'an erasure lets nobody go who waits for him',
    breaks: [GONE_ALONE, FRIENDS_MUTUAL],
    ...deciding(noFarewell),
  },
  {
    name: 'an experiment treats everybody',
    breaks: [EXPERIMENT_PAYS],
    tampering: () => ({ get: (sql, row) => (sql.startsWith(AHEAD) && row ? treatingAll(row) : row) }),
  },
  {
    name: 'an experiment begins beside another',
    breaks: [EXPERIMENT_ALONE],
    ...deciding(anotherExperiment),
  },
]

function treatingAll(row: unknown): unknown {
  const experiment = JSON.parse((row as { definition: string }).definition) as Experiment
  return { definition: JSON.stringify({ ...experiment, treatedBp: 10_000 }) }
}
