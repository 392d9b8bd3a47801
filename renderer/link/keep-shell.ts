/**
 * Lets the browser keep the page's own files, so that an installed desk opens while the station is off and says so.
 *
 * Never data: `sw.js` touches nothing but the page and what was built for it. The desktop window has its own boot page
 * and keeps nothing.
 */
export function keepShell(): void {
  if (!window.isSecureContext || window.fusionDesk !== undefined || !('serviceWorker' in navigator)) return
  // A browser that keeps nothing, as in a private window, shows the page all the same.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
