import type { Bug } from './bug.ts'
import { BUGS_DECIDED } from './bugs-decided.ts'
import { BUGS_WRITTEN } from './bugs-written.ts'

/** Twenty mistakes that somebody could make between a command and the tables. */
export const BUGS: readonly Bug[] = [...BUGS_DECIDED, ...BUGS_WRITTEN]
