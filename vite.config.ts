import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'

const root = import.meta.dirname
const at = (path: string) => resolve(root, path)

// Bundling what the station imports halves the time to its first answer. Left outside: the native module, and what
// is asked for at run time only.
const OUTSIDE = ['better-sqlite3', 'pino-pretty', 'electron']
// What every page stands on is one piece: many small ones compress worse and are asked for one by one.
const FRAME =
  /node_modules[\\/](react|react-dom|scheduler|zod|zustand|tinykeys|use-sync-external-store|@socket\.io|(socket|engine)\.io-(client|parser)|@tanstack[\\/](?!react-virtual|virtual-core)[^\\/]+|lucide-react[\\/]dist[\\/]esm[\\/](?!icons))[\\/]/
/** Where `/` begins, and the page it fetches at once. What they stand on is a piece each, for the reason of the frame. */
const ARRIVAL = [
  ['desk', 'renderer/main.tsx'],
  ['dashboard', 'renderer/pages/dashboard.tsx'],
] as const
const STATION = 'http://127.0.0.1:4820'
const DEV_SERVER = {
  host: '127.0.0.1',
  port: 4821,
  strictPort: true,
  proxy: { '/api': STATION, '/health': STATION, '/socket.io': { target: STATION, ws: true } },
}

const JSON_SCHEMA = /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/
const EXPORTED = /^export (?:async )?(?:function|const) (\w+)/gm

/**
 * Leaves out of the page what writes a contract as JSON Schema: 6 kB of a library that nobody in a browser calls, and
 * that no bundler can tell apart from what is called. Whoever calls it after all is told.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    applyToEnvironment: ({ name }) => name === 'client',
    transform(code, id) {
      if (!JSON_SCHEMA.test(id)) return null
      const names = [...code.matchAll(EXPORTED)].map((match) => match[1])
      const gone = 'const gone = () => { throw new Error("the page writes no JSON Schema") }'
      return {
        code: `${gone}\n${names.map((name) => `export const ${name} = gone`).join('\n')}\nexport { gone as process }`,
        map: null,
      }
    },
  }
}

/**
 * What is asked for ahead together with a piece. The page asks for all of its first load at once; what its later parts stand
 * on they ask for themselves, for the names of it would be half a hundredth of the first load. Styles have to be named: nothing
 * else would fetch them.
 */
const AHEAD = {
  resolveDependencies: (_piece: string, needed: string[], { hostType }: { hostType: 'html' | 'js' }) =>
    hostType === 'html' ? needed : needed.filter((name) => name.endsWith('.css')),
}

/** What an escape would change: a text taken as it is written, a letter after a backslash, a line end of its own kind. */
const NOT_TO_ESCAPE = /\bString\.raw`[^`]*[^\0-\x7f]|\\[^\0-\x7f]|[\u2028\u2029]/
const NOT_ASCII = /[^\0-\x7f]/g

/**
 * Writes what the station runs in ASCII alone: a file of other letters is decoded letter by letter and kept at twice its
 * size, which takes one part in fourteen of a start. In a text, a pattern and a name an escape means the letter itself,
 * but for what is refused.
 */
