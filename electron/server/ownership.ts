import type { UserId } from '#core/kernel/ids.ts'
import type { Principal } from './principals.ts'

/** Whether the caller may decide and read in the name of a user: himself, an operator, or a service made for it. */
export function mayActFor({ userId, role, mayActFor }: Principal, user: UserId): boolean {
  if (userId === user || role === 'operator') return true
  return role === 'service' && (mayActFor.has(user) || mayActFor.has('*'))
}
