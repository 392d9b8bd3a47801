import type * as event from '#core/event.ts'
import type { HookSet } from '#core/hooks/hook.ts'
import type { LanSet } from '#core/lan.ts'
import type { AchievementDefined } from '#core/progress/achievement-event.ts'
import type { Writable } from './open.ts'
import { copyAchievementDefinition } from './projections/achievements.ts'
import { copyHook } from './projections/hooks.ts'
import { keepLan } from './stores/lan.ts'

function pauseSource(db: Writable, { source, paused }: event.SourcePaused): void {
  if (paused) db.run('INSERT OR IGNORE INTO paused_sources (source) VALUES (?)', source)
  else db.run('DELETE FROM paused_sources WHERE source = ?', source)
}

function addRun(db: Writable, told: event.RunOpened): void {
  db.run(
    `INSERT INTO runs (run_id, source, fingerprint, timeframe, timeframes, symbols, starts_at, bars_done, at, ended,
       last_prices) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, '{}')`,
    told.runId,
    told.source,
    told.fingerprint,
    told.timeframe,
    JSON.stringify(told.timeframes ?? {}),
    JSON.stringify(told.symbols),
    told.startsAt,
    told.startsAt,
  )
}

function advanceRun(db: Writable, told: event.RunAdvanced): void {
  db.run(
    'UPDATE runs SET bars_done = ?, at = ?, ended = ?, last_prices = ? WHERE run_id = ?',
    told.barsDone,
    told.at,
    told.ended ? 1 : 0,
    JSON.stringify(told.lastPrices),
    told.runId,
  )
}

function addToken(db: Writable, told: event.TokenCreated): void {
  db.run(
    'INSERT INTO tokens (token_id, user_id, role, expires_at, may_act_for, scopes, revoked) VALUES (?, ?, ?, ?, ?, ?, 0)',
    told.tokenId,
    told.userId,
    told.role,
    told.expiresAt,
    JSON.stringify(told.mayActFor),
    told.scopes === undefined ? null : JSON.stringify(told.scopes),
  )
}

/** Copies what is told of runs, sources, tokens, hooks and the LAN. */
export function copyDesk(
  db: Writable,
  told:
    | event.RunOpened
    | event.RunAdvanced
    | event.SourceChanged
    | event.SourcePaused
    | event.TokenCreated
    | event.TokenRevoked
    | AchievementDefined
    | HookSet
    | LanSet,
): void {
  switch (told.kind) {
    case 'run_opened':
      addRun(db, told)
      return
    case 'run_advanced':
      advanceRun(db, told)
      return
    case 'source_changed':
      return // The books remember their own sources; the journal is where people read of it.
    case 'source_paused':
      pauseSource(db, told)
      return
    case 'achievement_defined':
      copyAchievementDefinition(db, told)
      return
    case 'lan_set':
      keepLan(db, told.lan)
      return
    case 'token_created':
      addToken(db, told)
      return
    case 'token_revoked':
      db.run('UPDATE tokens SET revoked = 1 WHERE token_id = ?', told.tokenId)
      return
    case 'hook_set':
      copyHook(db, told)
  }
}
