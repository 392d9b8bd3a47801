// The reading client: so many keep-alive connections that ask for pages of users without a pause.
import { serveJobs } from '../support/child.ts'
import { closedLoop, type LoopResult, type LoopTerms } from '../support/closed-loop.ts'

export interface ReadJob extends LoopTerms {
  /** Each reader asks for his own page. */
  readonly readers: readonly { readonly token: string; readonly path: string }[]
}

async function read(job: ReadJob): Promise<LoopResult> {
  const requests = job.readers.map(({ token, path }) =>
    [`GET ${path} HTTP/1.1`, `host: 127.0.0.1:${job.port}`, `authorization: Bearer ${token}`, '\r\n'].join(
      '\r\n',
    ),
  )
  return closedLoop(job, (number) => requests[number % requests.length] ?? null)
}

serveJobs('ready', read)
