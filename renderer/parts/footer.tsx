import type { ReactNode } from 'react'
import { useDesk } from './use-desk.ts'

const KEYS = [
  ['J K', 'move'],
  ['Enter', 'briefing'],
  ['F F', 'fire'],
  ['P', 'pass'],
  ['Esc', 'disarm'],
] as const

/** What kind of trades these are, the keys, and which station this is. */
export function Footer(): ReactNode {
  const { reader } = useDesk()
  return (
    <footer className="flex min-h-6 shrink-0 flex-wrap items-center justify-between gap-x-4 border-t border-line bg-bg1 px-3 text-label text-fg2">
      <p>Paper trades, settled from the market feed. No broker is called.</p>
      <p className="flex flex-wrap gap-x-3 max-mid:hidden">
        {KEYS.map(([key, does]) => (
          <span key={key}>
            <kbd className="font-mono text-fg1">{key}</kbd> {does}
          </span>
        ))}
      </p>
      <p>Fusion Desk {reader.version}</p>
    </footer>
  )
}
