/** So long letters are kept for a field that is on its way. */
const KEPT_MS_MAX = 5_000
const LETTERS_MAX = 80

/**
 * Keeps letters that are typed between the press that opens a field and the moment it has the focus, and keeps them from
 * whatever has it until then.
 *
 * The answer ends that and returns them; each letter once, however often it is called.
 */
export function keepTyped(): () => string {
  let letters = ''
  const keep = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event
    if (key.length !== 1 || ctrlKey || metaKey || altKey || isComposing) return
    event.preventDefault()
    event.stopImmediatePropagation()
    letters = (letters + key).slice(0, LETTERS_MAX)
  }
  const stop = () => window.removeEventListener('keydown', keep, { capture: true })
  const late = setTimeout(stop, KEPT_MS_MAX)
  window.addEventListener('keydown', keep, { capture: true })
  return () => {
    clearTimeout(late)
    stop()
    const kept = letters
    letters = ''
    return kept
  }
}
