import type { ReactNode } from 'react'

interface FillerRowProps {
  /** Pixels; nothing is drawn for none. */
  readonly height: number
  readonly columns: number
}

/** Stands for rows of a table that are not drawn. */
export function FillerRow({ height, columns }: FillerRowProps): ReactNode {
  if (height <= 0) return null
  return (
    <tr aria-hidden className="filler">
      <td colSpan={columns} style={{ height }} />
    </tr>
  )
}
