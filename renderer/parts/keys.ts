import { useEffect, useRef } from 'react'
import { defaultKeybindingsHandlerIgnore, type KeybindingsMap, tinykeys } from 'tinykeys'

/**
 * Listens to single keys anywhere on the page, except where text is typed or a dialog or list is open, and except
 * keys that repeat because they are held: a held key is one press.
 */
export function useKeys(bindings: KeybindingsMap): void {
  const newest = useRef(bindings)
  newest.current = bindings
  const names = Object.keys(bindings).join('\n')
  useEffect(() => {
    const stable = Object.fromEntries(
      names.split('\n').map((key) => [key, (event: KeyboardEvent) => newest.current[key]?.(event)]),
    )
    return tinykeys(window, stable, { ignore: isElsewhere })
  }, [names])
}

function isElsewhere(event: KeyboardEvent): boolean {
  if (event.repeat && event.key.toLowerCase() === 'f') return true
  const target = event.target instanceof Element ? event.target : null
  const inside = target?.closest('[role="dialog"], [role="listbox"]') ?? null
  return inside !== null || defaultKeybindingsHandlerIgnore(event)
}
