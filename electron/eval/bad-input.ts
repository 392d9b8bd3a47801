/** What was asked for makes no sense or cannot be read. The message is for the person; the exit code is 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

/** Names a file that the system would not open, in one sentence. */
export function cannotRead(path: string, failure: unknown): BadInput {
  return new BadInput(`${path}: cannot be opened (${codeOf(failure)})`)
}

/** Names a place that takes no answers, or no more of them, in one sentence. */
export function cannotWrite(path: string, failure: unknown): BadInput {
  const opening = failure instanceof Error && 'syscall' in failure && failure.syscall === 'open'
  return opening ? cannotRead(path, failure) : new BadInput(`${path}: cannot be written (${codeOf(failure)})`)
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
}
