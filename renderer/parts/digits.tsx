import type { ReactNode } from 'react'

/** Six digits that two people compare, in two groups. */
export function Digits({ sas }: { readonly sas: string }): ReactNode {
  const shown = `${sas.slice(0, 3)} ${sas.slice(3)}`
  return (
    <output
      className="font-mono text-moment tracking-widest whitespace-nowrap text-fg0"
      // Read as digits, not as a number of some hundred thousands.
      aria-label={sas.split('').join(' ')}
    >
      {shown}
    </output>
  )
}
