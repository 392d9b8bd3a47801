import type { Migration } from '../migrate.ts'

/** Journal, receipts, traders, signals, fires, passes, runs, books and access. */
export const foundation: Migration = {
  version: 1,
  name: 'foundation',
  sql: `
    CREATE TABLE station (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE streams (
      stream_no INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;

    -- The truth: every fact, in order. cause is the journal_no of the first event of the same command.
    CREATE TABLE journal (
      journal_no INTEGER PRIMARY KEY,
      stream_no INTEGER NOT NULL REFERENCES streams,
      seq INTEGER NOT NULL CHECK (seq > 0),
      at INTEGER NOT NULL,
      cause INTEGER NOT NULL,
      v INTEGER NOT NULL,
      payload TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX journal_by_stream ON journal (stream_no, seq);

    -- What a client's key did: its events stand in the journal from first_no to last_no.
    CREATE TABLE receipts (
      owner TEXT NOT NULL,
      key TEXT NOT NULL,
      input_hash TEXT NOT NULL,
      first_no INTEGER NOT NULL,
      last_no INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (owner, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE traders (
      user_no INTEGER PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE,
      zone TEXT NOT NULL,
      member_tier TEXT NOT NULL CHECK (member_tier IN ('nibbler', 'fang', 'commander', 'apex')),
      balance_cents INTEGER NOT NULL,
      fires INTEGER NOT NULL,
      passes INTEGER NOT NULL,
      wins INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      timeouts INTEGER NOT NULL,
      pnl_cents INTEGER NOT NULL,
      breakeven_micro_sum INTEGER NOT NULL,
      day TEXT NOT NULL,
      day_fires INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE trader_days (
      user_no INTEGER NOT NULL REFERENCES traders,
      day TEXT NOT NULL,
      pnl_cents INTEGER NOT NULL,
      PRIMARY KEY (user_no, day)
    ) STRICT, WITHOUT ROWID;
    -- Private: names are no facts of the journal and can be emptied.
    CREATE TABLE trader_names (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      run_no INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL CHECK (source IN ('replay', 'sim', 'live')),
      fingerprint TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      symbols TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      bars_done INTEGER NOT NULL,
      at INTEGER NOT NULL,
      ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
      last_prices TEXT NOT NULL
    ) STRICT;

    CREATE TABLE books (
      book TEXT PRIMARY KEY,
      wins INTEGER NOT NULL,
      losses INTEGER NOT NULL,
      timeouts INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE signals (
      signal_no INTEGER PRIMARY KEY,
      signal_id TEXT NOT NULL UNIQUE,
      symbol TEXT NOT NULL,
      book TEXT NOT NULL,
      probability REAL NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      horizon_at INTEGER NOT NULL,
      horizon_bar INTEGER,
      signal TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('active', 'expired', 'settled')),
      expiring INTEGER NOT NULL CHECK (expiring IN (0, 1)),
      outcome TEXT CHECK (outcome IN ('WIN', 'LOSS', 'TIMEOUT')),
      exit REAL,
      r REAL,
      settled_at INTEGER,
      fire_count INTEGER NOT NULL,
      pass_count INTEGER NOT NULL,
      executed_count INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX signals_unsettled ON signals (symbol) WHERE status <> 'settled';
    CREATE INDEX signals_active ON signals (expiring, expires_at) WHERE status = 'active';
    CREATE INDEX signals_by_symbol ON signals (symbol);
    CREATE INDEX signals_by_book ON signals (book);

    -- ordinal counts the fires of a signal, user_ordinal those of a user: both lists are read newest first.
    CREATE TABLE fires (
      signal_no INTEGER NOT NULL REFERENCES signals,
      ordinal INTEGER NOT NULL,
      user_no INTEGER NOT NULL REFERENCES traders,
      user_ordinal INTEGER NOT NULL,
      trade_id TEXT NOT NULL,
      fired_at INTEGER NOT NULL,
      risk_bp INTEGER NOT NULL,
      balance_cents INTEGER NOT NULL,
      executed INTEGER NOT NULL CHECK (executed IN (0, 1)),
      executed_price REAL,
      outcome TEXT CHECK (outcome IN ('WIN', 'LOSS', 'TIMEOUT')),
      r REAL,
      pnl_cents INTEGER,
      closed_at INTEGER,
      PRIMARY KEY (signal_no, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX fires_by_user ON fires (user_no, signal_no);
    -- Few at any time: a fire enters with its price and leaves with its result.
    CREATE INDEX fires_unbooked ON fires (signal_no, ordinal) WHERE executed = 1 AND outcome IS NULL;

    CREATE TABLE passes (
      user_no INTEGER NOT NULL REFERENCES traders,
      signal_no INTEGER NOT NULL REFERENCES signals,
      reason TEXT NOT NULL CHECK (reason IN ('risk', 'news', 'spread', 'disagree', 'plan', 'other')),
      passed_at INTEGER NOT NULL,
      PRIMARY KEY (user_no, signal_no)
    ) STRICT, WITHOUT ROWID;
    -- Private: what a person wrote.
    CREATE TABLE pass_notes (
      user_no INTEGER NOT NULL,
      signal_no INTEGER NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (user_no, signal_no)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tokens (
      token_id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('operator', 'trader', 'viewer', 'service')),
      expires_at INTEGER,
      may_act_for TEXT NOT NULL,
      revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    -- Private: the hash of a secret has no place in a journal that is kept for ever.
    CREATE TABLE token_secrets (
      token_id TEXT PRIMARY KEY REFERENCES tokens,
      secret_hash TEXT NOT NULL,
      label TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
