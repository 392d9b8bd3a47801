import type { Serving } from './serving.ts'

/** Adds so many users in one go, past the limits of one caller. */
export async function addCrowd({ execute }: Serving, count: number, name = 'u'): Promise<readonly string[]> {
  const users = Array.from({ length: count }, (_, index) => `${name}${index}`)
  await Promise.all(
    users.map((user) =>
      execute({ kind: 'add_user', userId: user as never, name: null, zone: 'UTC', memberTier: 'fang' }),
    ),
  )
  return users
}

/** Each of them fires on the signal, all in one turn of the event loop: as few commits as can be. */
export async function fireAll({ execute }: Serving, id: string, users: readonly string[]): Promise<void> {
  await Promise.all(
    users.map((user) =>
      execute({
        kind: 'fire_signal',
        userId: user as never,
        signalId: id as never,
        tradeId: `${id.slice(-12)}-${user}` as never,
        pressedAt: null,
        riskBp: null,
      }),
    ),
  )
}
