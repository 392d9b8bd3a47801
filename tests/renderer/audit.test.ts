import { describe, expect, test } from 'vitest'
import {
  aboutWords,
  chainText,
  factsText,
  outcomeWords,
  readAuditChoice,
  writeAuditChoice,
} from '../../renderer/state/audit.ts'

describe('what is looked for', () => {
  test.each([
    [
      { who: 'ada', what: 'token_created', outcome: 'refused' },
      { who: 'ada', what: 'token_created', outcome: 'refused' },
    ],
    [{ who: 7 }, { who: '7' }],
    [{ who: '', what: null, outcome: 'maybe', page: 3 }, {}],
    [{ who: 'x'.repeat(65) }, {}],
  ])('[AUDIT-17] the address %o is the choice %o, and nothing else', (address, written) => {
    expect(writeAuditChoice(readAuditChoice(address))).toEqual(written)
  })
})

test('[AUDIT-17] a burst, the facts and the state of the chain are said in words', () => {
  expect(outcomeWords('rate_limited', 312)).toBe('too often x312')
  expect(outcomeWords('done', 1)).toBe('done')
  expect(outcomeWords('new_code', 1)).toBe('new code')
  expect(aboutWords('user:ada')).toBe('user ada')
  expect(aboutWords('new_kind:a:b')).toBe('new kind a:b')
  expect(aboutWords('everything')).toBe('everything')
  const when = (at: number) => `t${at}`
  expect(factsText({ role: 'trader', expiresAt: null, endsAt: 5, paused: false }, when)).toBe(
    'role trader, ends t5, paused no',
  )
  expect(chainText({ entries: 1, verified: null }, when)).toBe('1 entry, not verified since the start')
  expect(chainText({ entries: 12, verified: { ok: true, to: 11, at: 2 } }, when)).toBe(
    'Chain verified up to #11 at t2000',
  )
  expect(chainText({ entries: 12, verified: { ok: false, to: 12, at: 2 } }, when)).toBe(
    'The chain is broken: looked at up to #12 at t2000',
  )
})
