import { type ReactNode, useEffect } from 'react'
import { type ChangePart, newsOf, piecesOf, readChangelog, readNotes } from '../state/changelog.ts'
import { useLanguage, useWords } from '../words/words.ts'
import { OverlayDialog } from './overlay.tsx'
import { useDesk } from './use-desk.ts'
import { useNews } from './use-news.ts'
import { useUpdates } from './use-updates.ts'

interface NewsProps {
  readonly onClose: () => void
  /** The changelog of the program. */
  readonly changelog: string
}

/** What is new: in the program that waits to be put in place, and in the one that runs. */
export function NewsDialog({ onClose, changelog }: NewsProps): ReactNode {
  const say = useWords('news')
  const language = useLanguage()
  const { reader } = useDesk()
  const { see } = useNews()
  const { version: running, newsSince: since } = reader
  const { report } = useUpdates()
  const coming = report?.state.kind === 'ready' ? report.state : null
  const scrolled = useWords('frame')('scrollable', { name: say('what_is_new') })
  const news = newsOf(readChangelog(changelog), { running, since })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever opens it has seen it, once
  useEffect(see, [])
  return (
    <OverlayDialog title={say('what_is_new')} onClose={onClose}>
      <section
        className="-m-4 flex max-h-[60dvh] flex-col gap-4 overflow-auto p-4"
        aria-label={scrolled}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer scrolls it by the keys
        tabIndex={0}
      >
        <p className="text-fg2">
          {say('running', { version: running })} {language !== 'en' && say('in_english')}
        </p>
        {coming !== null && coming.notes !== null && (
          <Notes title={say('coming', { version: coming.version })} parts={readNotes(coming.notes)} />
        )}
        {news.map(({ version, parts }) => (
          <Notes
            key={version}
            title={version === null ? say('unreleased') : say('of_version', { version })}
            parts={parts}
          />
        ))}
        {news.length === 0 && coming === null && <p>{say('nothing')}</p>}
      </section>
    </OverlayDialog>
  )
}

function Notes({
  title,
  parts,
}: {
  readonly title: string
  readonly parts: readonly ChangePart[]
}): ReactNode {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="border-b border-line pb-1 text-read text-fg0">{title}</h3>
      {/* As they are written, which is English in every language of the page. */}
      <div lang="en" className="flex flex-col gap-2">
        {parts.map((part) => (
          <div key={`${part.title} ${part.entries.length}`} className="flex flex-col gap-1">
            {part.title !== null && <h4 className="label">{part.title}</h4>}
            <ul className="flex list-disc flex-col gap-1 pl-4">
              {part.entries.map((entry) => (
                <li key={entry} className="break-words text-fg1">
                  {piecesOf(entry).map(({ kind, text }) => {
                    if (kind === 'words') return text
                    if (kind === 'stress') return <em key={text}>{text}</em>
                    return (
                      <code key={text} className="font-mono text-cell text-fg0">
                        {text}
                      </code>
                    )
                  })}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
