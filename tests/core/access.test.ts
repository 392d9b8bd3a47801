import { describe, expect, test } from 'vitest'
import { decideAddUser, decideCreateToken, decideRevokeToken } from '#core/access.ts'
import type { AddUser, CreateToken } from '#core/command.ts'
import type { TokenId } from '#core/kernel/ids.ts'
import type { TokenSheet } from '#core/sheets.ts'
import { ADA, accepted, contextAt, NOW } from './signals/build.ts'

const ADD: AddUser = {
  kind: 'add_user',
  userId: ADA,
  name: 'Ada',
  zone: 'Pacific/Kiritimati',
  memberTier: 'fang',
}
const TOKEN: TokenSheet = {
  tokenId: 'token-1' as TokenId,
  userId: ADA,
  role: 'service',
  expiresAt: NOW + 1,
  mayActFor: ['*'],
  scopes: null,
  revoked: false,
}
const CREATE: CreateToken = {
  kind: 'create_token',
  tokenId: TOKEN.tokenId,
  userId: ADA,
  role: 'service',
  label: 'bot of the desk',
  expiresAt: NOW + 1,
  mayActFor: ['*'],
  secretHash: 'c0ffee',
}

describe('users and tokens', () => {
  test('[USER-7] his zone is kept as the IANA list spells it', () => {
    const added = accepted(
      decideAddUser({ ...ADD, zone: 'pacific/kiritimati' }, { exists: false }, contextAt()),
    )
    expect(added).toMatchObject([{ zone: 'Pacific/Kiritimati' }])
  })

  test('[USER-1] a person starts with 10,000.00 and a clean sheet, on his own day', () => {
    expect(accepted(decideAddUser(ADD, { exists: false }, contextAt()))).toEqual([
      {
        kind: 'user_added',
        userId: ADA,
        zone: 'Pacific/Kiritimati',
        memberTier: 'fang',
        totals: {
          balanceCents: 1_000_000,
          fires: 0,
          passes: 0,
          wins: 0,
          losses: 0,
          timeouts: 0,
          pnlCents: 0,
          breakevenMicroSum: 0,
          // Station time is noon of the 20th in UTC, 14 hours behind Kiritimati.
          day: '2026-11-21',
          dayFires: 0,
        },
      },
    ])
  })

  test('[USER-2] an id that is taken is refused first, then an unknown zone', () => {
    const nowhere = { ...ADD, zone: 'Mars/Olympus' }
    expect(decideAddUser(nowhere, { exists: true }, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'user_exists' },
    })
    expect(decideAddUser(nowhere, { exists: false }, contextAt())).toEqual({
      ok: false,
      rejection: { code: 'bad_zone' },
    })
    // An offset has no rules for summer, an instant is none; neither is a name of the IANA list.
    for (const zone of ['', '+02:00', '2026-01-01T00:00Z', '2026-01-01T00:00[Europe/Berlin]', 'Z'])
      expect([zone, decideAddUser({ ...ADD, zone }, { exists: false }, contextAt()).ok]).toEqual([
        zone,
        false,
      ])
  })

  test('[USER-3] a token belongs to a known user, and its event holds no secret', () => {
    expect(decideCreateToken(CREATE, { userExists: false })).toEqual({
      ok: false,
      rejection: { code: 'user_not_found' },
    })
    expect(accepted(decideCreateToken(CREATE, { userExists: true }))).toEqual([
      {
        kind: 'token_created',
        tokenId: 'token-1',
        userId: ADA,
        role: 'service',
        expiresAt: NOW + 1,
        mayActFor: ['*'],
      },
    ])
  })

  test('[USER-4] a token is revoked once; again changes nothing; an unknown one is refused', () => {
    const revoke = { kind: 'revoke_token', tokenId: TOKEN.tokenId } as const
    expect(accepted(decideRevokeToken(revoke, { token: TOKEN }))).toEqual([
      { kind: 'token_revoked', tokenId: 'token-1' },
    ])
    expect(accepted(decideRevokeToken(revoke, { token: { ...TOKEN, revoked: true } }))).toEqual([])
    expect(decideRevokeToken(revoke, { token: null })).toEqual({
      ok: false,
      rejection: { code: 'token_not_found' },
    })
  })
})
