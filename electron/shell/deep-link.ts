/** The scheme that the system opens the program with. */
export const LINK_SCHEME = 'fusiondesk'

/** Views that a link may open. It opens a view and never does anything, and carries no token, host or path. */
const LINK = new RegExp(`^${LINK_SCHEME}://(mission|signal)/([A-Za-z0-9._:-]{1,64})/?$`)
const PLACES: Readonly<Record<string, string>> = { mission: '/mission/', signal: '/signals/' }

/** The page's place that a link means; null for everything that is no link of ours. */
export function placeOfLink(link: string): string | null {
  const [, view, id] = LINK.exec(link) ?? []
  // The router of the page reads one dot, and two, as a step up.
  if (view === undefined || id === undefined || /^\.+$/.test(id)) return null
  return `${PLACES[view]}${id}`
}

/** The link on a command line: the last word alone may be one, because the system puts it there. */
export function linkIn(argv: readonly string[]): string | null {
  const last = argv.at(-1)
  return last?.startsWith(`${LINK_SCHEME}:`) === true ? last : null
}

/** The words of a command line without its link, and without the mark that the system sets before it. */
export function withoutLink(argv: readonly string[]): readonly string[] {
  if (linkIn(argv) === null) return argv
  const words = argv.slice(0, -1)
  return words.at(-1) === '--' ? words.slice(0, -1) : words
}
