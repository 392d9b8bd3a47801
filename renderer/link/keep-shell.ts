const WORKER = '/sw.js'

interface WithTrustedTypes {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createScriptURL: () => string },
    ): { createScriptURL(asked: string): string }
  }
}

// Browsers with trusted types take the address of a worker from a policy alone. Made as the page starts, as the station
// lets it be made once: what got into the page later can make no other.
const OWN_FILES = (globalThis as WithTrustedTypes).trustedTypes?.createPolicy('fusion-desk-files', {
  createScriptURL: () => WORKER,
})

/**
 * Lets the browser keep the page's own files, so that an installed desk opens while the station is off and says so.
 *
 * Never data: `sw.js` touches nothing but the page and what was built for it. The desktop window has its own boot page
 * and keeps nothing.
 */
export function keepShell(): void {
  if (!window.isSecureContext || window.fusionDesk !== undefined || !('serviceWorker' in navigator)) return
  // A browser that keeps nothing, as in a private window, shows the page all the same.
  navigator.serviceWorker.register(OWN_FILES?.createScriptURL(WORKER) ?? WORKER).catch(() => undefined)
}
