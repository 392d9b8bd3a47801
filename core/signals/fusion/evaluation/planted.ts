import { type RandomStream, randomStream } from '#core/kernel/random.ts'
import type { Vote } from '#core/signals/signal.ts'
import type { Question } from '../engine/evidence.ts'
import { clamp, logit, sigmoid } from '../engine/scale.ts'

/** A made stream whose true probabilities are known, because they were used to make it. */
export interface Planted {
  readonly name: string
  /** Events after a candidate at which its outcome is told; 0 tells it at once. */
  readonly delay: number
  readonly candidates: readonly PlantedCandidate[]
}

export interface PlantedCandidate {
  readonly question: Question
  readonly won: 0 | 1
  /** The probability given everything that was said. */
  readonly oracle: number
}

export const PLANTED_EVENTS = 12_000
/** Candidates of a stream with late outcomes take turns in so many symbols, so that none is judged twice at once. */
const SYMBOLS = 64
const AWAKE = 0.75
const SOURCES = 8
const HOUR_MS = 3_600_000

/** One source on one event: the log-odds its word is truly worth, and what it claims. */
interface Word {
  readonly agreement: 1 | -1
  readonly odds: number
  readonly claim: number
}

/** Speaks of an outcome it may know something about; `at` runs from 0 to 1 over the stream. */
type Speaker = (won: 0 | 1, at: number, chance: RandomStream) => Word

interface Recipe {
  readonly name: string
  readonly speakers: readonly Speaker[]
  readonly base?: (at: number) => number
  readonly delay?: number
  /** Sources that repeat the first one word for word. */
  readonly copies?: number
}

/** Right so often, whatever it claims. */
function knowing(right: (at: number) => number): Speaker {
  return (won, at, chance) => said(won, right(at), { chance, claim: 0.6 + 0.3 * chance.next() })
}

/** Right as often as it says, between one half and .66, which differs by event; it may shout. */
function honest(shout: number): Speaker {
  return (won, _at, chance) => {
    const right = 0.5 + 0.16 * chance.next()
    return said(won, right, { chance, claim: sigmoid(shout * logit(right)) })
  }
}

/** Sees a normal signal with so many standard deviations between win and loss, and claims what it is worth. */
function seeing(separation: number): Speaker {
  return (won, _at, chance) => {
    const odds = separation * ((won === 1 ? 0.5 : -0.5) * separation + chance.normal())
    return { agreement: odds >= 0 ? 1 : -1, odds, claim: sigmoid(Math.abs(odds)) }
  }
}

function loud(_won: 0 | 1, _at: number, chance: RandomStream): Word {
  return { agreement: chance.next() < 0.5 ? 1 : -1, odds: 0, claim: 0.9 }
}

function said(
  won: 0 | 1,
  right: number,
  { chance, claim }: { readonly chance: RandomStream; readonly claim: number },
): Word {
  const agreement = chance.next() < right === (won === 1) ? 1 : -1
  return { agreement, odds: agreement * logit(right), claim: clamp(claim, 0.5, 0.98) }
}

const noise = knowing(() => 0.5)
const always = (right: number): Speaker => knowing(() => right)

/** Speakers, filled up with sources that know nothing. */
function among(...speakers: readonly Speaker[]): readonly Speaker[] {
  return [...speakers, ...Array<Speaker>(SOURCES - speakers.length).fill(noise)]
}

/** The ten streams of the fusion method, section 6. */
const RECIPES: readonly Recipe[] = [
  { name: 'one good source (58 %) of 8', speakers: among(always(0.58)) },
  { name: 'two weak (54, 53 %)', speakers: among(always(0.54), always(0.53)) },
  {
    name: '4 honest independent + 4 noise',
    speakers: among(honest(1), honest(1), honest(1), honest(1)),
  },
  { name: 'triplicated source', speakers: among(always(0.65)), copies: 2 },
  { name: 'source flips 62 -> 38 % half way', speakers: among(knowing((at) => (at < 0.5 ? 0.62 : 0.38))) },
  { name: '8 loud noise sources (claim .9)', speakers: Array<Speaker>(SOURCES).fill(loud) },
  { name: 'base drifts .50 -> .35', speakers: among(), base: (at) => 0.5 - 0.15 * at },
  { name: 'honest but 4x overconfident', speakers: among(honest(4), honest(4), honest(4)) },
  { name: 'strong (d prime 1.5 and 1.0)', speakers: among(seeing(1.5), seeing(1)) },
  { name: 'one good, outcomes 50 events late', speakers: among(always(0.58)), delay: 50 },
]

/**
 * Makes the ten streams from a seed.
 *
 * Every source is awake on three events of four. Given the outcome the sources are independent, so the true
 * probability is the base rate's log-odds plus what each word is worth. Copies are worth nothing more.
 */
export function plantedStreams(seed: string, events = PLANTED_EVENTS): readonly Planted[] {
  return RECIPES.map((recipe) => make(recipe, randomStream(`${seed}:${recipe.name}`), events))
}

function make(recipe: Recipe, chance: RandomStream, events: number): Planted {
  const candidates = Array.from({ length: events }, (_, index) =>
    plant(recipe, chance, { index, at: index / events }),
  )
  return { name: recipe.name, delay: recipe.delay ?? 0, candidates }
}

function plant(
  { speakers, base = () => 0.5, copies = 0 }: Recipe,
  chance: RandomStream,
  { index, at }: { readonly index: number; readonly at: number },
): PlantedCandidate {
  const rate = base(at)
  const won = chance.next() < rate ? 1 : 0
  let odds = logit(rate)
  const votes: Vote[] = []
  speakers.forEach((speak, number) => {
    const word = speak(won, at, chance)
    if (chance.next() >= AWAKE) return
    odds += word.odds
    const vote = { agreement: word.agreement, claim: clamp(word.claim, 0.5, 0.98) }
    votes.push({ source: `source ${number}`, ...vote })
    if (number === 0)
      for (let copy = 1; copy <= copies; copy++) votes.push({ source: `copy ${copy}`, ...vote })
  })
  const question: Question = {
    id: String(index),
    symbol: `S${index % SYMBOLS}`,
    direction: chance.next() < 0.5 ? 1 : -1,
    at: index * HOUR_MS,
    votes,
    regime: { trend: chance.next() < 0.5 ? 1 : -1, vol: pick(chance) },
  }
  return { question, won, oracle: sigmoid(odds) }
}

function pick(chance: RandomStream): -1 | 0 | 1 {
  const draw = chance.next()
  if (draw < 0.25) return -1
  return draw < 0.75 ? 0 : 1
}
