import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { BOOT_ADDRESS, SHELL_SCHEME } from '#contracts/bridge.ts'
import { originOf } from './destination.ts'

/** How the scheme of the boot page behaves: like a web origin of its own, under the rules of one. */
export const BOOT_SCHEME = {
  scheme: SHELL_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}
/** One name: without a slash no path leads out of the folder. */
const ASSET = /^\/assets\/([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})$/
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
const NOT_FOUND = 404

/**
 * Answers the requests of the boot page from the folder it was built into, and nothing else.
 *
 * @param folder  where the build put it
 */
export async function answerBoot(folder: string, address: string): Promise<Response> {
  const path = fileOf(folder, address)
  const type = path === null ? undefined : TYPES[extname(path)]
  if (path === null || type === undefined) return new Response(null, { status: NOT_FOUND })
  try {
    const headers = {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
    }
    return new Response(await readFile(path), { headers })
  } catch {
    return new Response(null, { status: NOT_FOUND })
  }
}

function fileOf(folder: string, address: string): string | null {
  if (originOf(address) !== originOf(BOOT_ADDRESS)) return null
  const { pathname } = new URL(address)
  if (pathname === '/') return join(folder, 'boot.html')
  const name = ASSET.exec(pathname)?.[1]
  return name === undefined ? null : join(folder, 'assets', name)
}
