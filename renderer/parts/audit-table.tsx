import { type ReactNode, useState } from 'react'
import type { AuditEntry } from '#contracts/http/audit.ts'
import { aboutWords, actionWords, factsText, outcomeWords, placeWords } from '../state/audit.ts'
import { sayIn } from '../words/words.ts'
import { OverlayDialog } from './overlay.tsx'
import { useTimes } from './use-times.ts'

const say = sayIn('audit')
const sayFrame = sayIn('frame')

/** The entries as rows; a row opens everything its entry says. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }): ReactNode {
  const times = useTimes()
  const [open, setOpen] = useState<AuditEntry | null>(null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="min-h-0 overflow-auto" aria-label={say('scroll')} tabIndex={0}>
      <table className="w-full text-cell">
        <caption className="sr-only">{say('caption')}</caption>
        <thead className="sticky top-0 bg-bg1 text-left text-label text-fg2">
          <tr>
            {[say('number'), times.place, say('who'), say('what'), say('about'), say('outcome')].map(
              (head) => (
                <th key={head} scope="col" className="px-2 py-1 font-normal whitespace-nowrap first:pl-3">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number} className="h-7 border-t border-line hover:bg-bg2">
              <td className="pl-3">
                <button
                  type="button"
                  className="font-mono text-info hover:underline max-mid:min-h-11"
                  aria-label={say('entry', { n: entry.number })}
                  onClick={() => setOpen(entry)}
                >
                  {entry.number}
                </button>
              </td>
              <td className="px-2 font-mono whitespace-nowrap">{times.stamp(toMs(entry.at))}</td>
              <td className="px-2 text-fg0">{entry.user_id ?? placeWords(entry.place)}</td>
              <td className="px-2 whitespace-nowrap">{actionWords(entry.what)}</td>
              <td className="min-w-60 px-2 break-all">
                {entry.about === null ? factsText(entry.facts, times.stamp) : aboutWords(entry.about)}
              </td>
              <td className={`px-2 whitespace-nowrap ${entry.outcome === 'done' ? '' : 'text-warn'}`}>
                {outcomeWords(entry.outcome, entry.times)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open !== null && <EntryDialog entry={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

interface EntryProps {
  readonly entry: AuditEntry
  readonly onClose: () => void
}

function EntryDialog({ entry, onClose }: EntryProps): ReactNode {
  const times = useTimes()
  const lines: readonly (readonly [string, string | number | null])[] = [
    [say('time'), `${times.stamp(toMs(entry.at))} ${times.place}`],
    [say('what'), actionWords(entry.what)],
    [say('about'), entry.about === null ? null : aboutWords(entry.about)],
    [say('outcome'), outcomeWords(entry.outcome, entry.times)],
    [say('facts'), factsText(entry.facts, times.stamp)],
    [say('who'), entry.user_id],
    [say('role'), entry.role === null ? null : sayFrame(`role_${entry.role}`)],
    [say('token'), entry.token_id],
    [say('from'), placeWords(entry.place)],
    [say('correlation'), entry.correlation_id],
    [say('event'), entry.journal_no],
    [say('hash'), entry.hash],
    [say('before'), entry.prev],
  ]
  return (
    <OverlayDialog title={say('entry', { n: entry.number })} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-cell">
        {lines
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-fg2">{name}</dt>
              <dd className="font-mono break-all text-fg0">{value}</dd>
            </div>
          ))}
      </dl>
    </OverlayDialog>
  )
}

const toMs = (seconds: number): number => Math.round(seconds * 1_000)
