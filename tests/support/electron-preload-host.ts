/**
 * Runs in a page before its own scripts, as text: gives the preload what a sandbox would give it, and the page what
 * the preload exposes. It cannot use anything around it.
 */
export function hostPreload(isolated: boolean, preload: (...parts: unknown[]) => void): void {
  type Question = { op: string; [name: string]: unknown }
  const own = globalThis as unknown as {
    toElectron?: (question: Question) => Promise<unknown>
    [name: string]: unknown
  }
  const ask = own.toElectron
  delete own.toElectron
  if (window.top !== window || ask === undefined) return

  const listeners = new Map<string, Set<(...args: unknown[]) => void>>()
  const of = (channel: string) => {
    const found = listeners.get(channel) ?? new Set()
    listeners.set(channel, found)
    return found
  }
  Object.defineProperty(own, 'fromElectron', {
    value: (channel: string, args: readonly unknown[]) => {
      for (const listener of of(channel)) listener({}, ...args)
    },
  })
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => ask({ op: 'invoke', channel, args }),
    on: (channel: string, listener: (...args: unknown[]) => void) => void of(channel).add(listener),
    removeListener: (channel: string, listener: (...args: unknown[]) => void) =>
      void of(channel).delete(listener),
  }
  const contextBridge = {
    exposeInMainWorld(name: string, value: Readonly<Record<string, unknown>>) {
      if (!isolated) throw new Error('contextBridge API can only be used when contextIsolation is enabled')
      Object.defineProperty(own, name, { value: Object.freeze({ ...value }), enumerable: true })
    },
  }
  const require = (name: string) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name} (sandboxed preload)`)
  }
  // What a page asks the browser for is the session's to grant.
  navigator.permissions.query = async ({ name }: { name: string }) =>
    ({
      state: (await ask({ op: 'permission', address: name })) === true ? 'granted' : 'denied',
    }) as PermissionStatus
  navigator.geolocation.getCurrentPosition = (_found, failed) => {
    void ask({ op: 'permission', address: 'geolocation' }).then((granted) => {
      if (granted !== true) failed?.({ code: 1, message: 'denied' } as GeolocationPositionError)
    })
  }
  preload(require, { exports: {} }, {})
}
