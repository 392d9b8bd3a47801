import type { Answer } from './registry.ts'

/** The answer of a route that writes a file; a disk without room is a refusal, and anything else a broken promise. */
export function unlessFull<Reply>(answer: () => Answer<Reply>): Answer<Reply> {
  try {
    return answer()
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOSPC') throw failure
    return { ok: false, problem: { code: 'storage_full' } }
  }
}
