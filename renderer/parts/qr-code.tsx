import { type ReactNode, useMemo } from 'react'
import { encode } from 'uqr'

interface QrCodeProps {
  readonly text: string
  /** What it is, for who cannot see it. */
  readonly name: string
}

/** Modules of quiet around a code, as its standard wants them. */
const QUIET = 4

/** A QR code as one path: dark on white in every theme, because cameras expect it so. */
export function QrCode({ text, name }: QrCodeProps): ReactNode {
  const { path, size } = useMemo(() => drawn(text), [text])
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="aspect-square w-full max-w-72 forced-color-adjust-none"
    >
      <path fill="#ffffff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000000" d={path} />
    </svg>
  )
}

/** Runs of dark modules, row by row. */
function drawn(text: string): { readonly path: string; readonly size: number } {
  const { data, size } = encode(text, { border: QUIET })
  const runs = data.flatMap((row, y) => {
    const line = row.map((dark) => (dark ? '1' : '0')).join('')
    return [...line.matchAll(/1+/g)].map(
      ({ 0: run, index: x }) => `M${x} ${y}h${run.length}v1h-${run.length}z`,
    )
  })
  return { path: runs.join(''), size }
}
