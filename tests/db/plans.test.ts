import { expect, test } from 'vitest'
import { eventsAfter, headSeq } from '#db/journal.ts'
import { migrate } from '#db/migrate.ts'
import { Connection, openWritable } from '#db/open.ts'
import { findReceipt } from '#db/receipts.ts'
import { readAchievementPart, readUnlockLines, readUnlockLog } from '#db/stores/achievements.ts'
import { readResults, readShown } from '#db/stores/board-display.ts'
import * as boards from '#db/stores/boards.ts'
import { readCampaignsAhead, readXpGained } from '#db/stores/campaigns.ts'
import * as challenges from '#db/stores/challenges.ts'
import { readClaims, readHonours } from '#db/stores/claims.ts'
import { readClosedTrades, readTradeSources } from '#db/stores/closed-trades.ts'
import { readBook, readRun, readToken } from '#db/stores/desk.ts'
import * as day from '#db/stores/desk-day.ts'
import { readCut } from '#db/stores/details.ts'
import { readUnlocks } from '#db/stores/economy.ts'
import * as fires from '#db/stores/fires.ts'
import * as friends from '#db/stores/friends.ts'
import { readPast, readPasts } from '#db/stores/past-signals.ts'
import * as quests from '#db/stores/quests.ts'
import * as routing from '#db/stores/routing.ts'
import * as signals from '#db/stores/signals.ts'
import { readEnded } from '#db/stores/similar.ts'
import { readFreezes, readLoginStreak, readStreaks } from '#db/stores/streaks.ts'
import { readTimedDecisions } from '#db/stores/timed-decisions.ts'
import { readErased, readTrader, readWeekBefore } from '#db/stores/traders.ts'

/** A connection that notes the plan of every query it runs. */
class Planned extends Connection {
  readonly plans: string[] = []

  override get<Row>(sql: string, ...values: (string | number | null)[]): Row | undefined {
    this.#note(sql, values)
    return super.get<Row>(sql, ...values)
  }

  override all<Row>(sql: string, ...values: (string | number | null)[]): Row[] {
    this.#note(sql, values)
    return super.all<Row>(sql, ...values)
  }

  #note(sql: string, values: readonly (string | number | null)[]): void {
    const rows = this.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
    this.plans.push(...rows.map((row) => row.detail))
  }
}

function plansOf(read: (db: Planned) => unknown): readonly string[] {
  const db = new Planned(openWritable(':memory:').raw)
  migrate(db)
  read(db)
  db.close()
  return db.plans
}

