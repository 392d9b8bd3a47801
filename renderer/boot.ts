import type { BootReport, FailureKind, ShellBridge } from '#contracts/bridge.ts'
import './boot.css'
import { boot as de } from './words/boot.de.ts'
import { boot as en } from './words/boot.en.ts'
import { boot as es } from './words/boot.es.ts'
import { languageOf } from './words/languages.ts'
import { type Catalogue, sentenceOf } from './words/sentence.ts'

/** Failures after which the station may start without a market where it did not start with one. */
const SAFE: ReadonlySet<FailureKind> = new Set(['feed_refused', 'not_started', 'broken'])

// This page comes before the station: it knows the browser's wish alone, and has its few words in all languages.
const language = languageOf('system', navigator.languages)
const words: Catalogue = { en, es, de }[language]
const say = (key: keyof typeof en): string => sentenceOf(words, language, key, {})

/** The words that the page has from the start. */
function translate(): void {
  document.documentElement.lang = language
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]'))
    element.textContent = say(element.dataset.words as keyof typeof en)
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

function show({ kind, message, logLines, dataFolder, version }: BootReport): void {
  part('title').textContent = say(`${kind}_title`)
  part('message').textContent = message
  part('advice').textContent = say(`${kind}_advice`)
  part('version').textContent = version
  part('safe').hidden = !SAFE.has(kind)
  part('place').hidden = dataFolder === null
  part('folder').textContent = dataFolder
  const log = part('log')
  log.textContent = logLines.length === 0 ? say('nothing_logged') : logLines.join('\n')
  log.scrollTop = log.scrollHeight
}

function sayTrying(trying: boolean): void {
  part('state').textContent = trying ? say('starting') : say('not_running')
  part('badge').classList.toggle('text-down', !trying)
  for (const id of ['retry', 'safe']) part(id).setAttribute('aria-disabled', String(trying))
}

/** Starts the station; the window leaves this page when it runs, and else there is a new report. */
async function attempt(bridge: ShellBridge, start: () => Promise<void>): Promise<void> {
  if (part('retry').getAttribute('aria-disabled') === 'true') return
  sayTrying(true)
  part('progress').textContent = say('starting_station')
  await start()
  const report = await bridge.readReport().catch(() => null)
  // No report: the station runs, and this page is about to go.
  if (report === null) return
  sayTrying(false)
  part('progress').textContent = say('failed_again')
  show(report)
}

function follow(bridge: ShellBridge): void {
  const on = (id: string, act: () => void) => part(id).addEventListener('click', act)
  on('retry', () => void attempt(bridge, bridge.retry))
  on('safe', () => void attempt(bridge, bridge.startSafely))
  on('logs', () => void bridge.openLogs())
  on('diagnostics', () => {
    void bridge.copyDiagnostics().then(() => {
      part('progress').textContent = say('copied')
    })
  })
  on('quit', () => void bridge.quit())
}

translate()
const bridge = window.fusionDesk
if (bridge !== undefined) {
  follow(bridge)
  void bridge.readReport().then((report) => {
    show(report)
    part('title').focus()
  })
}
