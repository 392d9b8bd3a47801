import { setUp } from '../../scripts/setup.mjs'

/** Builds what has changed before tests that start the built programs: none is ever judged by an old build. */
export async function setup(): Promise<void> {
  await setUp()
}