const cache = new signals.SignalCache()
const HOT: Readonly<Record<string, (db: Planned) => unknown>> = {
  'a signal by id': (db) => signals.readSignal(db, cache, 's1' as never),
  'a fire of a user on a signal': (db) => fires.readFire(db, 'ada' as never, 's1' as never),
  'a pass of a user on a signal': (db) => fires.readPassed(db, 'ada' as never, 's1' as never),
  'a trader with his week': (db) => readTrader(db, 'ada' as never, 0),
  'the oldest lines of points': (db) => readCut(db, 'transactions', { before: 1, limit: 10 }),
  'the oldest violations': (db) => readCut(db, 'violations', { before: 1, limit: 10 }),
  'fires of a user by time': (db) =>
    readTimedDecisions(db, 'ada' as never, { kind: 'fire', before: 9, limit: 10 }),
  'passes of a user by time': (db) =>
    readTimedDecisions(db, 'ada' as never, { kind: 'pass', before: 9, limit: 10 }),
  'who was erased': (db) => readErased(db),
  'unlocks of a week': (db) => readUnlocks(db, { from: 0, to: 1 }),
  'a receipt': (db) => findReceipt(db, { owner: 'a', key: 'b', inputHash: 'c' }),
  'the head of a stream': (db) => headSeq(db, 'mission:s1'),
  'the events after a cursor': (db) => eventsAfter(db, 'mission:s1', 0, 10),
  'unsettled signals of a symbol': (db) => signals.readUnsettled(db, cache, 'EURUSD' as never),
  'signals that fall due': (db) => signals.readDue(db, cache, { at: 0, leadMs: 0 }),
  'every unsettled signal': (db) => signals.readAllUnsettled(db, cache),
  "providers' signals past their horizon": (db) => signals.readPastHorizon(db, cache, 0),
  'signals whose fires wait': (db) => signals.readAwaiting(db, cache),
  'open windows that end before a moment': (db) => signals.readOpenWindows(db, 0),
  'the count of open windows': (db) => signals.countActive(db),
  'the next due moment': (db) => signals.readNextDue(db, 0),
  'unbooked trades of a signal': (db) => fires.readUnbooked(db, 's1' as never, 64),
  'what a user has at stake': (db) => fires.readExposure(db, 'ada' as never, 'EURUSD' as never),
  'fires of a signal': (db) => fires.readFiresOfSignal(db, 's1' as never, 10, 10),
  'fires of a user': (db) => fires.readFiresOfUser(db, 'ada' as never, 10, 10),
  'a line of a log by its id': (db) => readPast(db, 'acme', 'p1'),
  'lines of a log': (db) => readPasts(db, 'acme', 10, 10),
  'ended signals of a book': (db) => readEnded(db, 'station:1.5:1', 's1'),
  'a book': (db) => readBook(db, 'station:1.5:1'),
  'the last run': (db) => readRun(db),
  'what a user keeps up': (db) => readStreaks(db, 1),
  'the freezes of a user': (db) => readFreezes(db, 'ada' as never, 20),
  'signals opened in a stretch of time': (db) => day.countOpened(db, { from: 0, until: 1 }),
  'fires of a stretch by user': (db) => day.readFiresByUser(db, { from: 0, until: 1 }),
  'fires since an instant by signal': (db) => day.readFiresBySignalSince(db, 0),
  'the first thing recorded': (db) => day.readFirstAt(db),
  'a week of a user': (db) => readWeekBefore(db, 'ada' as never, 0),
  'how far routing has come': (db) => routing.readOffer(db, 's1' as never),
  'the policy of routing': (db) => routing.readRoutingPolicy(db),
  'the next users to route to': (db) => routing.readMembersAfter(db, ['apex'], { after: 0, limit: 64 }),
  'a user with what he was brought': (db) => routing.readMember(db, 'ada' as never),
  'what became of a signal for a user': (db) => routing.readRoutingLine(db, 'ada' as never, 's1' as never),
  'the achievements of a user': (db) => readUnlockLines(db, 'ada' as never),
  'the achievement sheet of a user': (db) => readAchievementPart(db, 'ada' as never),
  'the unlock log of a user': (db) => readUnlockLog(db, 'ada' as never, 10, 10),
  'the quests of a user': (db) => quests.readQuests(db, 'ada' as never),
  'a daily mission': (db) => quests.readMission(db, 'ada' as never, '2026-01-05:battle_count'),
  'a box': (db) => quests.readBox(db, 'ada' as never, 1),
  'boxes of a user': (db) => quests.readBoxes(db, 'ada' as never, { before: 10, limit: 10 }),
  'rewards of a user': (db) => readClaims(db, 'ada' as never, { before: 10_000, limit: 10 }),
  'honours of a user': (db) => readHonours(db, 'ada' as never),
  'campaigns that lie ahead': (db) => readCampaignsAhead(db, 0),
  'what people gained in a stretch of time': (db) => readXpGained(db, 0, 1),
  'the friends of a user': (db) => friends.readFriendIds(db, 'ada' as never),
  'how somebody stands to a user': (db) => friends.readFriendState(db, 'ada' as never, 'bob' as never),
  'how many stand to a user': (db) => friends.countCircle(db, 'ada' as never),
  'friends who decided a signal': (db) => friends.readFriendsWhoDecided(db, 'ada' as never, 's1' as never),
  'a challenge of a user': (db) => challenges.readChallenge(db, 'ada' as never, 'c1'),
  'the challenge of two': (db) => challenges.readOpenBetween(db, 'ada' as never, 'bob' as never),
  'how many challenges of a user are open': (db) => challenges.countOpen(db, 'ada' as never),
  'challenges of a user': (db) => challenges.readChallenges(db, 'ada' as never, 20),
  'challenges that are due': (db) => challenges.readNextDue(db, 0, null),
  'closed trades of a user': (db) => readClosedTrades(db, 'ada' as never, 500),
  'sources of the trades of a user': (db) => readTradeSources(db, 'ada' as never, 200),
  'the points of a week by user': (db) => boards.readScores(db, 'weekly', { from: 0, until: 1 }),
  'the stories of a month by user': (db) => boards.readScores(db, 'story_completion', { from: 0, until: 1 }),
  'the results of a week by user': (db) => boards.readScores(db, 'weekly_r', { from: 0, until: 1 }),
  'the first result since an instant': (db) => boards.readFirstScoreAt(db, 'weekly_r', 0),
  'the streak of a line': (db) => readLoginStreak(db, 'ada' as never),
  'the first points since an instant': (db) => boards.readFirstScoreAt(db, 'weekly', 0),
  'the first story since an instant': (db) => boards.readFirstScoreAt(db, 'story_completion', 0),
  'the last period that closed': (db) => boards.readLastPeriod(db, 'weekly'),
  'who has a place already': (db) => boards.readPlaced(db, 'weekly', '2026-W02'),
  'what a board has of a trader': (db) =>
    boards.readPastPlace(db, 'ada' as never, { board: 'weekly', until: 1 }),
  'the best of a closed period': (db) => boards.readPlaces(db, { board: 'weekly', period: '2026-W02' }, 10),
  'the places of a user': (db) => readResults(db, 'ada' as never, 10),
  'whether a user is shown': (db) => readShown(db, 'ada' as never),
  'a token': (db) => readToken(db, 't' as never),
}

