// A piece of its own, fetched when somebody wants to read it. It lies outside of the page's folder.
const FILES = import.meta.glob<string>('../../CHANGELOG.md', { query: '?raw', import: 'default' })

/** The changelog of the program, as it was when the page was built. */
export async function fetchChangelog(): Promise<string> {
  const [load] = Object.values(FILES)
  return load === undefined ? '' : load()
}
