import type { ReplyOf } from '#contracts/http.ts'
import type { Desk, Outcome } from './commands.ts'
import type { Words } from './words.ts'

/** What the contract does not know as an exchange, a pair or a timeframe it refuses, with what is allowed. */
type Exchange = 'binance' | 'kraken'

/** Tries an exchange and says what was seen; exit code 1 where it would not be live. */
export async function testFeed(desk: Desk, words: Words): Promise<Outcome> {
  const body = { exchange: words.need('exchange') as Exchange, ...pairsOf(words) }
  const answer = await desk.call('testFeed', { body: { ...body, symbols: body.symbols ?? [] } })
  if (!answer.ok) return { kind: 'refused', problem: answer.problem }
  const { value } = answer
  return {
    kind: 'done',
    value: value.fine ? 'fine' : 'not fine',
    json: value,
    words: seen(value),
    fine: value.fine,
  }
}

function seen(tested: ReplyOf<'testFeed'>): readonly string[] {
  const { exchange, reachable, time_offset: offset, first_price_after: after, symbols } = tested
  return [
    reachable ? `${exchange} answers` : `${exchange} does not answer`,
    offset === null ? 'its clock was not told' : `its clock is ${offset} s ahead of this one`,
    after === null ? 'no price came over its stream' : `the first price came after ${after} s`,
    ...symbols.map(({ symbol, known }) => `${symbol}: ${KNOWN[String(known)]}`),
  ]
}

const KNOWN: Readonly<Record<string, string>> = {
  true: 'known',
  false: 'not known there',
  null: 'the exchange did not say',
}

/** Writes the choice of a feed for the next start. */
export async function chooseFeed(desk: Desk, words: Words): Promise<Outcome> {
  const named = words.need('exchange')
  const body = { exchange: named === 'none' ? null : (named as Exchange), ...pairsOf(words) }
  const answer = await desk.call('chooseFeed', { body })
  if (!answer.ok) return { kind: 'refused', problem: answer.problem }
  const { exchange, symbols, outranked_by: outranked } = answer.value
  const feed = exchange === null ? 'the simulation' : `${exchange} with ${symbols.join(', ')}`
  return {
    kind: 'done',
    value: exchange ?? 'none',
    json: answer.value,
    words: [
      `${feed} plays from the next start on`,
      ...(outranked === null ? [] : [`as long as no feed is named by the ${outranked}, as one is now`]),
    ],
    fine: true,
  }
}

function pairsOf(words: Words) {
  const symbols = words.one('symbols')?.split(',')
  const timeframe = words.one('timeframe') as 'h1' | undefined
  return { ...(symbols && { symbols }), ...(timeframe !== undefined && { timeframe }) }
}
