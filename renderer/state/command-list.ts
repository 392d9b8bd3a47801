import { sayIn } from '../words/words.ts'

const say = sayIn('keys')

/** Something the palette can do. */
export type PaletteCommand = PaletteWay | PaletteDeed

/** What is done at once, most of it on the page alone: the palette goes before it. */
export interface PaletteWay extends Listed {
  readonly run: () => void
}

/**
 * What the station is asked for. The palette stays until it has answered, for a refusal has to be told somewhere; it
 * stays with the words that are answered, and goes where the page itself shows what came of it.
 */
export interface PaletteDeed extends Listed {
  readonly deed: () => Promise<string | null>
}

interface Listed {
  readonly id: string
  readonly name: string
  /** What kind of thing it is, shown beside the name and searched too. */
  readonly kind: PaletteKind
}

type PaletteKind =
  | 'Page'
  | 'Signal'
  | 'Person'
  | 'Symbol'
  | 'Source'
  | 'Mission'
  | 'Achievement'
  | 'Campaign'
  | 'Device'
  | 'Setting'
  | 'Action'

/** What was done last comes first, as long as nothing is typed; this many of it. */
export const RECENT_MAX = 6

/** More than this is not shown: the reader types on. */
export const COMMANDS_SHOWN_MAX = 50

/**
 * The commands in which every word of the question begins a word, or else stands inside one.
 *
 * Those whose words begin so come first; within each group the given order stays.
 */
export function findCommands(all: readonly PaletteCommand[], question: string): readonly PaletteCommand[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean)
  const ranked = all.map((command) => ({ command, rank: rankOf(command, words) }))
  const found = [2, 1].flatMap((rank) => ranked.filter((one) => one.rank === rank))
  return found.slice(0, COMMANDS_SHOWN_MAX).map(({ command }) => command)
}

/** The commands with those done last at their head; what is not there any more is left out. */
export function recentFirst(
  all: readonly PaletteCommand[],
  recent: readonly string[],
): readonly PaletteCommand[] {
  const head = recent.flatMap((id) => all.find((command) => command.id === id) ?? [])
  return [...head, ...all.filter(({ id }) => !recent.includes(id))]
}

/** The names of what was done last, the newest first, after one more. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, RECENT_MAX)
}

/** 2: every word begins a word; 1: every word stands somewhere; 0: one does not. */
function rankOf({ name, kind }: PaletteCommand, words: readonly string[]): 0 | 1 | 2 {
  const text = `${name} ${say(`kind_${kind}`)}`.toLowerCase()
  const parts = text.split(/[\s/]+/)
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 2
  return words.every((word) => text.includes(word)) ? 1 : 0
}

/** The place of the marked row after a step; it goes round at both ends. -1 in an empty list. */
export function stepMarked(marked: number, by: 1 | -1, length: number): number {
  return length === 0 ? -1 : (marked + by + length) % length
}
