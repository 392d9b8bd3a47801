// What the parts of the stand-in for Electron share: the line to the test, events, and strictness.
import type { EventEmitter } from 'node:events'
import type { Reply, ToProgram, ToTest } from './electron-words.ts'

let count = 0
const waiting = new Map<
  number,
  { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }
>()

/** Asks the test for something a page has to do. */
export function ask(question: ToTest): Promise<unknown> {
  count += 1
  const id = count
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed })
    process.send?.({ id, ...question })
  })
}

/** Answers what the test asks. */
export function onAsked(answer: (asked: ToProgram) => Promise<unknown>): void {
  process.on('message', (message: Reply | (ToProgram & { readonly id: number })) => {
    if ('answer' in message) {
      const asked = waiting.get(message.answer)
      waiting.delete(message.answer)
      if (message.error === undefined) asked?.done(message.value)
      else asked?.failed(new Error(message.error))
      return
    }
    answer(message).then(
      (value) => process.send?.({ answer: message.id, value }),
      (error: unknown) => process.send?.({ answer: message.id, error: String(error) }),
    )
  })
}

/** An event of Electron: a listener may prevent what would happen. */
export function event(more: object = {}) {
  return {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true
    },
  }
}

/** Emits an event; true when a listener prevented what would happen. */
export function prevented(on: EventEmitter, name: string, more: object = {}): boolean {
  const told = event(more)
  on.emit(name, told)
  return told.defaultPrevented
}

/** The name, where there is no such thing. */
export function known(what: string, name: string): never {
  throw new Error(`electron double: ${what} ${name} is not modelled`)
}

/** An object that throws at everything it has not. */
export function strict<Part extends object>(name: string, part: Part): Part {
  return new Proxy(part, {
    get(target, key) {
      if (typeof key === 'string' && key !== 'then' && !(key in target)) known(name, key)
      const value = Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Notes what a person, or another program, would have seen. */
export function seen(what: string, detail: unknown = null): void {
  seen.all.push({ what, detail })
}
seen.all = [] as { readonly what: string; readonly detail: unknown }[]
