import { mkdirSync } from 'node:fs'
import { app, protocol } from 'electron'
import { EXIT } from '#server/serving.ts'
import { BOOT_SCHEME } from './boot-page.ts'
import { LINK_SCHEME, linkIn, withoutLink } from './deep-link.ts'
import { readSettings } from './keeper.ts'
import { ownWords } from './own-words.ts'
import { ownerOf, profileFolder } from './profile.ts'
import { Shell, type ShellPlan } from './shell.ts'
import { type TaskName, taskIn, withoutTask } from './tasks.ts'

const PRIVATE_UMASK = 0o077

process.umask(PRIVATE_UMASK)
// What was just put in place is started once by the program before it, to be known to the system and to end.
if (process.env.APPIMAGE_EXIT_AFTER_INSTALL === 'true') app.exit(EXIT.stopped)
// Only before Electron is ready can these be said: the scheme, the profile, and that there is one of us.
protocol.registerSchemesAsPrivileged([BOOT_SCHEME])
const link = linkIn(process.argv)
const task = taskIn(process.argv)
const plan = planOf(ownWords(withoutTask(withoutLink(process.argv)), app.isPackaged))
mkdirSync(plan.profile, { recursive: true })
app.setPath('userData', plan.profile)
if (app.requestSingleInstanceLock()) open(plan, { link, task })
else handOver(plan.dataFolder)

/** What can be known of the settings; where they are refused, the window says so later. */
function planOf(words: readonly string[]): ShellPlan {
  const appData = app.getPath('appData')
  try {
    const { dataFolder, profile, updateUrl } = readSettings(words)
    return {
      words,
      dataFolder,
      profile: profileFolder(appData, dataFolder),
      devTools: profile !== 'production',
      updateUrl,
    }
  } catch {
    return {
      words,
      dataFolder: null,
      profile: profileFolder(appData, null),
      devTools: false,
      updateUrl: null,
    }
  }
}

/** What the program was started with, beside its flags. */
interface First {
  readonly link: string | null
  readonly task: TaskName | null
}

function open(plan: ShellPlan, first: First): void {
  let shell: Shell | null = null
  let waiting = first.link
  const openLink = (link: string) => {
    if (shell === null) waiting = link
    else shell.openLink(link)
  }
  // While windows hide in the tray none is closed; and without one the program decides itself when it ends.
  app.on('window-all-closed', () => undefined)
  app.on('second-instance', (_event, argv) => {
    const chosen = taskIn(argv)
    if (chosen !== null) shell?.runTask(chosen)
    const given = linkIn(argv)
    if (given === null) shell?.bringToFront()
    else openLink(given)
  })
  // On macOS a link does not come by the command line.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    openLink(link)
  })
  app.on('activate', () => shell?.bringToFront())
  app.on('before-quit', (event) => {
    if (shell === null) return
    event.preventDefault()
    void shell.quit()
  })
  const leave = () => {
    if (shell === null) app.exit(EXIT.stopped)
    else void shell.leave()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave)
  // The program that started us is gone without having been able to send a signal.
  if (process.channel) process.on('disconnect', leave)
  const broken = (error: unknown) => {
    if (shell === null) throw error
    shell.broken(error)
  }
  process.on('uncaughtException', broken)
  process.on('unhandledRejection', broken)
  void app.whenReady().then(() => {
    // From the sources the program is Electron's own binary, which must not be the one to open links.
    if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, ['--'])
    shell = new Shell(plan)
    if (first.task !== null) shell.runTask(first.task)
    if (waiting !== null) shell.openLink(waiting)
    return shell.start()
  })
}

/** The window of this desk is open already: it comes to the front, and whoever asked hears whose it is. */
function handOver(dataFolder: string | null): void {
  process.stderr.write(
    `${dataFolder ?? 'Fusion Desk'} is open in a window already (pid ${dataFolder === null ? 'not known' : ownerOf(dataFolder)}): it comes to the front.\n`,
  )
  app.exit(EXIT.dataFolderInUse)
}
