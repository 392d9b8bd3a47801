import { REFRESH_COOKIE, REFRESH_PATH } from '#contracts/http/sessions.ts'
import type { DeviceSheet } from '#core/devices/devices.ts'

/** No script reads it, no other page's request carries it, and it goes to one route alone. */
const COMMON = `Path=${REFRESH_PATH}; HttpOnly; SameSite=Strict`

/** Puts a refresh token into the browser until its session ends. */
export function refreshCookie(
  token: string,
  { device, secure, now }: { readonly device: DeviceSheet; readonly secure: boolean; readonly now: number },
): Readonly<Record<string, string>> {
  const lastsS = Math.max(0, Math.floor((device.endsAt - now) / 1_000))
  return {
    'set-cookie': `${REFRESH_COOKIE}=${token}; Max-Age=${lastsS}; ${COMMON}${secure ? '; Secure' : ''}`,
  }
}

/** Takes it out again. */
export function noCookie(secure: boolean): Readonly<Record<string, string>> {
  return { 'set-cookie': `${REFRESH_COOKIE}=; Max-Age=0; ${COMMON}${secure ? '; Secure' : ''}` }
}
