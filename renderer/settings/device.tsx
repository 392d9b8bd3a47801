import { Link } from '@tanstack/react-router'
import { Copy, Download, Trash2, Upload } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { readProblem } from '../link/api.ts'
import { copyText } from '../parts/copy-text.ts'
import { Problem } from '../parts/problem.tsx'
import { saveFile } from '../parts/save-file.ts'
import { useSettings } from '../parts/settings-store.ts'
import { TourButton } from '../parts/tour-button.tsx'
import { useDesk } from '../parts/use-desk.ts'
import { useOverlays } from '../parts/use-overlays.ts'
import { diagnosticsOf } from '../state/diagnostics.ts'
import type { ProblemView } from '../state/model.ts'
import { sectionName } from '../state/setting-sections.ts'
import { importedSettings, SETTINGS_DEFAULT, SETTINGS_TEXT_MAX, settingsText } from '../state/settings.ts'
import { sayIn, useWords } from '../words/words.ts'
import { Row } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

const say = sayIn('settings')

export const PRIVACY: SectionView = {
  id: 'privacy',
  get title() {
    return sectionName('privacy')
  },
  keys: [],
  settings: [
    {
      id: 'own',
      get find() {
        return say('find_own')
      },
      draw: () => <OwnData />,
    },
    {
      id: 'file',
      get find() {
        return say('find_file')
      },
      draw: () => <SettingsFile />,
    },
    {
      id: 'forget',
      get find() {
        return say('find_forget')
      },
      draw: () => <Forget />,
    },
  ],
}

export const ADVANCED: SectionView = {
  id: 'advanced',
  get title() {
    return sectionName('advanced')
  },
  keys: [],
  settings: [
    {
      id: 'first',
      get find() {
        return say('find_first')
      },
      draw: () => <FirstSteps />,
    },
    {
      id: 'tour',
      get find() {
        return say('find_tour')
      },
      draw: () => <TourRow />,
    },
    {
      id: 'news',
      get find() {
        return say('find_news')
      },
      draw: () => <WhatIsNew />,
    },
    {
      id: 'features',
      get find() {
        return say('find_features')
      },
      draw: () => <Features />,
    },
    {
      id: 'diagnostics',
      get find() {
        return say('find_diagnostics')
      },
      draw: () => <Diagnostics />,
    },
  ],
}

/** The way back to what was set up when the desk was new. */
function FirstSteps(): ReactNode {
  const { reader } = useDesk()
  const sayFrame = useWords('frame')
  if (reader.role !== 'operator') return null
  return (
    <Row title={sayFrame('first_steps')} about={say('first_about')} keys={[]} group={false}>
      <Link to="/welcome" className="plain-button max-mid:min-h-11">
        {sayFrame('first_steps')}
      </Link>
    </Row>
  )
}

/** Shows the dashboard by its own controls. */
function TourRow(): ReactNode {
  const sayWelcome = useWords('welcome')
  return (
    <Row title={sayWelcome('tour')} about={sayWelcome('tour_about')} keys={[]} group={false}>
      <TourButton />
    </Row>
  )
}

/** What is new in the version that runs at the station. */
function WhatIsNew(): ReactNode {
  const { reader } = useDesk()
  const { open } = useOverlays()
  const sayNews = useWords('news')
  return (
    <Row
      title={sayNews('what_is_new')}
      about={say('news_about', { version: reader.version })}
      keys={[]}
      group={false}
    >
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => open('news')}>
        {sayNews('what_is_new')}
      </button>
    </Row>
  )
}

const FORMATS = ['json', 'csv'] as const

/** Everything the station holds about the reader, as a file. */
function OwnData(): ReactNode {
  const { api, reader } = useDesk()
  const [problem, setProblem] = useState<ProblemView | null>(null)
  const [asking, setAsking] = useState(false)
  const take = async (format: (typeof FORMATS)[number]) => {
    setAsking(true)
    const answer = await api.call('userExport', { params: { id: reader.userId }, query: { format } })
    setAsking(false)
    setProblem(answer.ok ? null : readProblem(answer.problem))
    if (!answer.ok) return
    const text = typeof answer.value === 'string' ? answer.value : JSON.stringify(answer.value, null, 2)
    saveFile(`fusion-desk-${reader.userId}.${format}`, text)
  }
  return (
    <Row title={say('own_data')} about={say('own_data_about')} keys={[]}>
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="plain-button max-mid:min-h-11"
          aria-disabled={asking}
          onClick={() => !asking && void take(format)}
        >
          <Download size={14} aria-hidden />
          {format.toUpperCase()}
        </button>
      ))}
      {problem !== null && <Problem problem={problem} />}
    </Row>
  )
}

/** Takes settings to another device and back. */
function SettingsFile(): ReactNode {
  const settings = useSettings()
  const change = useChange()
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState<string | null>(null)
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    const text = file.size > SETTINGS_TEXT_MAX ? ' '.repeat(SETTINGS_TEXT_MAX + 1) : await file.text()
    const found = importedSettings(text)
    if (!found.ok) return setSaid(found.why)
    change(found.settings, say('settings_of', { file: file.name }))
    setSaid(found.skipped.length === 0 ? null : say('left_out', { names: found.skipped.join(', ') }))
  }
  return (
    <Row title={say('as_file')} about={say('as_file_about')} keys={[]}>
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => saveFile('fusion-desk-settings.json', settingsText(settings))}
      >
        <Download size={14} aria-hidden />
        {say('export')}
      </button>
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => field.current?.click()}>
        <Upload size={14} aria-hidden />
        {say('import')}
      </button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        className="hidden"
        aria-label={say('file_of_settings')}
        onChange={({ target }) => {
          void read(target.files?.[0])
          // The same file can be brought again.
          target.value = ''
        }}
      />
      <p role="status" className="w-full text-cell text-warn empty:hidden">
        {said}
      </p>
    </Row>
  )
}

/** All settings at their default. */
function Forget(): ReactNode {
  const change = useChange()
  return (
    <Row title={say('everything')} about={say('everything_about')} keys={[]}>
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => change(SETTINGS_DEFAULT, say('every_setting'))}
      >
        <Trash2 size={14} aria-hidden />
        {say('reset_all')}
      </button>
    </Row>
  )
}

function Features(): ReactNode {
  const { reader } = useDesk()
  return (
    <Row title={say('parts')} about={say('parts_about', { version: reader.version })} keys={[]}>
      <ul aria-label={say('parts_on')} className="flex flex-wrap gap-x-3 mid:justify-end">
        {reader.features.map((feature) => (
          <li key={feature} className="font-mono text-cell">
            {feature}
          </li>
        ))}
      </ul>
    </Row>
  )
}

/** What somebody who helps wants to know; no token and no name is in it. */
function Diagnostics(): ReactNode {
  const desk = useDesk()
  const settings = useSettings()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    const device = {
      agent: navigator.userAgent,
      language: navigator.language,
      secure: window.isSecureContext,
      width: window.innerWidth,
      height: window.innerHeight,
    }
    setCopied(await copyText(diagnosticsOf(desk.reader, desk.state(), { settings, device })))
  }
  return (
    <Row title={say('diagnostics')} about={say('diagnostics_about')} keys={[]}>
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => void copy()}>
        <Copy size={14} aria-hidden />
        {copied ? say('copied') : say('copy')}
      </button>
    </Row>
  )
}