for (const [name, read] of Object.entries(HOT)) {
  test(`[DB-3] ${name} is found by an index, never by reading a whole table`, () => {
    const whole = plansOf(read).filter(
      (detail) => /^SCAN (?!runs)/.test(detail) && !/USING (COVERING )?INDEX/.test(detail),
    )
    expect(whole).toEqual([])
  })
}

const LISTS: Readonly<Record<string, [Partial<signals.SignalPage>, string]>> = {
  'open windows': [{ status: 'active' }, 'signals_active'],
  'open windows of a symbol': [{ status: 'active', symbol: 'EURUSD' as never }, 'signals_active'],
  'closed signals of a symbol': [{ status: 'closed', symbol: 'EURUSD' as never }, 'signals_by_symbol'],
  'all signals of a symbol': [{ symbol: 'EURUSD' as never }, 'signals_by_symbol'],
}

for (const [name, [page, index]] of Object.entries(LISTS)) {
  test(`[DB-3] a list of ${name} does not walk back through all other signals`, () => {
    const plans = plansOf((db) =>
      signals.readSignals(db, cache, { status: 'all', symbol: null, before: null, limit: 50, ...page }),
    )
    expect(plans.join()).toContain(`USING INDEX ${index}`)
  })
}

test.each([
  ['unbooked trades of a signal', (db: Planned) => fires.readUnbooked(db, 's1' as never, 64)],
  ['signals with unbooked trades', (db: Planned) => fires.readOwedSettlements(db)],
])('[DB-3] %s are found without looking at booked ones', (_, read) => {
  const plans = plansOf(read)
  expect(plans.join()).toContain('INDEX fires_unbooked')
  expect(plans.filter((detail) => /^SCAN (s|signals)\b/.test(detail))).toEqual([])
})

test('[DB-3] signals to be routed are found among those that are open', () => {
  expect(plansOf((db) => routing.readOwedOffers(db)).join()).toContain('SCAN s USING INDEX signals_active')
})

test.each([true, false])(
  '[DB-3] what became of signals for a user is looked up signal by signal, open %s',
  (open) => {
    const plans = plansOf((db) =>
      routing.readRoutingLines(db, { userId: 'ada' as never, open, before: 9, limit: 50 }),
    )
    expect(plans.join()).toMatch(open ? /USING INDEX signals_active/ : /SEARCH s USING INTEGER PRIMARY KEY/)
    expect(plans.join()).toMatch(/SEARCH r USING PRIMARY KEY \(signal_no=\? AND user_no=\?\)/)
  },
)

test('[DB-3] what a user has at stake is found from open signals, not from all his fires', () => {
  const plans = plansOf((db) => fires.readExposure(db, 'ada' as never, 'EURUSD' as never))
  expect(plans.join()).toMatch(/SCAN s USING INDEX signals_unsettled,.*INDEX fires_by_user/)
})

test('[SIMILAR-4] ended signals of a book are read from indexes that hold all that is asked, in their order', () => {
  const plans = plansOf((db) => readEnded(db, 'station:1.5:1', 's1'))
  expect(plans.join()).toMatch(/USING COVERING INDEX signals_taught \(book=\? AND signal_no<\?\)/)
  expect(plans.join()).toMatch(/USING COVERING INDEX past_signals_by_book \(book=\?\)/)
  expect(plans.join()).not.toContain('TEMP B-TREE')
})

test('[DB-3] the check sees a query that reads a whole table', () => {
  const plans = plansOf((db) => db.all('SELECT * FROM fires WHERE risk_bp = 1'))
  expect(plans.some((detail) => /^SCAN fires/.test(detail))).toBe(true)
})

test('[DB-4] six thousand signals are parsed once, and again only when a window grows', () => {
  const cache = new signals.SignalCache()
  const row = (no: number, expires_at = 5) => ({ signal_no: no, signal: '{"expiresAt":5}', expires_at })
  const first = Array.from({ length: 6_000 }, (_, no) => cache.signal(row(no)))
  expect(first.every((signal, no) => cache.signal(row(no)) === signal)).toBe(true)
  expect(cache.signal(row(1, 6)).expiresAt).toBe(6)
  expect(cache.signal(row(1, 6))).toBe(cache.signal(row(1, 6)))
})

test('[DB-3] the points of a stretch of time are added up from the index alone', () => {
  const plans = plansOf((db) => boards.readScores(db, 'monthly', { from: 0, until: 1 }))
  expect(plans.join()).toMatch(/USING COVERING INDEX points_by_time \(at>\? AND at<\?\)/)
})
