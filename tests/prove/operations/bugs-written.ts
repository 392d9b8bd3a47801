import type { Bug } from './bug.ts'
import type { Tampering } from './mortal.ts'

/** What a statement answers that was left out. */
const NOTHING_DONE = { changes: 0, rowId: 0 }
/** A mistake that is always made is found by anybody: these are made now and then. */
const NOW_AND_THEN = 8

/** Leaves out every so many of the statements that begin so. */
export function leavingOut(beginning: string, every: number): () => Tampering {
  return () => {
    let seen = 0
    return {
      run(sql, values, run) {
        if (!sql.startsWith(beginning)) return run(sql, ...values)
        seen += 1
        return seen % every === 0 ? NOTHING_DONE : run(sql, ...values)
      },
    }
  }
}

/** Does something more after the statements that begin so. */
function adding(
  beginning: string,
  more: (...args: Parameters<NonNullable<Tampering['run']>>) => void,
): () => Tampering {
  return () => ({
    run(sql, values, run) {
      const done = run(sql, ...values)
      if (sql.startsWith(beginning)) more(sql, values, run)
      return done
    },
  })
}

/** Mistakes in what is written, read and told. */
export const BUGS_WRITTEN: readonly Bug[] = [
  {
    name: 'a box can be opened again',
    breaks: ['no reward is paid twice'],
    tampering: () => ({
      get: (sql, row) =>
        /FROM mystery_boxes .* box_no = \?/s.test(sql) && row ? { ...row, opened_at: null } : row,
    }),
  },
  {
    name: 'no receipts are kept',
    breaks: ['what was answered is kept, and a repeat is answered the same'],
    tampering: leavingOut('INSERT INTO receipts', 1),
  },
  {
    name: 'an event is not appended',
    breaks: ['the journal has no hole'],
    tampering: leavingOut('INSERT INTO journal', NOW_AND_THEN),
  },
  {
    name: 'a table is written without the journal',
    breaks: ['a replay of the journal equals the tables'],
    tampering: adding('INSERT INTO activities', (_sql, [userNo = null], run) => {
      run('UPDATE streaks SET longest = longest + 1 WHERE user_no = ?', userNo)
    }),
  },
  {
    name: 'an entry of the points record is not written',
    breaks: ['each entry states the balance after it, and none is missing'],
    tampering: leavingOut('INSERT INTO points_transactions', NOW_AND_THEN),
  },
  {
    name: 'a deed told again is paid again',
    // Where a limit pays nothing for the second, the journal holds it all the same, and no table can.
    breaks: ['no deed and no word is paid twice', 'a replay of the journal equals the tables'],
    tampering: () => ({
      get: (sql, row) => (sql.startsWith('SELECT at FROM activities') ? undefined : row),
      run: (sql, values, run) =>
        run(sql.replace('INSERT INTO activities', 'INSERT OR IGNORE INTO activities'), ...values),
    }),
  },
  {
    name: 'an unlock takes two transactions',
    breaks: ['a replay of the journal equals the tables'],
    tampering: adding('INSERT INTO achievement_log', (_sql, _values, run) => {
      run('COMMIT')
      run('BEGIN IMMEDIATE')
    }),
  },
  {
    name: 'the boards do not hear of some commits',
    breaks: ['a rank is one more than those with more'],
    follow: () => {
      let commits = 0
      return (recorded, boards) => {
        commits += 1
        if (commits % NOW_AND_THEN !== 0) boards.follow(recorded)
      }
    },
  },
]
