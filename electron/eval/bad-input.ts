/** What was asked for makes no sense or cannot be read. The message is for the person; the exit code is 2. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

/** Names a file that the system would not open, in one sentence. */
export function cannotRead(path: string, failure: unknown): BadInput {
  return new BadInput(`${path}: cannot be opened (${codeOf(failure)})`)
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown'
}
