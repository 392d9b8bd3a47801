import { isNewer } from '#contracts/versions.ts'

/** Entries of one kind: `Added`, `Changed`, `Fixed`. */
export interface ChangePart {
  /** As it is written; null where nothing is. */
  readonly title: string | null
  readonly entries: readonly string[]
}

/** What changed with one version. */
export interface Release {
  /** Null for what came after the last one. */
  readonly version: string | null
  readonly parts: readonly ChangePart[]
}

/** A piece of an entry: plain words, stressed ones, or what is typed. */
export interface ChangePiece {
  readonly kind: 'words' | 'stress' | 'code'
  readonly text: string
}

const RELEASE = /^## (.+)$/
const PART = /^#{2,6} (.+)$/
const ENTRY = /^[-*] (.+)$/
const VERSION = /^\[?v?(\d+\.\d+\.\d+)/
const PIECE = /`([^`]+)`|\*\*?([^*]+)\*\*?/g

/** The releases of a changelog, in its order: `## 1.2.3`, `### Added`, `- an entry` that may go on in lines below. */
export function readChangelog(text: string): readonly Release[] {
  const bodies = text.split(/^(?=## )/m).filter((body) => RELEASE.test(body.split('\n', 1)[0] ?? ''))
  return bodies.map((body) => {
    const [head = '', ...lines] = body.split('\n')
    const named = RELEASE.exec(head)?.[1] ?? ''
    return { version: VERSION.exec(named)?.[1] ?? null, parts: readNotes(lines.join('\n')) }
  })
}

/** The parts of what is written about one version; a paragraph that is in no list is an entry too. */
export function readNotes(text: string): readonly ChangePart[] {
  const parts: { title: string | null; entries: string[] }[] = [{ title: null, entries: [] }]
  let open = false
  for (const line of text.split('\n').map((each) => each.trim())) {
    const entries = parts.at(-1)?.entries ?? []
    const title = PART.exec(line)?.[1]
    const entry = ENTRY.exec(line)?.[1]
    if (title !== undefined) parts.push({ title, entries: [] })
    else if (line !== '' && entry === undefined && open) entries.push(`${entries.pop()} ${line}`)
    else if (line !== '') entries.push(entry ?? line)
    open = line !== '' && title === undefined
  }
  return parts.filter(({ entries }) => entries.length > 0)
}

/**
 * What is new in the version that runs: its own release, those between it and an earlier one, and what was put in after the
 * last.
 *
 * @param since  the version that ran before; null for the release of the running one alone
 */
export function newsOf(
  releases: readonly Release[],
  { running, since }: { readonly running: string; readonly since: string | null },
): readonly Release[] {
  return releases.filter(({ version, parts }) => {
    if (parts.length === 0) return false
    if (version === null || version === running) return true
    return since !== null && isNewer(version, since) && !isNewer(version, running)
  })
}

/** An entry in its pieces. */
export function piecesOf(entry: string): readonly ChangePiece[] {
  const pieces: ChangePiece[] = []
  let at = 0
  const words = (to: number) => {
    if (to > at) pieces.push({ kind: 'words', text: entry.slice(at, to) })
  }
  for (const match of entry.matchAll(PIECE)) {
    words(match.index)
    const [all, code, stress] = match
    pieces.push(code === undefined ? { kind: 'stress', text: stress ?? '' } : { kind: 'code', text: code })
    at = match.index + all.length
  }
  words(entry.length)
  return pieces
}
