import type { SignalId, UserId } from '#core/kernel/ids.ts'
import type { RandomStream } from '#core/kernel/random.ts'
import type { MissionId } from '#core/progress/daily-missions-event.ts'

/** Both ends included. */
export type Range = readonly [min: number, max: number]

/**
 * How somebody uses the desk. Chances are of 1.
 *
 * These are assumptions: no desk has been watched for them. What the simulation finds hangs on them.
 */
export interface Habits {
  /** He comes on a day, after one on which he came and after one on which he did not. */
  readonly comesAgain: number
  readonly comesBack: number
  /** Signals he decides in a visit. */
  readonly decisions: Range
  /** Of one decision: the briefing is opened before it, a plan is saved before it, it is a fire. */
  readonly briefed: number
  readonly planned: number
  readonly fires: number
  /** Outcomes of the day before that he reviews. */
  readonly reviews: Range
  /** Buttons, menus and features that are told of. */
  readonly clicks: Range
  readonly minutes: Range
  /** A briefing is shared with a desk mate. */
  readonly shares: number
  /** Rewards that wait are collected at the end of a visit. */
  readonly collects: number
  /** Something is bought at the end of a visit, where there are points for it. */
  readonly buys: number
}

export type Temper = 'honest' | 'lazy'

/** A kind of person who wants no more than is meant for him. */
export interface Persona {
  readonly name: string
  readonly temper: Temper
  /** Of 100 people. */
  readonly share: number
  readonly habits: Habits
}

const REGULAR: Habits = {
  comesAgain: 0.92,
  comesBack: 0.6,
  decisions: [2, 4],
  briefed: 0.8,
  planned: 0.4,
  fires: 0.5,
  reviews: [1, 3],
  clicks: [1, 4],
  minutes: [12, 40],
  shares: 0.15,
  collects: 0.9,
  buys: 0.05,
}

export const PERSONAS: readonly Persona[] = [
  {
    name: 'keen',
    temper: 'honest',
    share: 20,
    habits: {
      ...REGULAR,
      comesAgain: 0.98,
      comesBack: 0.8,
      decisions: [3, 6],
      briefed: 0.95,
      planned: 0.7,
      reviews: [2, 4],
      minutes: [20, 45],
    },
  },
  { name: 'regular', temper: 'honest', share: 40, habits: REGULAR },
  {
    name: 'casual',
    temper: 'honest',
    share: 20,
    habits: {
      ...REGULAR,
      comesAgain: 0.65,
      comesBack: 0.35,
      decisions: [1, 2],
      briefed: 0.6,
      planned: 0.2,
      reviews: [0, 1],
      clicks: [1, 2],
      minutes: [4, 20],
    },
  },
  {
    name: 'login only',
    temper: 'lazy',
    share: 12,
    habits: {
      ...REGULAR,
      comesAgain: 0.9,
      comesBack: 0.6,
      decisions: [0, 0],
      reviews: [0, 0],
      clicks: [0, 2],
      minutes: [1, 3],
      shares: 0,
    },
  },
  {
    name: 'drifter',
    temper: 'lazy',
    share: 8,
    habits: {
      ...REGULAR,
      comesAgain: 0.3,
      comesBack: 0.08,
      decisions: [0, 1],
      briefed: 0.3,
      planned: 0,
      reviews: [0, 0],
      clicks: [0, 2],
      minutes: [1, 6],
    },
  },
]

/** Whom a person is judged with: his persona, or his way of cheating. */
export type Group = string

/** One account of the desk, and what its owner has in mind. */
export interface Account {
  readonly userId: UserId
  readonly group: Group
  /** The account of its owner that is judged; others of the same person only serve it. */
  readonly main: boolean
  readonly habits: Habits
  readonly zone: string
  /** Minute of the UTC day at which his visits begin. */
  readonly minute: number
  readonly draw: RandomStream
  readonly friends: UserId[]
  came: boolean
  /** What he decided yesterday, to be reviewed. */
  decided: readonly SignalId[]
  /** What waits to be collected. */
  readonly missions: Set<MissionId>
  readonly boxes: Set<number>
  balance: number
}

/** The persona that somebody has who also cheats: the one in the middle, so that what he gains is what cheating brings. */
export const BASE_PERSONA = 'regular'

/** The habits of a persona. */
export function habitsOf(name: string): Habits {
  const persona = PERSONAS.find((one) => one.name === name)
  if (persona === undefined) throw new Error(`${name} is no persona`)
  return persona.habits
}
