import { later } from './later.tsx'
import { Skeleton } from './panel.tsx'

/** The candles in detail. Fetched apart: the picture of the dashboard does without. */
export const ZoomLater = later(async () => (await import('./zoom-canvas.tsx')).ZoomCanvas, {
  waiting: <Skeleton rows={8} />,
  failed: { className: 'p-3' },
})
