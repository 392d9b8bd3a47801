import type { Bug } from './bug.ts'
import { BUGS_DECIDED } from './bugs-decided.ts'
import { BUGS_OF_PEOPLE } from './bugs-people.ts'
import { BUGS_WRITTEN } from './bugs-written.ts'

/** Twenty-seven mistakes that somebody could make between a command and the tables. */
export const BUGS: readonly Bug[] = [...BUGS_DECIDED, ...BUGS_WRITTEN, ...BUGS_OF_PEOPLE]
