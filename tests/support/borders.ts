import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'vite'

export const ROOT = resolve(import.meta.dirname, '../..')

/** A source as the checks see it: its path from the root, and its text. */
export interface Source {
  readonly path: string
  readonly text: string
}

/** One import of a file. `from` is a path from the root, or the name of a package or of a part of Node. */
export interface Import {
  readonly from: string
  readonly ours: boolean
  /** Erased before the program runs. */
  readonly typeOnly: boolean
}

/** Longest first: the first prefix a path begins with is its folder. */
export const FOLDERS = [
  'electron/station',
  'electron/server',
  'electron/shell',
  'electron/cli',
  'electron',
  'contracts',
  'core',
  'db',
  'renderer',
  'tests',
] as const
export type Folder = (typeof FOLDERS)[number]

const HOST: readonly Folder[] = ['contracts', 'core', 'db', 'electron/station', 'electron/server']

/** Who may import whom. What stands in `TYPES_ONLY` besides is for types alone. */
const MAY_IMPORT: Readonly<Record<Folder, readonly Folder[]>> = {
  contracts: [],
  core: [],
  db: ['core'],
  'electron/station': ['core', 'db'],
  'electron/server': ['contracts', 'core', 'electron/station'],
  'electron/shell': ['contracts', 'electron/station', 'electron/server'],
  'electron/cli': HOST,
  electron: HOST,
  renderer: ['contracts'],
  tests: FOLDERS,
}
const TYPES_ONLY: Partial<Record<Folder, readonly Folder[]>> = { 'electron/server': ['db'] }

/** Folders whose code runs without Node. */
const WITHOUT_NODE: readonly Folder[] = ['contracts', 'core', 'renderer']

const ALIASES: Readonly<Record<string, string>> = {
  '#contracts/': 'contracts/',
  '#core/': 'core/',
  '#db/': 'db/',
  '#station/': 'electron/station/',
  '#server/': 'electron/server/',
  '#tests/': 'tests/',
}

const BUILTINS = new Set(builtinModules)

/** Every source below the given folders, in the order of their paths. */
export function sourcesIn(folders: readonly string[], extension = /\.(ts|tsx|mjs)$/): readonly Source[] {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && extension.test(entry.name))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    )
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

export function folderOf(path: string): Folder | null {
  return FOLDERS.find((folder) => path.startsWith(`${folder}/`)) ?? null
}

/** What a source imports, statically and dynamically. */
export function importsOf({ path, text }: Source): readonly Import[] {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const static_ = module.staticImports.map(({ moduleRequest, entries }) => ({
    name: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ name: moduleRequest.value, typeOnly: isType }],
    ),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"](.+)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
    return literal === undefined ? [] : [{ name: literal, typeOnly: false }]
  })
  return [...static_, ...exported, ...dynamic].map(({ name, typeOnly }) => ({
    ...resolved(path, name),
    typeOnly,
  }))
}

function resolved(path: string, name: string): { readonly from: string; readonly ours: boolean } {
  if (name.startsWith('.')) return { from: join(dirname(path), name).replaceAll('\\', '/'), ours: true }
  for (const [alias, folder] of Object.entries(ALIASES))
    if (name.startsWith(alias)) return { from: folder + name.slice(alias.length), ours: true }
  return { from: name, ours: false }
}

/** Imports that the table of borders forbids, one line each. */
export function borderViolations(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    const folder = folderOf(source.path)
    if (folder === null) return []
    return importsOf(source)
      .filter(({ ours }) => ours)
      .filter((each) => !mayImport(folder, each))
      .map(({ from }) => `${source.path} imports ${from}`)
  })
}

function mayImport(folder: Folder, { from, typeOnly }: Import): boolean {
  // package.json is read for its version and lies in no folder.
  const target = folderOf(from)
  if (target === null) return folder === 'tests'
  if (target === folder || MAY_IMPORT[folder].includes(target)) return true
  return typeOnly && (TYPES_ONLY[folder]?.includes(target) ?? false)
}

