import type { BootReport, FailureKind, ShellBridge } from '#contracts/bridge.ts'
import './boot.css'

/** What is said of each failure, and what can be done about it. */
interface Words {
  readonly title: string
  readonly advice: string
  /** Whether the station may start without a market where it did not start with one. */
  readonly safe: boolean
}

const WORDS: Readonly<Record<FailureKind, Words>> = {
  port_in_use: {
    title: 'The port is taken',
    advice: 'End the other program and try again, or start with --port 0 to let the system pick a port.',
    safe: false,
  },
  data_folder_in_use: {
    title: 'The data folder is in use',
    advice: 'One station owns a data folder. End the other one and try again, or start with another --data.',
    safe: false,
  },
  settings_refused: {
    title: 'A setting was refused',
    advice: 'Correct config.json and try again; a flag is corrected where the program is started.',
    safe: false,
  },
  feed_refused: {
    title: 'The market cannot be played',
    advice: 'Correct the file and try again. Without a market the desk opens for reading and upkeep.',
    safe: true,
  },
  newer_data: {
    title: 'The data folder belongs to a newer version',
    advice: 'Start the version that wrote it. This one has changed nothing.',
    safe: false,
  },
  disk_full: {
    title: 'The disk is full',
    advice: 'Make room on the disk of the data folder, then try again.',
    safe: false,
  },
  not_started: {
    title: 'The station did not start',
    advice: 'The log says more. Without a market the desk opens for reading and upkeep.',
    safe: true,
  },
  broken: {
    title: 'The station stopped working',
    advice: 'Trying again starts it anew on what is on disk. The log says more.',
    safe: true,
  },
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

function show({ kind, message, logLines, dataFolder, version }: BootReport): void {
  const { title, advice, safe } = WORDS[kind]
  part('title').textContent = title
  part('message').textContent = message
  part('advice').textContent = advice
  part('version').textContent = version
  part('safe').hidden = !safe
  part('place').hidden = dataFolder === null
  part('folder').textContent = dataFolder
  const log = part('log')
  log.textContent = logLines.length === 0 ? 'Nothing was logged before it failed.' : logLines.join('\n')
  log.scrollTop = log.scrollHeight
}

function sayTrying(trying: boolean): void {
  part('state').textContent = trying ? 'STARTING' : 'NOT RUNNING'
  part('badge').classList.toggle('text-down', !trying)
  for (const id of ['retry', 'safe']) part(id).setAttribute('aria-disabled', String(trying))
}

/** Starts the station; the window leaves this page when it runs, and else there is a new report. */
async function attempt(bridge: ShellBridge, start: () => Promise<void>): Promise<void> {
  if (part('retry').getAttribute('aria-disabled') === 'true') return
  sayTrying(true)
  part('progress').textContent = 'Starting the station'
  await start()
  const report = await bridge.readReport().catch(() => null)
  // No report: the station runs, and this page is about to go.
  if (report === null) return
  sayTrying(false)
  part('progress').textContent = 'It failed again.'
  show(report)
}

function follow(bridge: ShellBridge): void {
  const on = (id: string, act: () => void) => part(id).addEventListener('click', act)
  on('retry', () => void attempt(bridge, bridge.retry))
  on('safe', () => void attempt(bridge, bridge.startSafely))
  on('logs', () => void bridge.openLogs())
  on('diagnostics', () => {
    void bridge.copyDiagnostics().then(() => {
      part('progress').textContent = 'Diagnostics copied.'
    })
  })
  on('quit', () => void bridge.quit())
}

const bridge = window.fusionDesk
if (bridge !== undefined) {
  follow(bridge)
  void bridge.readReport().then((report) => {
    show(report)
    part('title').focus()
  })
}
