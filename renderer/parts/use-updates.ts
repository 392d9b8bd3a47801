import { useEffect, useState } from 'react'
import type { UpdateReport } from '#contracts/bridge.ts'

/** How the desktop program stands to newer ones; null in a browser, and until it has said so. */
export function useUpdates(): { readonly report: UpdateReport | null; readonly look: () => void } {
  const [report, setReport] = useState<UpdateReport | null>(null)
  useEffect(() => {
    const shell = window.fusionDesk
    if (shell === undefined) return
    const read = () => void shell.readUpdates().then(setReport)
    read()
    return shell.onUpdates(read)
  }, [])
  return { report, look: () => void window.fusionDesk?.lookForUpdates() }
}
