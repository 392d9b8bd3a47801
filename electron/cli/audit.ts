import type { AuditEntry } from '#contracts/http/audit.ts'
import type { Command } from './commands.ts'
import { reported, tell } from './told.ts'
import type { Words } from './words.ts'

/** The commands about the audit log. */
export const AUDIT_COMMANDS: Readonly<Record<string, Command>> = {
  'audit verify': {
    usage: 'audit verify',
    spec: {},
    needsDatabase: true,
    run: async (desk) =>
      tell(await desk.call('verifyAudit', {}), (found) => ({
        ...reported(found),
        json: found,
      })),
  },
  'audit list': {
    usage: 'audit list [--who USER] [--what ACTION] [--outcome done|refused] [--limit N] [--cursor CURSOR]',
    spec: { flags: { who: 'one', what: 'one', outcome: 'one', limit: 'one', cursor: 'one' } },
    needsDatabase: true,
    run: async (desk, words) =>
      tell(await desk.call('auditLog', { query: queryOf(words) }), (page) => ({
        value: page.entries.map(lineOf).join('\n'),
        words: page.next_cursor === null ? [] : [`older ones: --cursor ${page.next_cursor}`],
      })),
  },
}

/** The contract refuses what is none of its words, with the list of those there are. */
function queryOf(words: Words) {
  const [who, what, outcome] = [
    words.one('who'),
    words.one('what'),
    words.one('outcome') as 'done' | undefined,
  ]
  const [limit, cursor] = [words.one('limit'), words.one('cursor')]
  return {
    ...(who !== undefined && { who }),
    ...(what !== undefined && { what }),
    ...(outcome !== undefined && { outcome }),
    ...(limit !== undefined && { limit }),
    ...(cursor !== undefined && { cursor }),
  }
}

function lineOf({ number, at, place, user_id, what, about, outcome, times }: AuditEntry): string {
  const often = times === 1 ? '' : ` x${times}`
  const when = new Date(at * 1_000).toISOString()
  return [`#${number}`, when, user_id ?? place, what, about ?? '-', `${outcome}${often}`].join('  ')
}
