import { type Area, fetchWords } from '../../renderer/words/words.ts'

/** Every sentence of the page in English, where no page fetches those of its parts. */
const AREAS = Object.keys(import.meta.glob('../../renderer/words/*.en.ts')).map(
  (path) => /(\w+)\.en\.ts$/.exec(path)?.[1] as Area,
)
await fetchWords(...AREAS)
