/** Whether things may move: neither the system nor the reader's settings ask for less. */
export function motionWanted(): boolean {
  const chosen = document.documentElement.dataset.motion
  return chosen !== 'reduced' && !window.matchMedia('(prefers-reduced-motion: reduce)').matches
}