/** Packages, and parts of Node, imported where the list does not allow them, one line each. */
export function packageViolations(
  sources: readonly Source[],
  allowed: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  return sources.flatMap((source) => {
    const folder = folderOf(source.path)
    if (folder === null || folder === 'tests') return []
    return importsOf(source)
      .filter(({ ours }) => !ours)
      .filter(({ from }) => !mayUse(folder, from, allowed))
      .map(({ from }) => `${source.path} imports ${from}`)
  })
}

function mayUse(folder: Folder, from: string, allowed: ReadonlyMap<string, readonly string[]>): boolean {
  if (from.startsWith('node:') || BUILTINS.has(from)) return !WITHOUT_NODE.includes(folder)
  const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/')
  return allowed.get(name)?.includes(folder) ?? false
}

/** Circles of imports that remain when the program runs, each as the files it passes. */
export function valueCycles(sources: readonly Source[]): readonly string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter(({ ours, typeOnly }) => ours && !typeOnly)
        .map(({ from }) => from),
    ]),
  )
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at !== -1) cycles.push([...trail.slice(at), path].join(' -> '))
    if (at !== -1 || done.has(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return cycles
}

/** Sources longer than `linesMax`, with their length. */
export function tooLong(sources: readonly Source[], linesMax: number): readonly string[] {
  return sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > linesMax)
    .map(({ path, lines }) => `${path} has ${lines} lines`)
}

/** What reads a clock, chance or the world outside. */
const IMPURE_NAMES = new Set([
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
  'performance',
  'crypto',
  'console',
  'require',
  'globalThis',
  'WebSocket',
])
const IMPURE_MEMBERS = new Set(['Date.now', 'Math.random', 'Temporal.Now'])

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Places where a source reads a clock, draws chance or touches the world, one line each. */
export function impurities({ path, text }: Source): readonly string[] {
  const found: string[] = []
  visit(parseSync(path, text).program as unknown as Node, (node, key, parent) => {
    const name = impurity(node, key, parent)
    if (name !== null) found.push(`${path} uses ${name}`)
  })
  return found
}

function impurity(node: Node, key: string, parent: Node | null): string | null {
  if (node.type === 'MemberExpression') {
    const member = `${nameOf(node.object)}.${nameOf(node.property)}`
    return IMPURE_MEMBERS.has(member) ? member : null
  }
  if (node.type === 'NewExpression' || node.type === 'CallExpression') {
    const bare = nameOf(node.callee) === 'Date' && (node.arguments as unknown[]).length === 0
    return bare ? 'new Date()' : null
  }
  if (node.type !== 'Identifier' || isName(key, parent)) return null
  return IMPURE_NAMES.has(nameOf(node)) ? nameOf(node) : null
}

/** A property or field may be called `process`; only the free name is the world's. */
function isName(key: string, parent: Node | null): boolean {
  if (parent === null) return false
  if (key === 'property' || key === 'key') return parent.computed !== true
  return parent.type.startsWith('TS')
}

function nameOf(node: unknown): string {
  const { type, name } = node as { readonly type?: string; readonly name?: string }
  return type === 'Identifier' ? (name ?? '') : ''
}

/** Calls `see` for every node of a syntax tree. */
function visit(
  node: Node,
  see: (node: Node, key: string, parent: Node | null) => void,
  key = '',
  parent: Node | null = null,
): void {
  see(node, key, parent)
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value])
      if (child !== null && typeof child === 'object' && typeof (child as Node).type === 'string')
        visit(child as Node, see, name, node)
  }
}

/** Properties written in snake case, as `path: name`, each once per source. */
export function snakeCaseProperties({ path, text }: Source): readonly string[] {
  const found = new Set<string>()
  visit(parseSync(path, text).program as unknown as Node, (node, key, parent) => {
    if (
      (key === 'property' || key === 'key') &&
      parent?.computed !== true &&
      /^[a-z]+(_[a-z0-9]+)+$/.test(nameOf(node))
    )
      found.add(`${path}: ${nameOf(node)}`)
  })
  return [...found]
}
