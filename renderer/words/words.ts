import { useSyncExternalStore } from 'react'
import { writeNumbersOf } from '../state/locale.ts'
import type { achievements } from './achievements.en.ts'
import type { alerts } from './alerts.en.ts'
import type { audit } from './audit.en.ts'
import type { boards } from './boards.en.ts'
import type { boot } from './boot.en.ts'
import type { briefing } from './briefing.en.ts'
import type { campaigns } from './campaigns.en.ts'
import type { dashboard } from './dashboard.en.ts'
import type { decide } from './decide.en.ts'
import type { demo } from './demo.en.ts'
import type { docs } from './docs.en.ts'
import type { entry } from './entry.en.ts'
import { frame } from './frame.en.ts'
import type { fusion } from './fusion.en.ts'
import type { history } from './history.en.ts'
import type { keys } from './keys.en.ts'
import { DIRECTIONS, type Language, type LanguageChoice, languageOf, localeOf } from './languages.ts'
import type { look } from './look.en.ts'
import type { missions } from './missions.en.ts'
import type { network } from './network.en.ts'
import type { news } from './news.en.ts'
import type { ops } from './ops.en.ts'
import type { pair } from './pair.en.ts'
import type { profile } from './profile.en.ts'
import type { progress } from './progress.en.ts'
import type { refusals } from './refusals.en.ts'
import type { report } from './report.en.ts'
import type { rewards } from './rewards.en.ts'
import { type Catalogue, sentenceOf, type Values } from './sentence.ts'
import type { settings } from './settings.en.ts'
import type { shipped } from './shipped.en.ts'
import type { signal } from './signal.en.ts'
import type { tour } from './tour.en.ts'
import type { views } from './views.en.ts'
import type { wall } from './wall.en.ts'
import type { welcome } from './welcome.en.ts'

/** A catalogue of each part of the page, as English has it. A new part is a line here and a file for each language. */
interface Catalogues {
  readonly frame: typeof frame
  readonly progress: typeof progress
  readonly missions: typeof missions
  readonly profile: typeof profile
  readonly achievements: typeof achievements
  readonly report: typeof report
  readonly rewards: typeof rewards
  readonly campaigns: typeof campaigns
  readonly boards: typeof boards
  readonly refusals: typeof refusals
  readonly boot: typeof boot
  readonly demo: typeof demo
  readonly wall: typeof wall
  readonly docs: typeof docs
  readonly audit: typeof audit
  readonly keys: typeof keys
  readonly alerts: typeof alerts
  readonly settings: typeof settings
  readonly fusion: typeof fusion
  readonly signal: typeof signal
  readonly briefing: typeof briefing
  readonly decide: typeof decide
  readonly dashboard: typeof dashboard
  readonly network: typeof network
  readonly pair: typeof pair
  readonly ops: typeof ops
  readonly news: typeof news
  readonly welcome: typeof welcome
  readonly history: typeof history
  readonly tour: typeof tour
  readonly entry: typeof entry
  readonly look: typeof look
  readonly views: typeof views
  readonly shipped: typeof shipped
}

export type Area = keyof Catalogues
type Plain<Key extends string> = Key extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : Key
/** The sentences of a part; the forms of a plural are one sentence. */
export type WordKey<Of extends Area> = Plain<keyof Catalogues[Of] & string>
/** Says a sentence of one part in the language of the page. */
export type Say<Of extends Area> = (key: WordKey<Of>, values?: Values) => string

/** A catalogue in another language: the same sentences, and plural forms that English has not. */
export type Translated<English> = { readonly [Key in keyof English]: string } & {
  readonly [Form: `${string}_many`]: string
}

// One file for each language and part, fetched when that part is first shown in that language. What stands on every
// page is here in English from the start, so that the commonest language waits for nothing.
const FILES = import.meta.glob<Readonly<Record<string, Catalogue>>>(['./*.*.ts', '!./frame.en.ts'])

// A document has one language, as it has one title.
let spoken: Language = 'en'
const catalogues = new Map<string, Catalogue>([['frame.en', frame]])
const wanted = new Set<Area>(['frame'])
const listeners = new Set<() => void>()

async function fetchPart(language: Language, area: Area): Promise<void> {
  const name = `${area}.${language}`
  if (catalogues.has(name)) return
  const catalogue = (await FILES[`./${name}.ts`]?.())?.[area]
  if (catalogue !== undefined) catalogues.set(name, catalogue)
}

/** Fetches the sentences of parts in the language of the page; from then on they follow it when it changes. */
export async function fetchWords(...areas: readonly Area[]): Promise<void> {
  for (const area of areas) wanted.add(area)
  await Promise.all(areas.map((area) => fetchPart(spoken, area)))
}

/**
 * Lets the page speak the language of a choice; numbers and dates follow. Nothing changes before all sentences are
 * here, and nothing at all where they cannot be fetched.
 */
export async function speak(choice: LanguageChoice, wishes: readonly string[]): Promise<void> {
  const language = languageOf(choice, wishes)
  // Refusals and names of what is shipped come in the station's own English; any page may meet them.
  const areas: readonly Area[] = language === 'en' ? [...wanted] : [...wanted, 'refusals', 'shipped']
  await Promise.all(areas.map((area) => fetchPart(language, area)))
  writeNumbersOf(localeOf(language, wishes))
  spoken = language
  document.documentElement.lang = language
  document.documentElement.dir = DIRECTIONS[language]
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The language of the page; the component is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => spoken)
}

/** The sentences of one part of the page; the component is drawn again when the language changes. */
export function useWords<Of extends Area>(area: Of): Say<Of> {
  useLanguage()
  return sayIn(area)
}

/** What the station says in its own English, by its code; in English, and of a code without a sentence, as it says it. */
export function wordsOfCode(
  code: string,
  message: string,
  area: 'refusals' | 'shipped' = 'refusals',
): string {
  return spoken === 'en' ? message : (catalogues.get(`${area}.${spoken}`)?.[code] ?? message)
}

/** The same where no component is drawn. */
export function sayIn<Of extends Area>(area: Of): Say<Of> {
  return (key, values = {}) =>
    sentenceOf(catalogues.get(`${area}.${spoken}`) ?? {}, spoken, key as string, values)
}
