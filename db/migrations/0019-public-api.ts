import type { Migration } from '../migrate.ts'

/** Trades that executors close, and addresses for senders that can set no headers. */
export const publicApi: Migration = {
  version: 19,
  name: 'public-api',
  sql: `
    -- Where and when an executor says that a trade ended; null for what the market settled.
    ALTER TABLE fires ADD COLUMN reported_price REAL;
    ALTER TABLE fires ADD COLUMN reported_at INTEGER;
    CREATE INDEX fires_by_trade ON fires (trade_id);
    -- What such trades brought: part of the balance, apart from the result that boards compare.
    CREATE TABLE trader_reports (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      closes INTEGER NOT NULL,
      pnl_cents INTEGER NOT NULL
    ) STRICT;

    -- Hooks as they are now; their secrets are derived when they are asked for and stand nowhere.
    CREATE TABLE hooks (
      hook_no INTEGER PRIMARY KEY,
      hook_id TEXT NOT NULL UNIQUE,
      definition TEXT NOT NULL
    ) STRICT;
  `,
}
