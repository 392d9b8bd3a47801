import { expect, test } from '../support/electron-desk.ts'
import type { Mutation } from '../support/electron-hook.ts'
import { CHECKS } from './support/checks.ts'

/** A program that is wrong in one place, and the check that has to see it. */
interface Mutant extends Mutation {
  readonly name: string
  readonly seenBy: keyof typeof CHECKS
}

/** Each part stands exactly once in the built bundle; one that does not fails its test. */
const MUTANTS: readonly Mutant[] = [
  { name: 'pages outside a sandbox', part: 'sandbox: true', instead: 'sandbox: false', seenBy: 'options' },
  {
    name: 'pages that share a world with the preload',
    part: 'contextIsolation: true',
    instead: 'contextIsolation: false',
    seenBy: 'options',
  },
  {
    name: 'Node in its pages',
    part: 'nodeIntegration: false',
    instead: 'nodeIntegration: true',
    seenBy: 'options',
  },
  {
    name: 'no rules of the web',
    part: 'webSecurity: true',
    instead: 'webSecurity: false',
    seenBy: 'options',
  },
  { name: 'embedded programs', part: 'webviewTag: false', instead: 'webviewTag: true', seenBy: 'options' },
  {
    name: 'developer tools at work',
    part: 'devTools: profile !== "production"',
    instead: 'devTools: true',
    seenBy: 'options',
  },
  { name: 'windows made by pages', part: 'action: "deny"', instead: 'action: "allow"', seenBy: 'popups' },
  {
    name: 'free navigation',
    part: 'if (destination === "own") return;\n\t\tevent.preventDefault();',
    instead: 'if (destination === "own") return;',
    seenBy: 'navigation',
  },
  {
    name: 'free redirects',
    part: 'if (destinationOf(event.url, own()) !== "own") event.preventDefault();',
    instead: '',
    seenBy: 'redirects',
  },
  {
    name: 'frames that go anywhere',
    part: 'if (!event.isMainFrame) event.preventDefault();',
    instead: '',
    seenBy: 'redirects',
  },
  {
    name: 'embedding not prevented',
    part: '(event) => event.preventDefault()',
    instead: '() => void 0',
    seenBy: 'webviews',
  },
  {
    name: 'addresses of any scheme given to the system',
    part: '(protocol === "https:" || protocol === "http:")',
    instead: 'true',
    seenBy: 'schemes',
  },
  { name: 'permissions granted', part: 'answer(false)', instead: 'answer(true)', seenBy: 'permissions' },
  {
    name: 'permissions that look granted',
    part: 'setPermissionCheckHandler(() => false)',
    instead: 'setPermissionCheckHandler(() => true)',
    seenBy: 'permissions',
  },
  { name: 'answers cached on disk', part: '{ cache: false }', instead: '{ cache: true }', seenBy: 'session' },
  {
    name: 'a bridge that answers any page',
    part: 'asking === null || asking !== origin()',
    instead: 'asking === null',
    seenBy: 'senders',
  },
  {
    name: 'a bridge that answers frames',
    part: 'senderFrame === null || senderFrame.parent !== null',
    instead: 'senderFrame === null',
    seenBy: 'frames',
  },
  {
    name: 'a token for whoever asks again',
    part: 'if (given.get(windowId) === serving) return null;',
    instead: '',
    seenBy: 'token',
  },
  {
    name: 'two windows for one data folder',
    part: 'if (app.requestSingleInstanceLock()) ',
    instead: 'if (app.requestSingleInstanceLock() || true) ',
    seenBy: 'second',
  },
  {
    name: 'a deaf first window',
    part: 'if (given === null) shell?.bringToFront();',
    instead: 'if (given === null) return;',
    seenBy: 'second',
  },
  {
    name: 'a close that ends the window',
    part: 'if (this.#leaving) return;\n\t\t\tevent.preventDefault();',
    instead: 'if (this.#leaving) return;',
    seenBy: 'closing',
  },
  {
    name: 'an end without a stop',
    part: 'const inTime = await this.#keeper.stop();',
    instead: 'const inTime = true;',
    seenBy: 'quitting',
  },
  {
    name: 'an end that asks nobody',
    part: 'others === 0 || ',
    instead: 'others >= 0 || ',
    seenBy: 'asking',
  },
]

for (const { name, part, instead, seenBy } of MUTANTS)
  test(`[SHELL-30] a window with ${name} does not pass: ${CHECKS[seenBy].title}`, async ({ launch }) => {
    const mutated = CHECKS[seenBy].run(
      (plan) => launch({ ...plan, mutation: { part, instead } }),
      expect.configure({ timeout: 1_500 }),
    )
    // It is an expectation that fails: a mutant that does not even start would prove nothing.
    await expect(mutated).rejects.toThrow(/expect\(|Timeout .*exceeded/)
  })
