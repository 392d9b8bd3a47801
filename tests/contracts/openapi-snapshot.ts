import { readFileSync, writeFileSync } from 'node:fs'
import { openApiDocument } from '#contracts/openapi/document.ts'

/** Where the document of the API lies, so that every change of it is seen in review; run this file to write it anew. */
export const OPENAPI_SNAPSHOT = new URL('../../docs/openapi.json', import.meta.url)

/** The document as a station serves it, for people to read; the samples in three languages stand in docs/api.md. */
export function openApiText(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return `${JSON.stringify(openApiDocument(version), withoutSamples, 1)}\n`
}

function withoutSamples(key: string, value: unknown): unknown {
  return key === 'x-codeSamples' ? undefined : value
}

if (process.argv[1] === import.meta.filename) writeFileSync(OPENAPI_SNAPSHOT, openApiText())
