import { readFileSync } from 'node:fs'

/** The languages in which the page has examples. */
export const LANGUAGES = ['sh', 'ts', 'python'] as const
export type Language = (typeof LANGUAGES)[number]

/** One example as it stands on the page. */
export interface OnPage {
  /** `POST /api/fire`, or the heading it stands under. */
  readonly heading: string
  readonly language: Language
  readonly code: string
}

const PART = /^### (.+)$|^```(sh|ts|python)\n([\s\S]*?)\n```$/gm

/** Every example of a page, in its order, with the heading it stands under. */
export function examplesOn(path: URL): readonly OnPage[] {
  let heading = ''
  return [...readFileSync(path, 'utf8').matchAll(PART)].flatMap(([, title, language, code]) => {
    heading = title ?? heading
    return language === undefined ? [] : [{ heading, language: language as Language, code: code ?? '' }]
  })
}

/** The environment variables that an example reads. */
export function variablesOf({ code, language }: OnPage): readonly string[] {
  const pattern = {
    sh: /\$([A-Z_]+)/g,
    ts: /^const \{ ([A-Z_, ]+) \} = process\.env/gm,
    python: /env\["([A-Z_]+)"\]/g,
  }[language]
  return [...new Set([...code.matchAll(pattern)].flatMap(([, names = '']) => names.split(', ')))]
}
