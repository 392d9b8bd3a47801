import { Link } from '@tanstack/react-router'
import { Copy, Download, Trash2, Upload } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { readProblem } from '../link/api.ts'
import { copyText } from '../parts/copy-text.ts'
import { Problem } from '../parts/problem.tsx'
import { saveFile } from '../parts/save-file.ts'
import { useSettings } from '../parts/settings-store.ts'
import { useDesk } from '../parts/use-desk.ts'
import { diagnosticsOf } from '../state/diagnostics.ts'
import type { ProblemView } from '../state/model.ts'
import { importedSettings, SETTINGS_DEFAULT, SETTINGS_TEXT_MAX, settingsText } from '../state/settings.ts'
import { useWords } from '../words/words.ts'
import { Row } from './rows.tsx'
import type { SectionView } from './sections.ts'
import { useChange } from './use-change.ts'

export const PRIVACY: SectionView = {
  id: 'privacy',
  title: 'Privacy & export',
  keys: [],
  settings: [
    { id: 'own', find: 'export my own data download csv json privacy', draw: () => <OwnData /> },
    { id: 'file', find: 'export import settings file json take along', draw: () => <SettingsFile /> },
    { id: 'forget', find: 'forget device clear settings alerts reset everything', draw: () => <Forget /> },
  ],
}

export const ADVANCED: SectionView = {
  id: 'advanced',
  title: 'Advanced',
  keys: [],
  settings: [
    { id: 'first', find: 'first steps set up welcome wizard operator', draw: () => <FirstSteps /> },
    { id: 'features', find: 'features flags on version', draw: () => <Features /> },
    { id: 'diagnostics', find: 'diagnostics copy support version', draw: () => <Diagnostics /> },
  ],
}

/** The way back to what was set up when the desk was new. */
function FirstSteps(): ReactNode {
  const { reader } = useDesk()
  const say = useWords('frame')
  if (reader.role !== 'operator') return null
  return (
    <Row title={say('first_steps')} keys={[]} group={false}>
      <Link to="/welcome" className="plain-button max-mid:min-h-11">
        {say('first_steps')}
      </Link>
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
    <Row
      title="Your data"
      about="Everything the station holds about you: decisions, trades, points, notes."
      keys={[]}
    >
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
    change(found.settings, `Settings of ${file.name}`)
    setSaid(found.skipped.length === 0 ? null : `Left out, unknown here: ${found.skipped.join(', ')}.`)
  }
  return (
    <Row title="Settings as a file" about="JSON with what you changed, and nothing about you." keys={[]}>
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => saveFile('fusion-desk-settings.json', settingsText(settings))}
      >
        <Download size={14} aria-hidden />
        Export
      </button>
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => field.current?.click()}>
        <Upload size={14} aria-hidden />
        Import
      </button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        className="hidden"
        aria-label="File of settings"
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
    <Row
      title="Everything as it came"
      about="Sets every setting of this device to what it usually is."
      keys={[]}
    >
      <button
        type="button"
        className="plain-button max-mid:min-h-11"
        onClick={() => change(SETTINGS_DEFAULT, 'Every setting as it came')}
      >
        <Trash2 size={14} aria-hidden />
        Reset all
      </button>
    </Row>
  )
}

function Features(): ReactNode {
  const { reader } = useDesk()
  return (
    <Row
      title="Parts of the station"
      about={`Fusion Desk ${reader.version}. Switched on by its operator.`}
      keys={[]}
    >
      <ul aria-label="Parts that are on" className="flex flex-wrap gap-x-3 mid:justify-end">
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
    <Row
      title="Diagnostics"
      about="Version, connection, device and changed settings. No token, no name, no trade."
      keys={[]}
    >
      <button type="button" className="plain-button max-mid:min-h-11" onClick={() => void copy()}>
        <Copy size={14} aria-hidden />
        {copied ? 'Copied' : 'Copy'}
      </button>
    </Row>
  )
}