function inAscii(): Plugin {
  return {
    name: 'in-ascii',
    applyToEnvironment: ({ name }) => name === 'main',
    generateBundle(_options, bundle) {
      for (const piece of Object.values(bundle)) {
        if (piece.type !== 'chunk') continue
        if (NOT_TO_ESCAPE.test(piece.code))
          throw new Error(`an escape would change a text of ${piece.fileName}`)
        piece.code = piece.code.replace(NOT_ASCII, escaped)
      }
    },
  }
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Names the piece of a module that `/` needs before anybody touches it; null where it can come later. */
function arrivalPiece(id: string, graph: ModuleGraph): string | null {
  for (const [piece, beginning] of ARRIVAL) if (standsOn(at(beginning), id, graph)) return piece
  return null
}

// The first that names a module has it; what none names is cut by who asks for it.
const PIECES = [
  { name: 'frame', test: FRAME },
  { name: arrivalPiece, debugName: 'arrival', includeDependenciesRecursively: false },
]

type ModuleGraph = { readonly getModuleInfo: Rolldown.GetModuleInfo }

/** Whether a module cannot run without another one. */
function standsOn(beginning: string, id: string, graph: ModuleGraph): boolean {
  const seen = new Set([id])
  // A set that grows while it is walked is walked to its new end.
  for (const one of seen) {
    if (one === beginning) return true
    for (const importer of graph.getModuleInfo(one)?.importers ?? []) seen.add(importer)
  }
  return false
}

// The quick, pure tests; everything that opens neither a database nor a port.
const UNIT = [
  'tests/*.test.ts',
  'tests/contracts/**/*.test.ts',
  'tests/core/**/*.test.ts',
  'tests/renderer/**/*.test.ts',
  'tests/station/config.test.ts',
  'tests/station/log.test.ts',
]
const DATABASE = ['tests/db/**/*.test.ts']

const TESTS: ViteUserConfig['test'] = {
  root,
  // One for each core of a small machine; left alone, one core would be kept free.
  maxWorkers: 2,
  // No module keeps state: files of one process share what they import, a sixth of the work of all tests.
  isolate: false,
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        include: UNIT,
        testTimeout: 60_000,
        // What the page says is asked of its functions without a page that fetched the words.
        setupFiles: 'tests/renderer/english.ts',
      },
    },
    { extends: true, test: { name: 'database', include: DATABASE } },
    {
      extends: true,
      test: {
        name: 'server',
        include: ['tests/**/*.test.ts'],
        exclude: [...configDefaults.exclude, ...UNIT, ...DATABASE, 'tests/browser/**'],
        globalSetup: 'tests/support/built.ts',
        // Of a state that has to come; a loaded machine takes its time, and no test measures it.
        testTimeout: 240_000,
        hookTimeout: 240_000,
      },
    },
  ],
}

/**
 * Contracts are checked without code made at run time, which the page's policy forbids. The library would try once for each
 * page, be refused, and go on; but a browser tells of each refusal, and one that is always there hides the one that matters.
 * It reads this as its first module begins, before any line of ours could run.
 */
const WITHOUT_EVAL = 'globalThis.__zod_globalConfig ??= { jitless: true };'

export default defineConfig(({ command }) => {
  // Everything not named outside is bundled, also from node_modules. The tests take libraries as they are: transformed
  // anew for every file of tests, they would cost more than the tests themselves.
  const noExternal = command === 'build' ? true : []
  return {
    root: at('renderer'),
    plugins: [react(), tailwindcss(), withoutJsonSchema(), inAscii()],
    server: DEV_SERVER,
    build: { copyPublicDir: false },
    environments: {
      client: {
        build: {
          copyPublicDir: true,
          outDir: at('dist/renderer'),
          emptyOutDir: true,
          target: 'chrome120',
          sourcemap: true,
          modulePreload: AHEAD,
          // The budget is of compressed bytes of the first load; the bench measures it.
          chunkSizeWarningLimit: 2_000,
          rolldownOptions: { output: { banner: WITHOUT_EVAL, codeSplitting: { groups: PIECES } } },
        },
      },
      main: {
        consumer: 'server',
        resolve: { noExternal, external: OUTSIDE },
        build: {
          outDir: at('dist/main'),
          emptyOutDir: true,
          target: 'node24',
          // Stack traces of the log keep their names.
          minify: false,
          rolldownOptions: {
            input: {
              headless: at('electron/headless.ts'),
              main: at('electron/shell/main.ts'),
              cli: at('electron/cli/cli.ts'),
              'verify-worker': at('electron/station/verify-worker.ts'),
            },
            external: [...OUTSIDE, ...builtinModules, /^node:/],
            output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
          },
        },
      },
      // A preload in a sandbox is one file of CommonJS, and can ask for nothing but Electron.
      preload: {
        consumer: 'server',
        resolve: { noExternal, external: ['electron'] },
        build: {
          outDir: at('dist/preload'),
          emptyOutDir: true,
          target: 'chrome120',
          minify: false,
          rolldownOptions: {
            input: { preload: at('electron/shell/preload.ts') },
            external: ['electron'],
            output: { format: 'cjs', entryFileNames: '[name].cjs' },
          },
        },
      },
      // The one page the station does not serve: it is there when there is no station.
      boot: {
        consumer: 'client',
        build: {
          outDir: at('dist/boot'),
          emptyOutDir: true,
          target: 'chrome120',
          modulePreload: false,
          rolldownOptions: { input: at('renderer/boot.html') },
        },
      },
    },
    builder: {
      async buildApp(builder) {
        for (const environment of Object.values(builder.environments)) await builder.build(environment)
      },
    },
    test: TESTS,
  }
})
