import type { ShellSay } from './shell-words.ts'

/** What the jump list, the dock's menu and the actions of a desktop file offer, by the word that asks for it. */
const NAMES = ['briefing', 'mute'] as const
export type TaskName = (typeof NAMES)[number]

const WORD = new RegExp(`^--task=(${NAMES.join('|')})$`)

/** The task on a command line. Never behind `--`, where the system puts links: those come from anybody. */
export function taskIn(argv: readonly string[]): TaskName | null {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv
  const word = own.find((each) => WORD.test(each))
  return (word === undefined ? null : (WORD.exec(word)?.[1] ?? null)) as TaskName | null
}

/** The words of a command line without its task. */
export function withoutTask(argv: readonly string[]): readonly string[] {
  return taskIn(argv) === null ? argv : argv.filter((word) => !WORD.test(word))
}

/** A line of the jump list of Windows. */
export interface UserTask {
  readonly program: string
  readonly arguments: string
  readonly title: string
  readonly description: string
  readonly iconPath: string
  readonly iconIndex: number
}

/** Where tasks are offered, as Electron names it; null where the system has no such place. */
export interface TaskPlaces {
  readonly setUserTasks: ((tasks: UserTask[]) => void) | null
  readonly setDockMenu: ((items: { label: string; click: () => void }[]) => void) | null
}

/**
 * Offers the tasks of the program. Those of Windows start it again with the flags of this desk, so that they reach this
 * one and no other; the second start hands its word over and ends. Offered again, they take the place of those before.
 */
export function offerTasks(
  places: TaskPlaces,
  { program, words }: { readonly program: string; readonly words: readonly string[] },
  run: (task: TaskName) => void,
  say: ShellSay,
): void {
  places.setUserTasks?.(
    NAMES.map((name) => ({
      program,
      arguments: [...words, `--task=${name}`].map(quoted).join(' '),
      title: say(`task_${name}`),
      description: say(`task_${name}_about`),
      iconPath: program,
      iconIndex: 0,
    })),
  )
  places.setDockMenu?.(NAMES.map((name) => ({ label: say(`task_${name}`), click: () => run(name) })))
}

/** A word as the command line of Windows takes it: backslashes count only before a quote. */
function quoted(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
}
