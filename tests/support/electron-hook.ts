// Runs before the main bundle of the window: `electron` is the stand-in, and a mutant is made on the way.
import { registerHooks } from 'node:module'

const DOUBLE = new URL('./electron-double.ts', import.meta.url).href

/** A part of the built main bundle and what stands there instead. */
export interface Mutation {
  readonly part: string
  readonly instead: string
}

const mutation: Mutation | null = JSON.parse(process.env.FUSION_DOUBLE_MUTATION ?? 'null')

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: DOUBLE, format: 'module-typescript', shortCircuit: true }
    return next(specifier, context)
  },
  load(url, context, next) {
    const loaded = next(url, context)
    if (mutation === null || !url.endsWith('/dist/main/main.js')) return loaded
    return { ...loaded, source: mutated(String(loaded.source), mutation) }
  },
})

/** A mutant that is not made, or made in two places, would prove nothing. */
function mutated(source: string, { part, instead }: Mutation): string {
  const count = source.split(part).length - 1
  if (count !== 1) throw new Error(`the mutation stands ${count} times in the bundle: ${part}`)
  return source.replace(part, () => instead)
}
