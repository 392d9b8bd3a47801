// A place to update from, as the makers of a release serve it: `latest-linux.yml` and the file that it names.
import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One release for Linux. */
export interface ServedRelease {
  readonly version: string
  readonly file: string
  readonly notes?: string
  /** What the release says of its file; its real checksum where nothing is said. */
  readonly sha512?: string
}

export interface UpdateServer {
  readonly url: string
  /** Paths that were asked for, and what came with the request. */
  readonly asked: readonly { readonly path: string; readonly staging: string | undefined }[]
  serve(release: ServedRelease | string | null): void
  close(): Promise<void>
}

/** Serves a release on a port of its own: a text is served as it stands, null as nothing. */
export async function openUpdateServer(first: ServedRelease | string | null = null): Promise<UpdateServer> {
  let release = first
  const asked: { path: string; staging: string | undefined }[] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    asked.push({ path, staging: request.headers['x-user-staging-id'] as string | undefined })
    const body = release === null ? null : bodyOf(release, path)
    response.writeHead(body === null ? 404 : 200).end(body ?? '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/desk`,
    asked,
    serve(next) {
      release = next
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function bodyOf(release: ServedRelease | string, path: string): string | null {
  if (/^\/desk\/latest-linux[\w-]*\.yml$/.test(path))
    return typeof release === 'string' ? release : writtenOf(release)
  return typeof release !== 'string' && path === `/desk/${nameOf(release)}` ? release.file : null
}

const nameOf = ({ version }: ServedRelease) => `Fusion-Desk-${version}.AppImage`

/** As the builder writes it; JSON is a part of YAML. */
function writtenOf(release: ServedRelease): string {
  const { version, file, notes, sha512 = hash('sha512', file, 'base64') } = release
  const name = nameOf(release)
  return JSON.stringify({
    version,
    files: [{ url: name, sha512, size: Buffer.byteLength(file) }],
    path: name,
    sha512,
    releaseDate: '2026-11-01T00:00:00.000Z',
    ...(notes !== undefined && { releaseNotes: notes }),
  })
}
