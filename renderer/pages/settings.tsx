import { RotateCcw, Search, Undo2 } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { FILTER_FIELD } from '../parts/focus-filter.ts'
import { keepSettings, readSettings, useSettings } from '../parts/settings-store.ts'
import { useDesk } from '../parts/use-desk.ts'
import { useTitle } from '../parts/use-title.ts'
import { foundSections, SECTIONS, type SectionView } from '../settings/sections.ts'
import { type Change, ChangeContext } from '../settings/use-change.ts'
import { changedOf, resetOf, type Settings } from '../state/settings.ts'
import { sayIn } from '../words/words.ts'

const say = sayIn('settings')

/** What was changed last, and what it was before. */
interface Done {
  readonly words: string
  readonly before: Settings
}

const QUESTION_LENGTH_MAX = 100

/** How this device shows the desk and reaches its reader. Each change counts at once and can be undone. */
export function SettingsPage({ section }: { readonly section: string | null }): ReactNode {
  useTitle(say('title'))
  const [question, setQuestion] = useState('')
  const [done, setDone] = useState<Done | null>(null)
  const change: Change = useCallback((part, words) => {
    const before = readSettings()
    keepSettings({ ...before, ...part })
    setDone({ words, before })
  }, [])
  const { role } = useDesk().reader
  const own = SECTIONS.filter(
    ({ operators, window: ofWindow }) =>
      (operators !== true || role === 'operator') && (ofWindow !== true || window.fusionDesk !== undefined),
  )
  const found = foundSections(own, question)
  useSectionInSight(section)
  return (
    <main className="flex min-h-0 flex-1 flex-col bg-bg1 desk:overflow-y-auto">
      <ChangeContext value={change}>
        <div className="mx-auto grid w-full max-w-240 flex-1 gap-x-8 px-4 py-4 max-mid:px-0 mid:grid-cols-[11rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-3 self-start max-mid:px-4 max-mid:pb-3 mid:sticky mid:top-4">
            <h1 className="text-page">{say('title')}</h1>
            <Finder question={question} onAsk={setQuestion} />
            <SectionList sections={found} />
          </div>
          <div className="min-w-0 pb-16">
            {found.map((one) => (
              <Section key={one.id} section={one} />
            ))}
            {found.length === 0 && (
              <div className="flex flex-col items-start gap-2 p-4">
                <p className="text-fg2">{say('none_called', { question })}</p>
                <button type="button" className="plain-button" onClick={() => setQuestion('')}>
                  {say('show_all')}
                </button>
              </div>
            )}
            <p className="px-4 py-3 text-cell text-fg2">{say('kept_here')}</p>
          </div>
        </div>
        <DoneBar done={done} onUndo={() => setDone(null)} />
      </ChangeContext>
    </main>
  )
}

function Finder({
  question,
  onAsk,
}: {
  readonly question: string
  readonly onAsk: (question: string) => void
}): ReactNode {
  return (
    <label className="text-field flex min-h-8 items-center gap-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-(--focus) max-mid:min-h-11">
      <Search size={14} aria-hidden className="shrink-0 text-fg2" />
      <input
        {...FILTER_FIELD}
        type="search"
        aria-label={say('find')}
        placeholder={say('find_hint')}
        className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-fg2"
        autoComplete={say('did_off')}
        spellCheck={false}
        maxLength={QUESTION_LENGTH_MAX}
        value={question}
        onChange={({ target }) => onAsk(target.value)}
      />
    </label>
  )
}

function SectionList({ sections }: { readonly sections: readonly SectionView[] }): ReactNode {
  const settings = useSettings()
  return (
    <nav aria-label={say('sections')} className="max-mid:hidden">
      <ul>
        {sections.map(({ id, title, keys }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-7 items-center justify-between border-l border-line pl-3 text-fg1 hover:border-fg0 hover:text-fg0"
              onClick={(event) => {
                event.preventDefault()
                showSection(id)
              }}
            >
              {title}
              {changedOf(settings, keys).length > 0 && (
                <span className="size-1.5 rounded-full bg-info">
                  <span className="sr-only">{say('changed')}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Section({ section }: { readonly section: SectionView }): ReactNode {
  const { id, title, keys } = section
  const settings = useSettings()
  const changed = changedOf(settings, keys).length > 0
  return (
    <section aria-labelledby={`${id}-title`} className="pb-6">
      <header className="flex min-h-10 items-center justify-between gap-3 border-b border-line-strong px-4">
        <h2 id={`${id}-title`} tabIndex={-1} className="text-kpi outline-none">
          {title}
        </h2>
        {changed && <ResetButton section={section} />}
      </header>
      {section.settings.map((setting) => (
        <setting.draw key={setting.id} />
      ))}
    </section>
  )
}

function ResetButton({ section: { title, keys } }: { readonly section: SectionView }): ReactNode {
  return (
    <ChangeContext.Consumer>
      {(change) => (
        <button
          type="button"
          className="plain-button min-h-6 max-mid:min-h-11"
          aria-label={say('reset_of', { title })}
          onClick={() => change(resetOf(readSettings(), keys), say('as_it_came', { title }))}
        >
          <RotateCcw size={12} aria-hidden />
          {say('reset')}
        </button>
      )}
    </ChangeContext.Consumer>
  )
}

/** What was just done, with the way back. It stays until the next change: nobody is too slow to undo. */
function DoneBar({ done, onUndo }: { readonly done: Done | null; readonly onUndo: () => void }): ReactNode {
  return (
    <div role="status" className="pointer-events-none sticky bottom-0 flex justify-center px-4 pb-3">
      {done !== null && (
        <p className="pointer-events-auto flex min-h-10 max-w-full items-center gap-3 rounded-md border border-line-strong bg-bg2 py-1 pr-1.5 pl-3 text-fg0">
          <span className="min-w-0 truncate">{done.words}</span>
          <button
            type="button"
            className="plain-button max-mid:min-h-11"
            onClick={() => {
              keepSettings(done.before)
              onUndo()
            }}
          >
            <Undo2 size={14} aria-hidden />
            {say('undo')}
          </button>
        </p>
      )}
    </div>
  )
}

/** Goes to a section that was asked for by its address. */
function useSectionInSight(section: string | null): void {
  const shown = useRef<string | null>(null)
  useEffect(() => {
    if (section === null || shown.current === section) return
    shown.current = section
    showSection(section)
  }, [section])
}

function showSection(id: string): void {
  const title = document.getElementById(`${id}-title`)
  title?.scrollIntoView({ block: 'start' })
  title?.focus({ preventScroll: true })
}
