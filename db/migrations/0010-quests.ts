import type { Migration } from '../migrate.ts'

/** Daily missions, personal records, mystery boxes, campaigns and the history of rewards. */
export const quests: Migration = {
  version: 10,
  name: 'quests',
  sql: `
    CREATE TABLE daily_missions (
      user_no INTEGER NOT NULL REFERENCES traders,
      day TEXT NOT NULL,
      type TEXT NOT NULL,
      -- Its place among those of the day.
      slot INTEGER NOT NULL,
      analyst TEXT NOT NULL,
      target INTEGER NOT NULL,
      rewards TEXT NOT NULL,
      progress INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'completed', 'claimed', 'expired')),
      seen TEXT NOT NULL,
      PRIMARY KEY (user_no, day, type)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE personal_records (
      user_no INTEGER NOT NULL REFERENCES traders,
      type TEXT NOT NULL,
      value INTEGER NOT NULL,
      previous INTEGER,
      day TEXT NOT NULL,
      signal_id TEXT,
      set_at INTEGER NOT NULL,
      PRIMARY KEY (user_no, type)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE record_tallies (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      day TEXT NOT NULL,
      decisions INTEGER NOT NULL,
      blocks INTEGER NOT NULL,
      win_run INTEGER NOT NULL,
      combo INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE mystery_boxes (
      user_no INTEGER NOT NULL REFERENCES traders,
      box_no INTEGER NOT NULL,
      rarity TEXT NOT NULL CHECK (rarity IN ('common', 'uncommon', 'rare', 'epic', 'legendary')),
      contents TEXT NOT NULL,
      source TEXT NOT NULL,
      granted_at INTEGER NOT NULL,
      opened_at INTEGER,
      PRIMARY KEY (user_no, box_no)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE box_pity (
      user_no INTEGER PRIMARY KEY REFERENCES traders,
      granted INTEGER NOT NULL,
      since_rare INTEGER NOT NULL,
      since_epic INTEGER NOT NULL,
      since_legendary INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE campaigns (
      campaign_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      milestones TEXT NOT NULL,
      archived INTEGER NOT NULL CHECK (archived IN (0, 1))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX campaigns_by_end ON campaigns (archived, ends_at);
    CREATE TABLE campaign_progress (
      user_no INTEGER NOT NULL REFERENCES traders,
      campaign_id TEXT NOT NULL REFERENCES campaigns,
      xp INTEGER NOT NULL,
      milestones INTEGER NOT NULL,
      begun_at INTEGER NOT NULL,
      completed_at INTEGER,
      PRIMARY KEY (user_no, campaign_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE reward_claims (
      user_no INTEGER NOT NULL REFERENCES traders,
      claim_no INTEGER NOT NULL,
      -- Its place among the rewards of one payment.
      line INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('points', 'xp', 'box', 'honour')),
      -- Null for boxes and honours.
      amount INTEGER,
      -- The rarity of a box, the name of an honour; null for points and XP.
      name TEXT,
      honour TEXT CHECK (honour IN ('item', 'title', 'badge', 'analyst')),
      cause TEXT NOT NULL,
      claimed_at INTEGER NOT NULL,
      PRIMARY KEY (user_no, claim_no, line)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX honours_of_user ON reward_claims (user_no, honour, name) WHERE honour IS NOT NULL;

    -- What people gained in a stretch of time, read from the index alone.
    CREATE INDEX points_by_time ON points_transactions (at, user_no, xp_gained);
  `,
}
